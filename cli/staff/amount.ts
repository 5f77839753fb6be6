import { type Currency, type Money, money } from '../../domain/money.ts';
import { readAmount } from '../../prisma/import/read-amount.ts';

/** An amount as it was written, or why it is none. */
export function amountOf(text: string, currency: Currency | null): Money | string {
  if (currency === null) return 'Say the currency: --currency EUR';
  const read = readAmount(text, currency, null);
  return 'value' in read ? money(read.value, currency) : `${text}: ${read.reason}`;
}
