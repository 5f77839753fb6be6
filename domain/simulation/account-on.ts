import { type Account } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';

/**
 * The account as it was agreed on that day: what was promised, planned or contested later is not there yet, and what was judged later is
 * still open. Payments and holds carry their own days, which the ledger reads.
 */
export function accountOn(account: Account, day: CivilDate): Account {
  return {
    ...account,
    creditor: { ...account.creditor, knownTo: day },
    promises: account.promises
      .filter(({ madeOn }) => madeOn <= day)
      .map((promise) =>
        promise.status !== 'withdrawn' && day <= promise.due ? { ...promise, status: 'open' } : promise,
      ),
    plans: account.plans.filter(({ signedOn }) => signedOn !== null && signedOn <= day),
    disputes: account.disputes.filter(({ openedOn }) => openedOn <= day),
  };
}
