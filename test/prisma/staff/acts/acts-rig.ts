import { AppError } from '../../../../domain/errors.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { type PoolClient } from 'pg';
import { disputeAnswer } from '../../../../dialogs/staff/dispute-answer.ts';
import { drawDefaultNotice } from '../../../../bot/draw-default-notice.ts';
import { planAnswer } from '../../../../dialogs/staff/plan-answer.ts';
import { staffMessage } from '../../../../dialogs/staff/staff-message.ts';
import { type CivilDate } from '../../../../domain/civil-date.ts';
import { type PlanPolicy } from '../../../../domain/plan-policy.ts';
import { money } from '../../../../domain/money.ts';
import { type ActTarget } from '../../../../domain/staff/acts/act-target.ts';
import { type ActScope } from '../../../../prisma/staff/acts/act-scope.ts';
import { makeStaffActs, type StaffActs } from '../../../../prisma/staff/acts/make-staff-acts.ts';
import { type TestDatabase } from '../../../support/database.ts';
import { seedDebtor, seedInvoice } from '../../../support/ledger-rows.ts';
import { at, calendars, openStaffRig, type StaffRig, today } from '../staff-rig.ts';

export const moment = { today, now: at };

const policy: PlanPolicy = {
  ...{ version: 'test@1', months: 6, instalments: 6, instalmentMinimum: [money(1000, 'EUR')], downPaymentPercent: 0 },
  ...{ frequencies: ['month'], firstWithinDays: 30, graceDays: 5, promiseDays: 30, promiseUntilPayday: false },
  ...{ promisesPerLine: 2, disputeAnswerDays: 15, checkDays: 10, freshDays: 30, directorConfirmsFrom: [] },
  interestFirst: false,
};

/** One thing of each kind of one account. */
export type Things = {
  readonly account: ActTarget;
  readonly hold: ActTarget;
  readonly charge: ActTarget;
  readonly dispute: ActTarget;
  readonly promise: ActTarget;
  readonly plan: ActTarget;
  readonly task: ActTarget;
  readonly planReview: ActTarget;
  readonly approval: ActTarget;
  readonly planApproval: ActTarget;
  readonly message: ActTarget;
  readonly point: ActTarget;
  readonly representative: ActTarget;
  readonly creditor: ActTarget;
  readonly contactId: string;
  readonly emailId: string;
  readonly proofId: string;
  readonly lineIds: readonly string[];
  readonly invoice: string;
  readonly debtorId: string;
};

export type ActsRig = StaffRig & {
  readonly acts: StaffActs;
  readonly scope: (handle: string, conversation?: string | null) => ActScope;
  readonly own: Things; // of Sacha's account
  readonly other: Things; // of an account nobody sells to
};

async function seedThings(rig: StaffRig, owner: string | null): Promise<Things> {
  const client = await rig.database.ownerPool.connect();
  try {
    return await seedWith(client, rig, owner);
  } finally {
    client.release(true);
  }
}

