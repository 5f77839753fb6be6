import type pg from 'pg';
import { type Dispute } from '../../domain/account.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message } from '../../domain/message.ts';
import { type Money } from '../../domain/money.ts';
import { answerPoint } from '../../domain/staff/answer-point.ts';
import {
  decideDisputeAnswer,
  type DisputeAnswer,
  type DisputeDecision,
  type DisputeRefusal,
} from '../../domain/staff/dispute-decision.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { enterBookingIn } from '../bookings/enter-booking.ts';
import { lockAccount, type LockedAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { actorOf, recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type DisputeOrder = StaffOrder & {
  readonly disputeId: string;
  readonly answer: DisputeAnswer;
  readonly note: string; // why, for our own record: the debtor reads approved words
  readonly waiveInterest: boolean;
};

type Decided = Extract<DisputeDecision, { kind: 'ok' }>;

/** The answer in approved words. */
export type TellDispute = (told: {
  readonly creditor: LockedAccount['account']['creditor'];
  readonly debtorKind: LockedAccount['account']['debtor']['kind'];
  readonly language: LockedAccount['account']['debtor']['language'];
  readonly invoice: string;
  readonly status: Decided['status'];
  readonly givenUp: Money;
  readonly stays: Money;
  readonly interestWaived: boolean;
}) => Message;

export type DisputeDone =
  | {
      readonly kind: 'decided';
      readonly status: Decided['status'];
      readonly givenUp: Money;
      readonly stays: Money;
      readonly told: 'email' | 'task'; // a person tells them where no address can be written to
      readonly chargesWaived: number;
    }
  | NotDone<WhoRefusal | DisputeRefusal | 'unknown' | 'not-allowed' | 'credit-refused'>;

type Deciding = {
  readonly order: DisputeOrder;
  readonly who: StaffUser;
  readonly locked: LockedAccount;
  readonly dispute: Dispute;
  readonly decided: Decided;
  readonly invoice: { readonly id: string; readonly number: string };
};

/** What is given up is a credit note that counts until the accounts book theirs; false when the rules of entries refuse it. */
async function credit(
  client: pg.ClientBase,
  { order, who, locked, decided, invoice, dispute }: Deciding,
): Promise<boolean> {
  if (decided.givenUp.minor === 0) return true;
  const entered = await enterBookingIn(client, {
    ...{ creditorId: order.creditorId, debtor: locked.account.debtor.reference, kind: 'credit-note' },
    ...{ amount: decided.givenUp, on: locked.today, number: null, invoice: invoice.number, means: 'transfer' },
    ...{ text: `dispute:${dispute.id}`, inTransit: false, again: true, actor: actorOf(order, who) },
    ...{ at: order.at, today: locked.today },
  });
  return entered.kind === 'entered';
}

/**
 * Charges that rest on what was given up are cancelled: the interest always, since it was computed on too much, and what is due on the rest
 * is charged anew; the indemnity where nothing of the line was owed. Of a line that stays owed, interest is given up when the person says so.
 */
async function waive(client: pg.ClientBase, { order, dispute, decided, locked }: Deciding): Promise<number> {
  const open = makeLedger(locked.account, locked.today).byLine.get(dispute.lineId)?.open.minor ?? 0;
  const given = decided.givenUp.minor;
  const kinds = given > 0 ? (given >= open ? ['interest', 'indemnity'] : ['interest']) : [];
  if (given === 0 && order.waiveInterest) kinds.push('interest');
  if (kinds.length === 0) return 0;
  const { rowCount } = await client.query(
    `UPDATE charges c SET status = 'waived', waived_reason = $3 WHERE line_id = $1 AND kind = ANY ($2) AND status IN ('proposed', 'announced', 'claimed')
       AND NOT EXISTS (SELECT FROM allocations a WHERE a.charge_id = c.id AND a.reversed_on IS NULL)`,
    [dispute.lineId, kinds, `dispute-${decided.status}`],
  );
  return rowCount ?? 0;
}

/** What was right has no interest, and what was right in part is reckoned anew: only of what stays whole can it be given up. */
function isInterestWaived({ waiveInterest }: DisputeOrder, { status }: Decided): boolean {
  return waiveInterest && status === 'rejected';
}

async function answer(client: pg.ClientBase, { order, dispute, decided, locked, who }: Deciding): Promise<void> {
  const debtorId = locked.account.debtor.id;
  await client.query(
    'UPDATE disputes SET status = $2, answered_on = $3, answer = $4, interest_waived = $5, owner = $6 WHERE id = $1',
    [dispute.id, decided.status, locked.today, order.note, isInterestWaived(order, decided), who.handle],
  );
  await client.query('SELECT solde_end_hold($1, $2, $3)', [debtorId, `dispute:${dispute.id}`, locked.today]);
  const line = locked.account.lines.find(({ id }) => id === dispute.lineId);
  await client.query(
    `UPDATE tasks SET done_at = solde_instant($3), done_by = $4 WHERE debtor_id = $1 AND kind = 'dispute' AND done_at IS NULL
       AND facts -> 'terms' ->> 'invoiceId' = $2`,
    [debtorId, line?.invoiceId, order.at, who.handle],
  );
}

/** Writes to them where only they read it; else a person is asked to tell them. */
async function tell(client: pg.ClientBase, deciding: Deciding, message: Message): Promise<'email' | 'task'> {
  const { order, dispute, locked } = deciding;
  const { account, today } = locked;
  const point = answerPoint(account, order.at);
  if (point === null) {
    await openTask(client, {
      ...{
        creditorId: order.creditorId,
        at: order.at,
        kind: 'tell-answer',
        reason: 'dispute',
        debtorId: account.debtor.id,
      },
      ...{ facts: { disputeId: dispute.id, text: message.text }, dueOn: today, key: `tell-answer:${dispute.id}` },
    });
    return 'task';
  }
  await client.query(
    `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, channel, class, message, dedupe_key, status, queued_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'email', 'service', $4, $5, 'READY', solde_instant($6))`,
    [
      ...[order.creditorId, point.id, account.debtor.id, JSON.stringify(message)],
      ...[`dispute-answer:${dispute.id}`, order.at],
    ],
  );
  return 'email';
}

async function carryOut(client: pg.ClientBase, deciding: Deciding, words: TellDispute): Promise<DisputeDone> {
  const { order, who, dispute, decided, locked, invoice } = deciding;
  const { account } = locked;
  if (!(await credit(client, deciding))) return notDone('credit-refused');
  const chargesWaived = await waive(client, deciding);
  await answer(client, deciding);
  const { status, givenUp, stays } = decided;
  const { creditor, debtor } = account;
  const interestWaived = isInterestWaived(order, decided);
  const message = words({
    ...{ creditor, debtorKind: debtor.kind, language: debtor.language, invoice: invoice.number },
    ...{ status, givenUp, stays, interestWaived },
  });
  const told = await tell(client, deciding, message);
  await recordAct(client, order, who, {
    ...{ kind: `dispute.${status}`, debtorId: debtor.id, words: { note: order.note } },
    facts: { dispute: dispute.id, givenUp, stays, chargesWaived, interestWaived, told },
  });
  return { kind: 'decided', status, givenUp, stays, told, chargesWaived };
}

/** Answers a dispute: what is given up is credited at once, the rest may be asked for again, and the debtor is told how to disagree. */
export async function decideDispute(pool: pg.Pool, order: DisputeOrder, words: TellDispute): Promise<DisputeDone> {
  return await asStaff<DisputeDone>(pool, order, async (client, who) => {
    const { rows } = await client.query<{ debtorId: string }>(
      'SELECT debtor_id AS "debtorId" FROM disputes WHERE id = $1',
      [order.disputeId],
    );
    const debtorId = rows[0]?.debtorId;
    const locked = debtorId === undefined ? null : await lockAccount(client, order.creditorId, debtorId, order.at);
    const dispute = locked?.account.disputes.find(({ id }) => id === order.disputeId);
    if (locked === null || dispute === undefined) return notDone('unknown');
    if (!mayAct(who, 'decide-dispute', locked.salesOwner)) return notDone('not-allowed');
    const ledger = makeLedger(locked.account, locked.today);
    const decided = decideDisputeAnswer(dispute, order.answer, order.note, ledger);
    if (decided.kind === 'refused') return notDone(decided.why);
    const invoice = ledger.byLine.get(dispute.lineId)?.invoice;
    if (invoice === undefined) return notDone('unknown');
    return await carryOut(client, { order, who, locked, dispute, decided, invoice }, words);
  });
}
