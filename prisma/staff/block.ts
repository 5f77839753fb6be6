import type pg from 'pg';
import { type BlockRefusal, whyNoBlock } from '../../domain/block.ts';
import { type Calendar } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { askedByStaff } from '../../domain/staff/approval.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { addWorkingDays } from '../../domain/working-days.ts';
import { type Place } from '../in-tenant.ts';
import { askApproval } from './ask-approval.ts';
import { findDebtor, lockAccount, type LockedAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';
import { tellSalesOwner } from './tell-sales-owner.ts';

/** The working days of a debtor's country and zone, at an instant. */
export type Calendars = (where: { readonly country: string; readonly zone: string }, at: number) => Calendar;

export type BlockOrder = StaffOrder & { readonly debtor: string; readonly reason: string };

export type BlockDone =
  | { readonly kind: 'proposed'; readonly approvalId: string; readonly notBefore: string | null }
  | { readonly kind: 'lifted' }
  | NotDone<
      | (WhoRefusal | BlockRefusal)
      | ('not-allowed' | 'unknown-debtor' | 'reason-missing' | 'already-blocked' | 'asked-before' | 'not-blocked')
    >;

/** Two working days between the word to the sales owner and the step. */
const wordDays = 2;

type Proposal = Pick<StaffOrder, 'creditorId' | 'at'> & {
  readonly reason: string;
  readonly askedBy: string; // a person, or the rule's name
  readonly wordDays?: number;
};

/**
 * Asks for a block, for a person or for a rule: whoever sells to the debtor hears of it two working days before. Null when one was
 * asked for already and waits.
 */
export async function askBlock(
  client: pg.ClientBase,
  order: Proposal,
  { account, today, salesOwner }: LockedAccount,
  calendar: Calendar,
): Promise<{ readonly approvalId: string; readonly notBefore: CivilDate | null } | null> {
  const debtorId = account.debtor.id;
  const late = makeLedger(account, today).lines.filter(({ overdue, open }) => overdue && open.minor > 0);
  const notBefore = salesOwner === null ? null : addWorkingDays(calendar, today, order.wordDays ?? wordDays);
  const approvalId = await askApproval(client, {
    ...{ creditorId: order.creditorId, kind: 'block', debtorId, noticeId: null, at: order.at },
    ...{ facts: { reason: order.reason, notBefore }, askedBy: order.askedBy, key: `block:${debtorId}` },
  });
  if (approvalId === null) return null;
  if (salesOwner !== null && notBefore !== null) {
    await tellSalesOwner(client, {
      ...{ creditorId: order.creditorId, debtorId, owner: salesOwner, levelId: 'block', on: today, notBefore },
      ...{ lineIds: late.map(({ line }) => line.id), at: order.at },
    });
  }
  return { approvalId, notBefore };
}

/** Asks a manager to block an account; where the rules forbid it, nobody is asked. */
export async function proposeBlock(place: Place, order: BlockOrder, calendars: Calendars): Promise<BlockDone> {
  return await asStaff<BlockDone>(place, order, async (client, who) => {
    const id = await findDebtor(client, order.debtor);
    const locked = id === null ? null : await lockAccount(client, order.creditorId, id, order.at);
    if (locked === null) return notDone('unknown-debtor');
    if (!mayAct(who, 'propose-block', locked.salesOwner)) return notDone('not-allowed');
    if (order.reason.trim() === '') return notDone('reason-missing');
    if (locked.blockedSince !== null) return notDone('already-blocked');
    const why = whyNoBlock(makeLedger(locked.account, locked.today), locked);
    if (why !== null) return notDone(why);
    const { country, zone } = locked.account.debtor;
    const asking = { ...order, askedBy: askedByStaff(who.handle) };
    const asked = await askBlock(client, asking, locked, calendars({ country, zone }, order.at));
    if (asked === null) return notDone('asked-before');
    const facts = { approval: asked.approvalId, notBefore: asked.notBefore };
    const words = { reason: order.reason };
    await recordAct(client, order, who, { kind: 'block.proposed', debtorId: id, facts, words });
    return { kind: 'proposed', ...asked };
  });
}

/** Lifts a block before it lifts itself. */
export async function liftBlock(place: Place, order: BlockOrder): Promise<BlockDone> {
  return await asStaff<BlockDone>(place, order, async (client, who) => {
    const id = await findDebtor(client, order.debtor);
    const locked = id === null ? null : await lockAccount(client, order.creditorId, id, order.at);
    if (id === null || locked === null) return notDone('unknown-debtor');
    if (!mayAct(who, 'lift-block', locked.salesOwner)) return notDone('not-allowed');
    if (order.reason.trim() === '') return notDone('reason-missing');
    if (locked.blockedSince === null) return notDone('not-blocked');
    await client.query(unblock, [id]);
    const facts = { since: locked.blockedSince };
    const words = { reason: order.reason };
    await recordAct(client, order, who, { kind: 'block.lifted', debtorId: id, facts, words });
    return { kind: 'lifted' };
  });
}

/** Ends a block; who set it and why stay in the trail. */
export const unblock =
  'UPDATE debtors SET blocked_since = NULL, blocked_by = NULL, blocked_reason = NULL WHERE id = $1';
