import { type Account, type BankAccount } from '../domain/account.ts';
import { payeeOf } from './payee.ts';

/** Whom all of the lines are paid to; null when that is not one and the same, so that a person tells. */
export function commonPayee(account: Account, lines: readonly { readonly lineId: string }[]): BankAccount | null {
  const payees = lines.flatMap(({ lineId }) => {
    const line = account.lines.find(({ id }) => id === lineId);
    return line === undefined ? [] : [payeeOf(account.creditor, line)];
  });
  const [first] = payees;
  return payees.every((payee) => payee?.iban === first?.iban) ? (first ?? null) : null;
}
