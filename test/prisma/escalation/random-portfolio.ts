import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { addDays, type CivilDate } from '../../../domain/civil-date.ts';
import { type EscalationPolicy, type Level } from '../../../domain/escalation/policy.ts';
import { type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor } from '../../support/ledger-rows.ts';

const ends = ['awaiting-approval', 'queued', 'sent', 'failed', 'suppressed', 'withdrawn'] as const;

type DrawnLine = {
  readonly late: number;
  readonly minor: number;
  readonly climbed: number; // levels that counted
  readonly every: number; // days between them
  readonly running: (typeof ends)[number] | null; // what became of the next one
  readonly ago: number; // days since that was decided
  readonly paid: number; // percent
  readonly back: 'no' | 'reversed' | 'returned' | 'ahead'; // ahead: of a day that is still to come
};
export type DrawnDebtor = {
  readonly company: boolean;
  readonly salesOwner: string | null;
  readonly lines: readonly DrawnLine[];
};

const anyLine: fc.Arbitrary<DrawnLine> = fc.record({
  late: fc.integer({ min: -12, max: 100 }),
  minor: fc.integer({ min: 100, max: 100_000 }),
  climbed: fc.integer({ min: 0, max: 5 }),
  every: fc.integer({ min: 1, max: 15 }),
  running: fc.option(fc.constantFrom(...ends)),
  ago: fc.integer({ min: 0, max: 20 }),
  paid: fc.constantFrom(0, 0, 0, 50, 100),
  back: fc.constantFrom('no', 'no', 'reversed', 'returned', 'ahead'),
});

/** People and companies of all ages of lateness, at all stages of their ladders. */
export const anyDebtor: fc.Arbitrary<DrawnDebtor> = fc.record({
  company: fc.boolean(),
  salesOwner: fc.constantFrom(null, 'sacha'),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
});

type Row = Readonly<Record<string, unknown>>;
type Place = { readonly creditorId: string; readonly debtorId: string; readonly today: CivilDate };
type Signed = { readonly policy: EscalationPolicy; readonly policyId: string };
type Rows = Map<string, Row[]>;

function put(rows: Rows, table: string, row: Row): void {
  rows.set(table, [...(rows.get(table) ?? []), { id: randomUUID(), ...row }]);
}

/** How far a line can have come: nothing is asked before it is due, and a level a day at most. */
function reached({ late, climbed, every, ago }: DrawnLine, { levels }: EscalationPolicy): number {
  const checks = levels.filter(({ kind }) => kind === 'check').length;
  return Math.min(climbed, checks + Math.max(0, Math.floor((late - 1 - ago) / every)));
}

type Rung = {
  readonly level: Level;
  readonly status: string;
  readonly on: CivilDate;
  readonly countedOn: CivilDate | null;
};
type Climbed = {
  readonly lineId: string;
  readonly due: CivilDate;
  readonly line: DrawnLine;
  readonly signed: Signed;
};

function climb(rows: Rows, { creditorId, debtorId, today }: Place, { lineId, due, line, signed }: Climbed): void {
  const { policy, policyId } = signed;
  const climbed = reached(line, policy);
  const all = policy.levels.slice(0, climbed + 1).flatMap((level): readonly Rung[] => {
    if (level.number <= climbed) {
      const on = addDays(today, -line.ago - (climbed - level.number + 1) * line.every);
      return [{ level, status: 'counted', on, countedOn: on }];
    }
    const isTooEarly = level.kind !== 'check' && line.ago >= line.late;
    if (line.running === null || isTooEarly) return [];
    return [{ level, status: line.running, on: addDays(today, -line.ago), countedOn: null }];
  });
  for (const { level, status, on, countedOn } of all) {
    const noticeId = randomUUID();
    const approved = level.legal !== 'none' && status !== 'awaiting-approval';
    const both = { creditor_id: creditorId, debtor_id: debtorId, policy_id: policyId, level: level.number, status };
    const more = { ...both, level_id: level.id, legal: level.legal, decided_on: on, counted_on: countedOn };
    const outlet = level.kind === 'demand' ? 'letter' : 'desk';
    const kept = { lineId, cycle: 1, level: level.number, open: { minor: line.minor, currency: 'EUR' } };
    put(rows, 'notices', {
      ...{ ...more, id: noticeId, language: 'fr', reason: 'due', lines: [kept], debtor_version: 0 },
      ...{ outlet, approved_by: approved ? randomUUID() : null, approved_at: approved ? `${on}T10:00:00Z` : null },
    });
    put(rows, 'reminders', {
      ...{ ...more, notice_id: noticeId, line_id: lineId, cycle: 1, amount_minor: line.minor, currency: 'EUR' },
      // What the database keeps beside a level, as its triggers would.
      ...{ due, outlet, moved: false, latest: level === all.at(-1)?.level },
    });
  }
}

