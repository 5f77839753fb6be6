import { type Payment } from './account.ts';
import { type Ledger } from './ledger.ts';

/** The settled payment of the latest value date up to the ledger's date, returned ones left out; null when there is none. */
export function lastPayment(ledger: Ledger): Payment | null {
  let last: Payment | null = null;
  for (const payment of ledger.account.payments) {
    const { valueDate, returnedOn } = payment;
    const returned = payment.status === 'returned' && (returnedOn === null || returnedOn <= ledger.asOf);
    if (payment.status === 'announced' || payment.status === 'in-transit' || returned || valueDate > ledger.asOf)
      continue;
    if (last === null || valueDate > last.valueDate || (valueDate === last.valueDate && payment.id > last.id))
      last = payment;
  }
  return last;
}
