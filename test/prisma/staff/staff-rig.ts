import { randomUUID } from 'node:crypto';
import { makeCalendars } from '../../../bot/calendars.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type StaffRole } from '../../../domain/staff/staff-user.ts';
import { type StaffOrder } from '../../../prisma/staff/staff-order.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  type SeededCreditor,
  seedCreditor,
  seedDebtor,
  type SeededDebtor,
  type SeededInvoice,
  seedInvoice,
} from '../../support/ledger-rows.ts';

export const at = Date.parse('2026-12-01T09:00:00Z'); // a Tuesday
export const today = '2026-12-01' as CivilDate;
export const calendars = makeCalendars();

type Query = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** A creditor with one person of each role, a consumer who owes 100.00 since 15 September, and Sacha as its sales owner. */
export type StaffRig = {
  readonly database: TestDatabase;
  readonly creditor: SeededCreditor;
  readonly debtor: SeededDebtor;
  readonly invoice: SeededInvoice;
  readonly lineId: string;
  /** As the owner, who sees everything. */
  readonly rows: Query;
  readonly as: (handle: string, when?: number) => StaffOrder;
  readonly notice: (wish?: Readonly<Record<string, unknown>>) => Promise<{ id: string; approvalId: string }>;
  readonly pay: (minor: number) => Promise<void>;
  /** kind and actor of the trail, in order. */
  readonly trail: () => Promise<readonly string[]>;
};

let made = 0;

const people: readonly (readonly [string, StaffRole])[] = [
  ['lou', 'reader'],
  ['noa', 'clerk'],
  ['sacha', 'sales'],
  ['camille', 'manager'],
  ['robin', 'manager'],
  ['alex', 'administrator'],
];

export async function openStaffRig(shared?: TestDatabase): Promise<StaffRig> {
  const database = shared ?? (await createTestDatabase());
  const { ownerPool } = database;
  made += 1;
  const creditor = await seedCreditor(ownerPool, `staff-${made}`);
  const debtor = await seedDebtor(ownerPool, creditor);
  const rows: Query = async (text, values = []) =>
    (await ownerPool.query(text, [...values])).rows as Record<string, unknown>[];
  for (const [handle, role] of people) {
    await rows('INSERT INTO staff_users (id, creditor_id, name, roles, handle) VALUES ($1, $2, $3, ARRAY[$4], $3)', [
      ...[randomUUID(), creditor.id, handle, role],
    ]);
  }
  await rows("UPDATE debtors SET sales_owner = 'sacha' WHERE id = $1", [debtor.id]);
  const wish = { number: `F${made}`, items: [10_000], lines: [10_000] };
  const invoice = await seedInvoice(ownerPool, creditor, debtor, wish);
  const lineId = invoice.lineIds[0] ?? '';
  const policyId = randomUUID();
  await rows(
    `INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from) VALUES ($1, $2, 'fr-b2c', '1', '{}', 'x', '2026-01-01')`,
    [policyId, creditor.id],
  );

  const notice: StaffRig['notice'] = async (of = {}) => {
    const [id, approvalId] = [randomUUID(), randomUUID()];
    const [{ version }] = (await rows('SELECT version FROM debtors WHERE id = $1', [debtor.id])) as [
      { version: number },
    ];
    const row = {
      ...{ id, creditor_id: creditor.id, debtor_id: debtor.id, policy_id: policyId, level: 4, level_id: 'formal' },
      ...{
        legal: 'formal-notice',
        outlet: 'registered-letter',
        language: 'fr',
        status: 'awaiting-approval',
        reason: 'due',
      },
      lines: [{ lineId, number: invoice.number, due: '2026-09-15', claim: { minor: 10_000, currency: 'EUR' } }],
      ...{ debtor_version: version, decided_on: today, deadline_on: '2026-12-09', ...of },
    };
    await rows(
      `INSERT INTO notices (${Object.keys(row).join(', ')}) SELECT ${Object.keys(row).join(', ')} FROM jsonb_populate_record(NULL::notices, $1)`,
      [JSON.stringify(row)],
    );
    await rows(
      `INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, amount_minor, currency, status, decided_on, notice_id, level_id, legal)
       VALUES ($1, $2, $3, $4, 1, $8, $5, 10000, 'EUR', $9, $6, $7, 'formal', 'formal-notice')`,
      [randomUUID(), creditor.id, debtor.id, lineId, policyId, today, id, row.level, row.status],
    );
    await rows(
      `INSERT INTO approvals (id, creditor_id, debtor_id, kind, notice_id, asked_by, asked_at, dedupe_key) VALUES ($1::uuid, $2, $3, 'formal-notice', $4, 'fr-b2c', now(), $1::text)`,
      [approvalId, creditor.id, debtor.id, id],
    );
    return { id, approvalId };
  };

  const pay: StaffRig['pay'] = async (minor) => {
    const id = randomUUID();
    const client = await ownerPool.connect();
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
       VALUES ($1::uuid, $2, $3, 'bank', $1::text, $4, 'EUR', '2026-11-30', 'settled', 'transfer', true)`,
      [id, creditor.id, debtor.id, minor],
    );
    await client.query(
      `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       VALUES ($1, $2, $3, $4, $5, $6, 'EUR', '2026-11-30', 'accounts')`,
      [randomUUID(), creditor.id, debtor.id, id, lineId, minor],
    );
    await client.query('COMMIT');
    client.release();
  };

  return {
    ...{ database, creditor, debtor, invoice, lineId, rows, notice, pay },
    as: (handle, when = at) => ({ creditorId: creditor.id, by: handle, at: when }),
    trail: async () =>
      (await rows('SELECT kind, actor FROM audit_events WHERE creditor_id = $1 ORDER BY id', [creditor.id])).map(
        ({ kind, actor }) => `${String(kind)} ${String(actor)}`,
      ),
  };
}
