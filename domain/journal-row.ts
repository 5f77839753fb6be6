import { type CivilDate } from './civil-date.ts';
import { type Money } from './money.ts';

/** One thing that accounting has to book, because it is known here and not there. */
export type JournalRow = {
  readonly id: string; // the same as long as it is to be booked
  readonly kind:
    | 'payment'
    | 'credit-note'
    | 'write-off'
    | 'charge' // claimed
    | 'charge-waived'
    | 'allocation'; // where the debtor directed money that the accounts have
  readonly on: CivilDate; // value date, date of issue, of the claim or of the allocation
  readonly debtor: string; // reference
  readonly amount: Money;
  readonly invoice: string | null;
  readonly number: string | null; // of the payment or credit note, where it has one
  readonly means: string | null;
  readonly text: string;
  readonly since: CivilDate; // known here since
};
