import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy, type Level } from '../../domain/escalation/policy.ts';

/** Two working days, over a long weekend with public holidays on both sides. */
const leadDays = 12;
const batch = 250;
/** So many at a time leave the server: between two batches there is mostly nothing to ask it. */
const fetched = 20 * batch;

function* batchesOf(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += batch) yield ids.slice(from, from + batch);
}

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
 * Debtors of whom some line may have a level today, some hundreds at a time: all there are, and a few more. Nothing is kept in memory;
 * the client is in a transaction as long as they are read.
 */
export async function* streamCandidates(client: pg.ClientBase, wanted: Wanted): AsyncGenerator<readonly string[]> {
  const { creditorId, today, policies, only, debtorIds } = wanted;
  if (debtorIds !== undefined) {
    yield* batchesOf(debtorIds);
    return;
  }
  if (only !== undefined) {
    const text = 'SELECT id FROM debtors WHERE creditor_id = $1 AND upper(reference) = upper($2)';
    const { rows } = await client.query<{ id: string }>(text, [creditorId, only]);
    yield rows.map(({ id }) => id);
    return;
  }
  await client.query(
    'DECLARE candidates NO SCROLL CURSOR FOR SELECT c AS id FROM solde_escalation_candidates($1, $2, $3) AS c',
    [creditorId, today, JSON.stringify(figuresOf(policies))],
  );
  for (;;) {
    const { rows } = await client.query<{ id: string }>(`FETCH ${fetched} FROM candidates`);
    if (rows.length === 0) break;
    yield* batchesOf(rows.map(({ id }) => id));
  }
  await client.query('CLOSE candidates');
}
