import { addDays, type CivilDate } from './civil-date.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { type Money } from './money.ts';

/** A due line of which nothing is open any more, and the day its last settlement counts from. */
export type SettledLine = {
  readonly number: string;
  readonly due: CivilDate;
  readonly amount: Money;
  readonly settledOn: CivilDate;
};

const shownDays = 366;

/** Every payment of it is in the accounts: one announced, on its way or entered here alone is not final. */
function isFinal({ account }: Ledger, { settlements }: LineView): boolean {
  return settlements.every(
    ({ source }) =>
      source.kind !== 'payment' || account.payments.some(({ id, confirmed }) => id === source.id && confirmed),
  );
}

function isLeft({ line, open }: LineView): boolean {
  return open.minor > 0 && line.closed !== 'written-off';
}

/**
 * What was settled in the last year, where nothing at all is left of the account, charges included, and every payment is final; else
 * nothing: no statement is given of an account of which something is open, followed elsewhere or on its way.
 */
export function settledLines(ledger: Ledger): readonly SettledLine[] {
  const isAllSettled =
    !ledger.lines.some(isLeft) &&
    ledger.charges.every(({ open }) => open.minor === 0) &&
    ledger.account.payments.every(({ status }) => status !== 'in-transit' && status !== 'announced') &&
    ledger.lines.every((view) => isFinal(ledger, view));
  if (!isAllSettled) return [];
  const since = addDays(ledger.asOf, -shownDays);
  return ledger.lines.flatMap(({ line, invoice, open, settlements }): SettledLine[] => {
    const settledOn = settlements
      .map(({ on }) => on)
      .toSorted()
      .at(-1);
    if (open.minor > 0 || settledOn === undefined || settledOn < since) return [];
    return [{ number: invoice.number, due: line.due, amount: line.amount, settledOn }];
  });
}