function settle(
  rows: Rows,
  { creditorId, debtorId, today }: Place,
  lineId: string,
  { minor, paid, back }: DrawnLine,
): void {
  if (paid === 0) return;
  const [paymentId, on] = [randomUUID(), addDays(today, back === 'ahead' ? 3 : -9)];
  const both = { creditor_id: creditorId, debtor_id: debtorId, amount_minor: Math.ceil((minor * paid) / 100) };
  const returned = back === 'returned';
  put(rows, 'payments', {
    ...{ ...both, id: paymentId, provider: 'bank', provider_id: paymentId, currency: 'EUR', value_date: on },
    ...{ status: returned ? 'returned' : 'settled', returned_on: returned ? addDays(today, -4) : null },
    ...{ means: 'transfer', confirmed: true },
  });
  put(rows, 'allocations', {
    ...{ ...both, payment_id: paymentId, line_id: lineId, currency: 'EUR', on_date: on, by: 'accounts' },
    reversed_on: back === 'reversed' ? addDays(today, -4) : null,
  });
}

function draw(rows: Rows, place: Place, drawn: DrawnDebtor, signed: Signed): void {
  const { creditorId, debtorId, today } = place;
  const of = { creditor_id: creditorId, debtor_id: debtorId };
  put(rows, 'debtors', {
    ...{ id: debtorId, creditor_id: creditorId, reference: debtorId, kind: drawn.company ? 'company' : 'consumer' },
    ...{ name: 'Camille Essai', language: 'fr', zone: 'Europe/Paris', country: 'FR', sales_owner: drawn.salesOwner },
    address: '1 rue du Test, 75001 Paris',
  });
  for (const line of drawn.lines) {
    const [invoiceId, lineId] = [randomUUID(), randomUUID()];
    const due = addDays(today, -line.late);
    put(rows, 'invoices', {
      ...{ ...of, id: invoiceId, number: invoiceId, issued: addDays(due, -30), total_minor: line.minor },
      ...{ currency: 'EUR', capacity: drawn.company ? 'professional' : 'private' },
    });
    put(rows, 'due_lines', {
      ...{ ...of, id: lineId, invoice_id: invoiceId, position: 1, due, amount_minor: line.minor, currency: 'EUR' },
      ...{ means: 'transfer', time_barred_from: addDays(due, 700) },
    });
    settle(rows, place, lineId, line);
    climb(rows, place, { lineId, due, line, signed });
  }
}

/** Keeps them as they were drawn, whatever the service itself would have done; gives their ids. */
export async function keepPortfolio(
  owner: TestDatabase['ownerPool'],
  { id: creditorId }: SeededCreditor,
  { drawn, today, policies }: Drawn,
): Promise<readonly string[]> {
  const rows: Rows = new Map();
  const ids = drawn.map((one) => {
    const debtorId = randomUUID();
    draw(rows, { creditorId, debtorId, today }, one, policies[one.company ? 'fr-b2b' : 'fr-b2c']);
    return debtorId;
  });
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query("SET LOCAL session_replication_role = 'replica'"); // the triggers would say that none of it may be
    for (const [table, some] of rows) {
      const columns = Object.keys(some[0] ?? {}).join(', ');
      await client.query(
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
        [JSON.stringify(some)],
      );
    }
    const allocated = (rows.get('allocations') ?? []).map(({ line_id: id }) => id);
    await client.query('SELECT keep_settled($1)', [allocated]);
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  return ids;
}

export type Drawn = {
  readonly drawn: readonly DrawnDebtor[];
  readonly today: CivilDate;
  readonly policies: Readonly<Record<'fr-b2b' | 'fr-b2c', Signed>>;
};
