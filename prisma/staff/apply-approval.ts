import type pg from 'pg';
import { z } from 'zod';
import { whyNotBlock } from '../../domain/block.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { whyNotOffer } from '../../domain/offered-plan.ts';
import { whyNoDefault } from '../../domain/staff/plan-default.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { civilDay } from '../civil-day.ts';
import { enterBookingIn } from '../bookings/enter-booking.ts';
import { approveNotice, isCurrent, lockNotice } from './approved-notice.ts';
import { type AskedApproval } from './asked-approval.ts';
import { type LockedAccount } from './lock-account.ts';
import { offerPlan } from './offer-plan.ts';
import { openTask } from './open-task.ts';
import { planFacts } from './plan-facts.ts';
import { actorOf, recordAct } from './record-act.ts';
import { type StaffOrder } from './staff-order.ts';

/** What came of an approval; `not-yet`: it waits on. */
export type Applied =
  | { readonly kind: 'done'; readonly taskId: string | null }
  | { readonly kind: 'lapsed'; readonly why: string }
  | { readonly kind: 'not-yet'; readonly why: 'not-posted' | 'too-early' };

export type Applying = {
  readonly order: StaffOrder;
  readonly who: StaffUser;
  readonly asked: AskedApproval;
  readonly locked: LockedAccount | null;
};

type OfAccount = Applying & { readonly locked: LockedAccount };

const blockFacts = z.object({ notBefore: civilDay.nullable(), reason: z.string() });
const defaultFacts = z.object({ planId: z.string(), days: z.int(), postedOn: civilDay.nullable() });
const writeOffFacts = z.object({
  ...{ debtor: z.string(), invoice: z.string(), number: z.string().nullable(), on: civilDay, text: z.string() },
  amount: z.object({ minor: z.int(), currency: z.string() }),
});

const bankFacts = z.object({
  ...{ iban: z.string(), bic: z.string().nullable(), holder: z.string(), currency: z.string() },
});

const done: Applied = { kind: 'done', taskId: null };

function lapsed(why: string): Applied {
  return { kind: 'lapsed', why };
}

async function notice(client: pg.ClientBase, { order, who, asked, locked }: OfAccount): Promise<Applied> {
  const found = asked.noticeId === null ? null : await lockNotice(client, asked.noticeId);
  if (found?.status !== 'awaiting-approval') return lapsed('notice-gone');
  if (!isCurrent(found, locked)) return lapsed('account-changed');
  return { kind: 'done', taskId: await approveNotice(client, order, who, { notice: found, locked }) };
}

/** The last day until which the sales owner has paused anything of the account. */
async function pausedUntil(client: pg.ClientBase, debtorId: string): Promise<CivilDate | null> {
  const { rows } = await client.query<{ until: CivilDate | null }>(
    'SELECT max(paused_until) AS until FROM sales_notices WHERE debtor_id = $1',
    [debtorId],
  );
  return rows[0]?.until ?? null;
}

async function block(client: pg.ClientBase, { who, asked, locked }: OfAccount): Promise<Applied> {
  const facts = blockFacts.parse(asked.facts);
  const debtorId = locked.account.debtor.id;
  const why = whyNotBlock(makeLedger(locked.account, locked.today), {
    ...{ essential: locked.essential, protection: locked.protection, notBefore: facts.notBefore },
    pausedUntil: await pausedUntil(client, debtorId),
  });
  if (why === 'too-early' || why === 'sales-pause') return { kind: 'not-yet', why: 'too-early' };
  if (why !== null) return lapsed(why);
  await client.query('UPDATE debtors SET blocked_since = $2, blocked_by = $3, blocked_reason = $4 WHERE id = $1', [
    ...[debtorId, locked.today, who.id, facts.reason],
  ]);
  return done;
}

/** The plan ends and nothing of it holds any longer: its lines go on where they were, at the levels they had reached. */
async function planDefault(client: pg.ClientBase, { asked, locked }: OfAccount): Promise<Applied> {
  const { planId, days, postedOn } = defaultFacts.parse(asked.facts);
  const plan = locked.account.plans.find(({ id }) => id === planId);
  if (plan === undefined) return lapsed('plan-gone');
  const why = whyNoDefault(plan, { postedOn, days }, locked.today);
  if (why === 'not-posted' || why === 'too-early') return { kind: 'not-yet', why };
  if (why !== null) return lapsed(why);
  await client.query("UPDATE plans SET status = 'defaulted' WHERE id = $1", [planId]);
  await client.query('SELECT solde_end_hold($1, $2, $3)', [locked.account.debtor.id, `plan:${planId}`, locked.today]);
  return done;
}

