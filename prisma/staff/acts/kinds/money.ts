import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { compactIban, isIban } from '../../../../domain/iban.ts';
import { makeLedger } from '../../../../domain/ledger.ts';
import { askedByStaff } from '../../../../domain/staff/approval.ts';
import { calledFacts } from '../../../../domain/staff/called-facts.ts';
import { type BookingDone, enterBookingIn } from '../../../bookings/enter-booking.ts';
import { askApproval } from '../../ask-approval.ts';
import { waiveCharge } from '../../charges.ts';
import { actorOf, recordAct } from '../../record-act.ts';
import { writeOff } from '../../write-off.ts';
import { act, type Act, onAccount } from '../act.ts';
import { calendarOf, done, type OnAccount, type Performed, refused } from '../doing.ts';
import { fact } from '../facts.ts';
import { amountIn, day, flag, maybe, maybeAmountIn, maybeDay, maybeId, maybeShort, short, words } from '../inputs.ts';

const means = ['transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange', 'chorus-pro'] as const;

function entered(booked: BookingDone): Performed {
  if (booked.kind === 'known') return refused('entered-before');
  if (booked.kind === 'refused') return refused(booked.why);
  return done(
    [fact.money('entered', booked.amount), fact.money('placed', { ...booked.amount, minor: booked.placed })],
    {
      undo: { of: 'entry', id: booked.id },
    },
  );
}

const recordPayment = onAccount(
  'record-payment',
  (currency) =>
    z.object({
      ...{ amount: amountIn(currency), on: maybeDay, means: maybe(means).transform((one) => one ?? 'transfer') },
      ...{ invoice: maybeShort, number: maybeShort, inTransit: flag, another: flag },
    }),
  async ({ another, on, ...paid }, { place, order, who, locked, today }) =>
    entered(
      await enterBookingIn(place.client, {
        ...{ ...paid, creditorId: order.creditorId, debtor: locked.account.debtor.reference, kind: 'payment' },
        ...{ on: on ?? today, text: '', again: another, actor: actorOf(order, who), at: order.at, today },
      }),
    ),
);

const promise = onAccount(
  'promise',
  (currency) => z.object({ on: day, amount: maybeAmountIn(currency), line: maybeId, note: words }),
  async ({ on, amount, line, note }, doing) => {
    const { place, order, who, locked, deps } = doing;
    const { account } = locked;
    const said = { callId: randomUUID(), outcome: 'promised', dispute: null, callBackOn: null, note } as const;
    const of = { ...said, promise: { due: on, amount }, lineIds: line === null ? [] : [line] };
    const input = { account, calendar: calendarOf(doing), policy: deps.policy(account), newId: randomUUID };
    const decided = calledFacts(of, input);
    if (decided.kind === 'refused') return refused(decided.why);
    const made = decided.facts.find((one) => one.kind === 'promise-made');
    await place.client.query('SELECT solde_apply_facts($1, NULL, NULL, $2, solde_instant($3))', [
      ...[order.creditorId, JSON.stringify(decided.facts), order.at],
    ]);
    const facts = { promise: made?.id ?? null, due: on, review: decided.review };
    const debtorId = account.debtor.id;
    await recordAct(place.client, order, who, { kind: 'promise.noted', debtorId, facts, words: { note } });
    if (made === undefined) return done([fact.code('review', 'call', 'beyond-policy')]);
    const shown = [fact.money('promised', made.amount), fact.date('due', made.due)];
    return done(shown, { undo: { of: 'promise', id: made.id } });
  },
);

const cancelPromise = onAccount(
  'cancel-promise',
  () => z.object({ reason: words }),
  async ({ reason }, doing) => {
    const { place, order, who, target, locked, today } = doing;
    const found = locked.account.promises.find(({ id, status }) => id === target.id && status === 'open');
    if (found === undefined) return refused('done-before');
    const debtorId = locked.account.debtor.id;
    await place.client.query("SELECT solde_withdraw('promise', $1, $2, $3)", [found.id, debtorId, today]);
    const event = { kind: 'promise.cancelled', debtorId, facts: { promise: found.id }, words: { reason } };
    await recordAct(place.client, order, who, event);
    return done([fact.money('promised', found.amount), fact.date('due', found.due)]);
  },
);

