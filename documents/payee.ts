import { type BankAccount, type Creditor, type DueLine } from '../domain/account.ts';

/** Who that line is paid to: its own payee (a factor), else the creditor's account in its currency, else null. */
export function payeeOf(creditor: Creditor, line: DueLine): BankAccount | null {
  const { currency } = line.amount;
  return line.payee ?? creditor.accounts.find((account) => account.currency === currency) ?? null;
}