async function seedWith(client: PoolClient, rig: StaffRig, owner: string | null): Promise<Things> {
  const { creditor, database, rows } = rig;
  const debtor = await seedDebtor(database.ownerPool, creditor);
  await rows('UPDATE debtors SET sales_owner = $2 WHERE id = $1', [debtor.id, owner]);
  const number = `INV-${debtor.reference}`;
  const { lineIds, id: invoiceId } = await seedInvoice(database.ownerPool, creditor, debtor, {
    ...{ number, items: [40_000], lines: [10_000, 10_000, 10_000, 10_000] },
  });
  const [disputed, promised, planned, free] = lineIds;
  const [c, d] = [creditor.id, debtor.id];
  const put = async (text: string, values: readonly unknown[]): Promise<string> => {
    const id = randomUUID();
    await client.query(text, [id, c, d, ...values]);
    return id;
  };
  await client.query('BEGIN');
  const dispute = await put(
    `WITH held AS (INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
       VALUES (gen_random_uuid(), $2, $3, $4, 'dispute', 'dispute:' || $1::text, 3000, 'EUR', '2026-11-20'))
     INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
     VALUES ($1::uuid, $2, $3, $4, 'price', false, 3000, 'EUR', 'open', '2026-11-20', '2026-12-05')`,
    [disputed],
  );
  const charge = await put(
    `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
     VALUES ($1, $2, $3, $4, $5, 'interest', 120, 'EUR', 'announced', 'x', 'r', '2026-11-01')`,
    [invoiceId, free],
  );
  const promise = await put(
    `WITH p AS (INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
       VALUES ($1::uuid, $2, $3, 10000, 'EUR', '2026-12-10', '2026-11-20', 'open')), h AS (
       INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on) VALUES (gen_random_uuid(), $2, $3, $4, 'promise', 'promise:' || $1::text, '2026-11-20'))
     SELECT $1::uuid`,
    [promised],
  );
  await put(
    "INSERT INTO promise_lines (promise_id, creditor_id, debtor_id, line_id, amount_minor, currency) SELECT $5, $2, $3, $4, 10000, 'EUR' WHERE $1::uuid IS NOT NULL",
    [promised, promise],
  );
  const plan = await put(
    `INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash)
     VALUES ($1, $2, $3, 10000, 'EUR', 'month', 'late', '2026-10-01', '2026-10-01', 'h')`,
    [],
  );
  await put(
    "INSERT INTO plan_lines (plan_id, creditor_id, debtor_id, line_id, amount_minor, currency) SELECT $5, $2, $3, $4, 10000, 'EUR' WHERE $1::uuid IS NOT NULL",
    [planned, plan],
  );
  await put(
    `INSERT INTO instalments (plan_id, creditor_id, debtor_id, position, due, amount_minor, currency)
     SELECT $4, $2, $3, n, CASE n WHEN 1 THEN '2026-11-01'::date ELSE '2027-01-01' END, 5000, 'EUR' FROM generate_series(1, 2) AS n WHERE $1::uuid IS NOT NULL`,
    [plan],
  );
  await client.query('COMMIT');
  const hold = await put(
    `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on) VALUES ($1::uuid, $2, $3, $4, 'manual', 'staff:' || $1::text, '2026-11-25')`,
    [disputed],
  );
  const task = (kind: string, facts: unknown): Promise<string> =>
    put(
      `INSERT INTO tasks (id, creditor_id, debtor_id, kind, reason, facts, opened_at) VALUES ($1, $2, $3, $4, 'x', $5, now())`,
      [kind, JSON.stringify(facts)],
    );
  const approval = (kind: string, facts: unknown): Promise<string> =>
    put(
      `INSERT INTO approvals (id, creditor_id, debtor_id, kind, facts, asked_by, asked_at, dedupe_key) VALUES ($1::uuid, $2, $3, $4, $5, 'rule', now(), $1::text)`,
      [kind, JSON.stringify(facts)],
    );
  const point = (channel: string, address: string): Promise<string> =>
    put(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at) SELECT $1, $2, $4, $5, $6, '2026-01-01Z' WHERE $3::uuid IS NOT NULL`,
      [debtor.contactId, channel, address],
    );
  const emailId = await point('email', `${debtor.reference.toLowerCase()}@example.org`);
  const message = await put(
    `INSERT INTO outbox (id, creditor_id, debtor_id, contact_point_id, channel, class, message, dedupe_key, status, queued_at)
     VALUES ($1::uuid, $2, $3, $4, 'sms', 'service', '{"key":"x","class":"service","language":"fr","text":"x"}', $1::text, 'READY', now())`,
    [debtor.pointId],
  );
  const proofId = await put(
    `INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
     VALUES ($1, $2, $3, 'proof.pdf', 'application/pdf', encode(sha256('x'), 'hex'), 1, 'x', now())`,
    [],
  );
  const representative = await put(
    `INSERT INTO representatives (id, creditor_id, debtor_id, contact_id, kind, scope) VALUES ($1, $2, $3, $4, 'lawyer', '{balance,agreements}')`,
    [debtor.contactId],
  );
  const writeOff = {
    ...{ debtor: debtor.reference, invoice: number, number: null, on: today, text: 'x' },
    amount: { minor: 100, currency: 'EUR' },
  };
  const things = {
    ...{ dispute, charge, promise, plan, hold, message, representative, point: debtor.pointId, account: debtor.id },
    task: await task('address-check', {}),
    planReview: await task('plan-review', { terms: { total: { minor: 10_000, currency: 'EUR' } } }),
    approval: await approval('write-off', writeOff),
    planApproval: await approval('plan', { terms: {}, reason: 'x' }),
    creditor: creditor.id,
  };
  const kinds = { planReview: 'task', planApproval: 'approval' } as const;
  const target = (name: keyof typeof things): ActTarget => {
    const kind = name === 'planReview' || name === 'planApproval' ? kinds[name] : name;
    return { kind, id: things[name] };
  };
  return {
    ...{ account: target('account'), hold: target('hold'), charge: target('charge'), dispute: target('dispute') },
    ...{ promise: target('promise'), plan: target('plan'), task: target('task'), planReview: target('planReview') },
    ...{ approval: target('approval'), planApproval: target('planApproval'), message: target('message') },
    ...{ point: target('point'), representative: target('representative'), creditor: target('creditor') },
    ...{ contactId: debtor.contactId, emailId, proofId, lineIds, invoice: number, debtorId: d },
  };
}

/** A creditor with its people, and two accounts with one thing of each kind: one of Sacha's, one of nobody's. */
export async function openActsRig(shared?: TestDatabase): Promise<ActsRig> {
  const rig = await openStaffRig(shared);
  const people = await rig.rows('SELECT id, handle FROM staff_users WHERE creditor_id = $1', [rig.creditor.id]);
  const idOf = new Map(people.map(({ id, handle }) => [String(handle), String(id)]));
  const acts = makeStaffActs({
    ...{ pool: rig.database.pool, calendars, policy: () => policy },
    rules: () => Promise.reject(new AppError('NOT_FOUND', { what: 'a letter of a level' })),
    newToken: () => randomBytes(16).toString('base64url'),
    words: { dispute: disputeAnswer, planNotice: drawDefaultNotice, plan: planAnswer, message: staffMessage },
  });
  return {
    ...rig,
    acts,
    scope: (handle, conversation = 'chat-1') => ({
      ...{ creditorId: rig.creditor.id, who: { id: idOf.get(handle) ?? randomUUID(), handle }, conversation },
    }),
    own: await seedThings(rig, 'sacha'),
    other: await seedThings(rig, null),
  };
}

export const later = (day: string): { today: CivilDate; now: number } => ({
  today: day as CivilDate,
  now: Date.parse(`${day}T09:00:00Z`),
});
