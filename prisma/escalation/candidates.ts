import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy, type Level } from '../../domain/escalation/policy.ts';

/** Two working days, over a long weekend with public holidays on both sides. */
const leadDays = 12;
const batch = 250;
/** The first are few, so that somebody can decide about them while the next are read. */
const firstBatch = 50;

/** Ids that were found; after the last there are none. */
export type Candidates = { readonly ids: readonly string[]; readonly last: boolean };

function leadOf({ tellSalesOwner, legal }: Level): number {
  return tellSalesOwner || legal !== 'none' ? leadDays : 0;
}

/** Every level of these policies in the few figures that say when it may be due. */
function figuresOf(policies: readonly EscalationPolicy[]): readonly object[] {
  return policies.flatMap(({ id, version, levels }) =>
    levels.map((level) => ({
      ...{ policy: id, version, number: level.number, check: level.kind === 'check' },
      ...{ days: level.offset.days, from: level.offset.from, lead: leadOf(level) },
      rest: level.kind === 'demand' ? level.minDaysSinceContact : 0,
    })),
  );
}

export type Wanted = {
  readonly creditorId: string;
  readonly today: CivilDate;
  readonly policies: readonly EscalationPolicy[];
  readonly only?: string | undefined; // a debtor's reference
  readonly debtorIds?: readonly string[] | undefined; // these instead
};

/**
 * Debtors of whom some line may have a level today, each once, some hundreds at a time as they are found: all there are, and a few more.
 * Nothing but their ids is kept in memory; the client is in a transaction as long as they are read.
 */
export async function* streamCandidates(client: pg.ClientBase, wanted: Wanted): AsyncGenerator<Candidates> {
  const { creditorId, today, policies, only, debtorIds } = wanted;
  if (debtorIds !== undefined) {
    yield { ids: debtorIds, last: true };
    return;
  }
  if (only !== undefined) {
    const text = 'SELECT id FROM debtors WHERE creditor_id = $1 AND upper(reference) = upper($2)';
    const { rows } = await client.query<{ id: string }>(text, [creditorId, only]);
    yield { ids: rows.map(({ id }) => id), last: true };
    return;
  }
  // Tables are read from end to end and joined in memory, whether or not it is known how large they are; and all are wanted, not the first few.
  await client.query(
    "SET LOCAL work_mem = '32MB'; SET LOCAL cursor_tuple_fraction = 1; SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off",
  );
  await client.query(
    'DECLARE candidates NO SCROLL CURSOR FOR SELECT c AS id FROM solde_escalation_candidates($1, $2, $3) AS c',
    [creditorId, today, JSON.stringify(figuresOf(policies))],
  );
  await client.query('SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL enable_mergejoin TO DEFAULT');
  const known = new Set<string>();
  for (let size = firstBatch; ; size = Math.min(size * 2, batch)) {
    const { rows } = await client.query<{ id: string }>(`FETCH ${size} FROM candidates`);
    const found = new Set(rows.map(({ id }) => id).filter((id) => !known.has(id)));
    for (const id of found) known.add(id);
    const last = rows.length < size;
    yield { ids: [...found], last };
    if (last) return; // the cursor ends with the transaction
  }
}
