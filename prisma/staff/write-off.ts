import { makeLedger } from '../../domain/ledger.ts';
import { type Money, money } from '../../domain/money.ts';
import { askedByStaff } from '../../domain/staff/approval.ts';
import { mayGiveUp } from '../../domain/staff/clerk-limit.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type BookingDone, type BookingOrder, enterBookingIn } from '../bookings/enter-booking.ts';
import { type Place } from '../in-tenant.ts';
import { askApproval } from './ask-approval.ts';
import { findDebtor, lockAccount, type LockedAccount } from './lock-account.ts';
import { actorOf, recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type WriteOffOrder = StaffOrder & Omit<BookingOrder, 'kind' | 'actor'>;

export type WriteOffDone =
  | BookingDone
  | { readonly kind: 'asked'; readonly approvalId: string } // more than the person gives up alone
  | NotDone<WhoRefusal | 'not-allowed' | 'asked-before'>;

/** What would be given up: the amount named, or all that is open of the invoice. */
function amountOf(order: WriteOffOrder, { account, today }: LockedAccount): Money | null {
  if (order.amount !== null) return order.amount;
  const views = makeLedger(account, today).lines.filter(
    ({ invoice }) => invoice.number.toUpperCase() === order.invoice?.toUpperCase(),
  );
  const [first] = views;
  if (first === undefined) return null;
  const minor = views.reduce((sum, { open }) => sum + open.minor, 0);
  return money(minor, first.open.currency);
}

/** Writes off what will not be paid; above what a clerk gives up alone a manager is asked, and nothing is entered yet. */
export async function writeOff(place: Place, order: WriteOffOrder): Promise<WriteOffDone> {
  return await asStaff<WriteOffDone>(place, order, async (client, who) => {
    const id = await findDebtor(client, order.debtor);
    const locked = id === null ? null : await lockAccount(client, order.creditorId, id, order.at);
    if (locked === null) return { kind: 'refused', why: 'unknown-debtor' };
    if (!mayAct(who, 'write-off', locked.salesOwner)) return notDone('not-allowed');
    const amount = amountOf(order, locked);
    if (amount === null || mayGiveUp(who, amount))
      return await enterBookingIn(client, { ...order, kind: 'write-off', actor: actorOf(order, who) });
    const { debtor, invoice, number, on, text } = order;
    const facts = { debtor, invoice, number, on, text, amount };
    const approvalId = await askApproval(client, {
      ...{ creditorId: order.creditorId, kind: 'write-off', debtorId: id, noticeId: null, facts, at: order.at },
      ...{ askedBy: askedByStaff(who.handle), key: `write-off:${id ?? ''}:${invoice ?? ''}` },
    });
    if (approvalId === null) return notDone('asked-before');
    await recordAct(client, order, who, {
      kind: 'write-off.asked',
      debtorId: id,
      facts: { approval: approvalId, amount },
    });
    return { kind: 'asked', approvalId };
  });
}
