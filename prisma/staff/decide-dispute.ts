import type pg from 'pg';
import { type Dispute } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message } from '../../domain/message.ts';
import { type Money } from '../../domain/money.ts';
import {
  decideDisputeAnswer,
  type DisputeAnswer,
  type DisputeDecision,
  type DisputeRefusal,
} from '../../domain/staff/dispute-decision.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Place } from '../in-tenant.ts';
import { lockAccount, type LockedAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';
import { tellDebtor } from './tell-debtor.ts';

export type DisputeOrder = StaffOrder & {
  readonly disputeId: string;
  readonly answer: DisputeAnswer;
  readonly note: string; // why, for our own record: the debtor reads approved words
  readonly waiveInterest: boolean;
};

type Decided = Extract<DisputeDecision, { kind: 'ok' }>;

/** By when the accounts should have issued a credit note, in days. */
const daysToIssue = 5;

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
  | NotDone<WhoRefusal | DisputeRefusal | 'unknown' | 'not-allowed'>;

type Deciding = {
  readonly order: DisputeOrder;
  readonly who: StaffUser;
  readonly locked: LockedAccount;
  readonly dispute: Dispute;
  readonly decided: Decided;
  readonly invoice: { readonly id: string; readonly number: string };
};

/**
 * What is given up stays held until the accounts have booked its credit note, which somebody there is asked to issue: an import ends
 * the hold (solde_release_credited).
 */
async function credit(client: pg.ClientBase, { order, locked, decided, invoice, dispute }: Deciding): Promise<void> {
  const { givenUp } = decided;
  if (givenUp.minor === 0) return;
  const debtorId = locked.account.debtor.id;
  await client.query(
    `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
     VALUES (gen_random_uuid(), $1, $2, $3, 'dispute', $4, $5, $6, $7)`,
    [
      ...[order.creditorId, debtorId, dispute.lineId, `credit:${dispute.id}`],
      ...[givenUp.minor, givenUp.currency, locked.today],
    ],
  );
  await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'issue-credit-note', reason: `dispute-${decided.status}` },
    ...{ debtorId, dueOn: addDays(locked.today, daysToIssue), key: `issue-credit-note:${dispute.id}` },
    facts: { disputeId: dispute.id, invoice: invoice.number, lineId: dispute.lineId, amount: givenUp },
  });
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

async function carryOut(client: pg.ClientBase, deciding: Deciding, words: TellDispute): Promise<DisputeDone> {
  const { order, who, dispute, decided, locked, invoice } = deciding;
  const { account } = locked;
  await credit(client, deciding);
  const chargesWaived = await waive(client, deciding);
  await answer(client, deciding);
  const { status, givenUp, stays } = decided;
  const { creditor, debtor } = account;
  const interestWaived = isInterestWaived(order, decided);
  const message = words({
    ...{ creditor, debtorKind: debtor.kind, language: debtor.language, invoice: invoice.number },
    ...{ status, givenUp, stays, interestWaived },
  });
  const told = await tellDebtor(client, order, locked, {
    ...{ message, reason: 'dispute', key: dispute.id, facts: { disputeId: dispute.id } },
  });
  await recordAct(client, order, who, {
    ...{ kind: `dispute.${status}`, debtorId: debtor.id, words: { note: order.note } },
    facts: { dispute: dispute.id, givenUp, stays, chargesWaived, interestWaived, told },
  });
  return { kind: 'decided', status, givenUp, stays, told, chargesWaived };
}

/**
 * Answers a dispute: what is given up is not asked for any more and waits for its credit note, the rest may be asked for again, and the
 * debtor is told how to disagree.
 */
export async function decideDispute(place: Place, order: DisputeOrder, words: TellDispute): Promise<DisputeDone> {
  return await asStaff<DisputeDone>(place, order, async (client, who) => {
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
