import { randomUUID } from 'node:crypto';
import { makeCalendars } from '../../../../bot/calendars.ts';
import { type Account } from '../../../../domain/account.ts';
import { addDays, type CivilDate } from '../../../../domain/civil-date.ts';
import { invariant } from '../../../../domain/errors.ts';
import { type CaseFile } from '../../../../domain/escalation/case-file.ts';
import { type StaffAnswer } from '../../../../domain/staff/answer.ts';
import { type Filter, type Measure, type StaffQuery } from '../../../../domain/staff/query.ts';
import { type StaffScope } from '../../../../domain/staff/staff-scope.ts';
import { type StaffRole } from '../../../../domain/staff/staff-user.ts';
import { demoPortfolio } from '../../../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../../../prisma/demo/insert-demo.ts';
import { readAllCases } from '../../../../prisma/escalation/read-all-cases.ts';
import { makeStaffQueries, type StaffQueries } from '../../../../prisma/staff/query/make-staff-queries.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { seedCreditor, seedDebtor, seedInvoice } from '../../../support/ledger-rows.ts';

export const today = '2026-12-01' as CivilDate;
export const at = { today, now: Date.parse('2026-12-01T09:00:00Z') };

/** What the shape of an account does not say of its debtor. */
export type DebtorRow = {
  readonly id: string;
  readonly segment: string | null;
  readonly owner: string | null;
  readonly postcode: string | null;
  readonly address: string | null;
};

/** The demo portfolio with owners spread over it, another creditor beside it, and the pure ledger to compare with. */
export type QueryRig = {
  readonly database: TestDatabase;
  readonly queries: StaffQueries;
  readonly creditorId: string;
  readonly accounts: readonly Account[];
  readonly files: ReadonlyMap<string, CaseFile>;
  readonly debtors: ReadonlyMap<string, DebtorRow>;
  readonly as: (role: StaffRole, handle?: string) => StaffScope;
  /** Asks as the manager; an answer, never a refusal. */
  readonly ask: (query: StaffQuery, scope?: StaffScope) => Promise<StaffAnswer>;
};

/** A question with nothing but its measure. */
export function question(measure: Measure, of: Partial<StaffQuery> = {}, ...filters: readonly Filter[]): StaffQuery {
  return { measure, filters, groupBy: null, order: null, limit: null, offset: 0, asOf: null, ...of };
}

async function otherCreditor(database: TestDatabase): Promise<void> {
  const other = await seedCreditor(database.ownerPool, 'other');
  const debtor = await seedDebtor(database.ownerPool, other);
  await seedInvoice(database.ownerPool, other, debtor, {
    number: 'FA-2026-0101',
    items: [77_777_700],
    lines: [77_777_700],
  });
}

/** Contacts and levels, which a fresh portfolio has none of. */
async function addLife(database: TestDatabase, creditorId: string): Promise<void> {
  const query = (text: string, values: readonly unknown[] = []): Promise<unknown> =>
    database.ownerPool.query(text, [...values]);
  await query(
    "UPDATE debtors SET sales_owner = CASE WHEN right(reference, 1) IN ('1', '2', '3') THEN 'sacha' WHEN right(reference, 1) = '4' THEN 'marion' ELSE sales_owner END WHERE creditor_id = $1",
    [creditorId],
  );
  await query(
    "UPDATE debtors SET causes = ARRAY[CASE WHEN right(reference, 1) IN ('1', '5') THEN 'cashflow' ELSE 'forgotten' END] WHERE creditor_id = $1 AND right(reference, 1) IN ('1', '5', '7')",
    [creditorId],
  );
  const policyId = randomUUID();
  await query(
    `INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from) VALUES ($1, $2, 'fr-b2c', '1', '{"levels": [{"id": "friendly", "number": 1}, {"id": "firm", "number": 2}]}', 'x', '2026-01-01')`,
    [policyId, creditorId],
  );
  const day = addDays(today, -9);
  await query(
    `WITH late AS (SELECT l.id, l.debtor_id, l.currency, row_number() OVER (ORDER BY l.due, l.id) AS n FROM due_lines l WHERE l.creditor_id = $1 AND l.closed IS NULL AND l.settled_minor < l.amount_minor AND l.due < $3::date - 15),
     told AS (INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, status, reason, lines, debtor_version, decided_on, counted_on)
       SELECT gen_random_uuid(), $1, x.debtor_id, $2, 1, 'friendly', 'none', CASE WHEN x.n % 3 = 0 THEN 'email' ELSE 'sms' END, 'fr', 'counted', 'due', '[]', 1, $3, $3
         FROM (SELECT debtor_id, min(n) AS n FROM late WHERE n % 4 <> 0 GROUP BY 1) x RETURNING id, debtor_id)
     INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, amount_minor, currency, status, decided_on, counted_on, notice_id, level_id)
     SELECT gen_random_uuid(), $1, l.debtor_id, l.id, 1, CASE WHEN l.n % 5 = 0 THEN 2 ELSE 1 END, $2, 100, l.currency, 'counted', $3, $3, t.id, CASE WHEN l.n % 5 = 0 THEN 'firm' ELSE 'friendly' END
       FROM late l JOIN told t ON t.debtor_id = l.debtor_id`,
    [creditorId, policyId, day],
  );
  await query(
    `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, by)
     SELECT gen_random_uuid(), creditor_id, id, '2026-11-30T14:00:00Z', 'out', 'phone', 'voicemail', 'noa' FROM debtors WHERE creditor_id = $1 AND right(reference, 1) = '6'`,
    [creditorId],
  );
}

export async function openQueryRig(): Promise<QueryRig> {
  const database = await createTestDatabase();
  const portfolio = demoPortfolio(today);
  await insertDemo(database, portfolio);
  await otherCreditor(database);
  const { creditorId } = portfolio;
  await addLife(database, creditorId);
  await database.ownerPool.query('ANALYZE');
  const cases = await readAllCases(database.pool, { creditorId, at: at.now, asOf: false, calendar: makeCalendars() });
  const { rows } = await database.ownerPool.query<DebtorRow>(
    'SELECT id, segment, sales_owner AS owner, postcode, address FROM debtors WHERE creditor_id = $1',
    [creditorId],
  );
  const queries = makeStaffQueries({ pool: database.pool });
  const as: QueryRig['as'] = (role, handle = 'camille') => ({
    creditorId,
    who: { id: randomUUID(), handle, name: handle, roles: [role], disabled: false },
  });
  return {
    ...{ database, queries, creditorId, as },
    accounts: cases.map(({ account }) => account),
    files: new Map(cases.map(({ account, file }) => [account.debtor.id, file])),
    debtors: new Map(rows.map((row) => [row.id, row])),
    ask: async (query, scope = as('manager')) => {
      const answer = await queries.answer(scope, query, at);
      invariant('columns' in answer, `the question has an answer: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}
