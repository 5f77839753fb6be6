import { toDecimal } from '../domain/format.ts';
import { compactIban, isIban } from '../domain/iban.ts';
import { type Money } from '../domain/money.ts';

export type SepaQrValues = {
  readonly name: string; // the payee as the bank knows it
  readonly iban: string;
  readonly bic: string | null;
  readonly amount: Money;
  readonly text: string; // what the bank statement will carry: the reference
};

/** The value that cannot be carried by a SEPA QR code; the person is given the account number instead. */
type SepaQrRefusal = 'name' | 'iban' | 'bic' | 'currency' | 'amount' | 'text';

export type SepaQr = { readonly payload: string } | { readonly refused: SepaQrRefusal };

const greatestAmount = 99_999_999_999; // 999,999,999.99 EUR
const nameLength = 70;
const textLength = 140;

/** One line of the payload: the line feed separates the fields, so no control character may be inside one. */
function fits(text: string, length: number): boolean {
  return text.trim() !== '' && Array.from(text).length <= length && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

function problem(values: SepaQrValues): SepaQrRefusal | null {
  const { amount } = values;
  if (!fits(values.name, nameLength)) return 'name';
  if (!isIban(values.iban)) return 'iban';
  if (values.bic !== null && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(values.bic)) return 'bic';
  if (amount.currency !== 'EUR') return 'currency';
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1 || amount.minor > greatestAmount) return 'amount';
  if (!fits(values.text, textLength)) return 'text';
  return null;
}

/**
 * The text of a SEPA credit transfer QR code (EPC069-12, version 002, UTF-8), or the value that it cannot carry:
 * euros only, 0.01 to 999,999,999.99, a name of at most 70 characters, a reference of at most 140.
 */
export function sepaQr(values: SepaQrValues): SepaQr {
  const refused = problem(values);
  if (refused !== null) return { refused };
  const { name, iban, bic, amount, text } = values;
  const purpose = '';
  const structuredReference = '';
  const lines = [
    'BCD',
    '002',
    '1', // UTF-8
    'SCT',
    bic ?? '',
    name,
    compactIban(iban),
    `EUR${toDecimal(amount)}`,
    purpose,
    structuredReference,
    text,
  ];
  return { payload: lines.join('\n') };
}