const writeOffAct = onAccount(
  'write-off',
  (currency) => z.object({ invoice: short, amount: maybeAmountIn(currency), reason: words }),
  async ({ invoice, amount, reason }, { place, order, locked, today }) => {
    const given = await writeOff(place, {
      ...{ ...order, debtor: locked.account.debtor.reference, invoice, amount, text: reason, on: today, number: null },
      ...{ means: 'transfer', inTransit: false, again: false, today },
    });
    if (given.kind === 'not-done') return refused(given.why);
    return given.kind === 'asked' ? done([], { asked: true }) : entered(given);
  },
);

function openOf(doing: OnAccount, number: string): number | null {
  const views = makeLedger(doing.locked.account, doing.today).lines.filter(
    ({ invoice }) => invoice.number.toUpperCase() === number.toUpperCase(),
  );
  return views.length === 0 ? null : views.reduce((sum, { open }) => sum + open.minor, 0);
}

const discount = onAccount(
  'discount',
  (currency) => z.object({ invoice: short, amount: amountIn(currency), reason: words }),
  async ({ invoice, amount, reason }, doing) => {
    const { place, order, who, locked, today } = doing;
    const open = openOf(doing, invoice);
    if (open === null) return refused('unknown-invoice');
    if (amount.minor > open) return refused('amount-too-high');
    const { id: debtorId, reference: debtor } = locked.account.debtor;
    const approvalId = await askApproval(place.client, {
      ...{ creditorId: order.creditorId, kind: 'discount', debtorId, noticeId: null, at: order.at },
      ...{ facts: { debtor, invoice, number: null, on: today, text: reason, amount } },
      ...{ askedBy: askedByStaff(who.handle), key: `discount:${debtorId}:${invoice.toUpperCase()}` },
    });
    if (approvalId === null) return refused('asked-before');
    const event = { kind: 'discount.asked', debtorId, facts: { approval: approvalId, amount }, words: { reason } };
    await recordAct(place.client, order, who, event);
    return done([], { asked: true });
  },
);

const waive = act(
  'waive-charge',
  () => z.object({ reason: words }),
  async ({ reason }, { place, order, target }) => {
    const given = await waiveCharge(place, { ...order, chargeId: target.id, reason });
    return given.kind === 'not-done' ? refused(given.why) : done([fact.money('waived', given.amount)]);
  },
);

/** A charge is claimed of what is owed for certain: nothing contested, held by law or time-barred. */
const claim = onAccount(
  'claim-charge',
  () => z.object({ reason: words }),
  async ({ reason }, doing) => {
    const { place, order, who, target, locked, today } = doing;
    const charge = locked.account.charges.find(({ id }) => id === target.id);
    if (charge === undefined) return refused('unknown');
    if (charge.status !== 'proposed' && charge.status !== 'announced') return refused('done-before');
    const view = makeLedger(locked.account, today).byLine.get(charge.lineId);
    if (view === undefined || view.timeBarred || view.line.closed !== null) return refused('not-claimable');
    if (view.disputed.minor > 0) return refused('line-disputed');
    if (locked.protection !== null) return refused('parked');
    await place.client.query("UPDATE charges SET status = 'claimed' WHERE id = $1", [charge.id]);
    const facts = { charge: charge.id, amount: charge.amount };
    const event = { kind: 'charge.claimed', debtorId: locked.account.debtor.id, facts, words: { reason } };
    await recordAct(place.client, order, who, event);
    return done([fact.money('claimed', charge.amount), fact.code('charge', 'charge', charge.kind)]);
  },
);

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/);
const iban = z.string().max(60).refine(isIban).transform(compactIban);
const bic = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/)
  .nullish()
  .transform((code) => code ?? null);

const bankDetails = act(
  'bank-details',
  () => z.object({ iban, bic, holder: short, currency, reason: words }),
  async ({ act: _, reason, ...account }, { place, order, who }) => {
    const approvalId = await askApproval(place.client, {
      ...{ creditorId: order.creditorId, kind: 'bank-details', debtorId: null, noticeId: null, at: order.at },
      ...{ facts: { ...account, reason }, askedBy: askedByStaff(who.handle), key: `bank-details:${account.currency}` },
    });
    if (approvalId === null) return refused('asked-before');
    const facts = { approval: approvalId, currency: account.currency };
    await recordAct(place.client, order, who, { kind: 'bank-details.asked', debtorId: null, facts, words: { reason } });
    return done([], { asked: true });
  },
);

/** What is paid, given up or claimed. */
export const moneyActs = {
  ...{ 'record-payment': recordPayment, promise, 'cancel-promise': cancelPromise, 'write-off': writeOffAct, discount },
  ...{ 'waive-charge': waive, 'claim-charge': claim, 'bank-details': bankDetails },
} satisfies Readonly<Record<string, Act>>;