async function writeOff(client: pg.ClientBase, { order, who, asked, locked }: OfAccount): Promise<Applied> {
  const { debtor, invoice, number, on, text, amount } = writeOffFacts.parse(asked.facts);
  const entered = await enterBookingIn(client, {
    ...{ creditorId: order.creditorId, debtor, kind: 'write-off', amount: money(amount.minor, amount.currency) },
    ...{ on, number, invoice, text, means: 'transfer', inTransit: false, again: true },
    ...{ actor: actorOf(order, who), at: order.at, today: locked.today },
  });
  return entered.kind === 'entered' ? done : lapsed(entered.kind === 'refused' ? entered.why : 'entered-before');
}

/** A gesture counts at once as a credit note of ours, and the accounts are asked for theirs. */
async function discount(client: pg.ClientBase, { order, who, asked, locked }: OfAccount): Promise<Applied> {
  const { debtor, invoice, on, text, amount } = writeOffFacts.parse(asked.facts);
  const given = money(amount.minor, amount.currency);
  const entered = await enterBookingIn(client, {
    ...{ creditorId: order.creditorId, debtor, kind: 'credit-note', amount: given, on, number: null, invoice, text },
    ...{ means: 'transfer', inTransit: false, again: true, actor: actorOf(order, who), at: order.at },
    today: locked.today,
  });
  if (entered.kind !== 'entered') return lapsed(entered.kind === 'refused' ? entered.why : 'entered-before');
  const taskId = await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'issue-credit-note', reason: 'discount' },
    ...{ debtorId: locked.account.debtor.id, dueOn: locked.today, key: `issue-credit-note:${asked.id}` },
    facts: { entry: entered.id, invoice, amount: given },
  });
  return { kind: 'done', taskId };
}

/** The account that debtors pay to from now on, in that currency; what stood there is written in the trail. */
async function bankDetails(client: pg.ClientBase, { order, who, asked }: Applying): Promise<Applied> {
  const { iban, bic, holder, currency } = bankFacts.parse(asked.facts);
  const { rows: before } = await client.query<{ iban: string; holder: string }>(
    'DELETE FROM creditor_accounts WHERE creditor_id = $1 AND currency = $2 RETURNING iban, holder',
    [order.creditorId, currency],
  );
  await client.query(
    `INSERT INTO creditor_accounts (id, creditor_id, iban, bic, holder, currency) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [order.creditorId, iban, bic, holder, currency],
  );
  const facts = { approval: asked.id, currency, before: before.map((row) => row.iban), now: iban };
  await recordAct(client, order, who, { kind: 'bank-details.changed', debtorId: null, facts });
  return done;
}

/** The debtor agrees to the terms themselves: the chat holds them ready, and somebody proposes them. */
async function plan(client: pg.ClientBase, { order, asked, locked }: OfAccount): Promise<Applied> {
  const { creditorId } = order;
  const { account, today } = locked;
  const { terms } = planFacts.parse(asked.facts);
  const why = whyNotOffer(account, terms, today);
  if (why !== null) return lapsed(why);
  await offerPlan(client, { creditorId, terms, today });
  const taskId = await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'offer-plan', reason: 'approved', facts: asked.facts },
    ...{ debtorId: locked.account.debtor.id, dueOn: locked.today, key: `offer-plan:${asked.id}` },
  });
  return { kind: 'done', taskId };
}

const ofAccount: Readonly<
  Record<
    Exclude<AskedApproval['kind'], 'release' | 'bank-details'>,
    (client: pg.ClientBase, of: OfAccount) => Promise<Applied>
  >
> = {
  ...{ 'formal-notice': notice, agency: notice, legal: notice, notice, block, 'plan-default': planDefault },
  ...{ 'write-off': writeOff, discount, plan },
};

/** Does what was approved, on the account as it is now; what no longer holds lapses. */
export async function applyApproval(client: pg.ClientBase, applying: Applying): Promise<Applied> {
  const { kind } = applying.asked;
  if (kind === 'release') return done;
  if (kind === 'bank-details') return await bankDetails(client, applying);
  const { locked } = applying;
  if (locked === null) return lapsed('debtor-gone');
  const of: OfAccount = { ...applying, locked };
  return await ofAccount[kind](client, of);
}
