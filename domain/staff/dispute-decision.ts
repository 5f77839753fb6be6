import { type Dispute } from '../account.ts';
import { isDisputeOpen } from '../held-amount.ts';
import { type Ledger } from '../ledger.ts';
import { type Money, money } from '../money.ts';

/** What a person decides of a dispute; `part`: that much of it is given up. */
export type DisputeAnswer =
  { readonly kind: 'accept' } | { readonly kind: 'part'; readonly amount: Money } | { readonly kind: 'reject' };

export type DisputeRefusal = 'decided-before' | 'amount-out-of-range' | 'other-currency' | 'note-missing';

type Decided = {
  readonly kind: 'ok';
  readonly status: 'accepted' | 'partly-accepted' | 'rejected';
  readonly givenUp: Money; // for which the accounts issue a credit note
  readonly stays: Money; // of what was contested, to be paid
};

export type DisputeDecision = Decided | { readonly kind: 'refused'; readonly why: DisputeRefusal };

/** What an answer to a dispute gives up and leaves to pay; what is given up of a line that was paid meanwhile stays in credit. */
export function decideDisputeAnswer(
  dispute: Dispute,
  answer: DisputeAnswer,
  note: string,
  ledger: Ledger,
): DisputeDecision {
  const refused = (why: DisputeRefusal): DisputeDecision => ({ kind: 'refused', why });
  if (!isDisputeOpen(dispute)) return refused('decided-before');
  if (note.trim() === '') return refused('note-missing');
  const { amount } = dispute;
  const ok = (status: Decided['status'], given: number, left: number): DisputeDecision => ({
    ...{ kind: 'ok', status, givenUp: money(given, amount.currency), stays: money(left, amount.currency) },
  });
  if (answer.kind === 'part') {
    if (answer.amount.currency !== amount.currency) return refused('other-currency');
    if (answer.amount.minor <= 0 || answer.amount.minor >= amount.minor) return refused('amount-out-of-range');
  }
  const open = ledger.byLine.get(dispute.lineId)?.open.minor ?? 0;
  if (answer.kind === 'reject') return ok('rejected', 0, Math.min(amount.minor, open));
  const given = answer.kind === 'accept' ? amount.minor : answer.amount.minor;
  const left = Math.max(0, Math.min(amount.minor, open) - given);
  return ok(answer.kind === 'accept' ? 'accepted' : 'partly-accepted', given, left);
}
