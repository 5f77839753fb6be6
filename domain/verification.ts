import { type DebtorKind } from './account.ts';
import { bareNumber } from './bare-number.ts';
import { type CivilDate } from './civil-date.ts';
import { type SlotValue } from './command.ts';
import { decimalsOf, type Money } from './money.ts';

/** What the creditor holds that a person may prove themselves with. */
export type IdentityFile = {
  readonly debtorKind: DebtorKind;
  readonly birthDate: CivilDate | null;
  readonly siren: string | null;
  readonly postcode: string | null;
  readonly invoices: readonly { readonly number: string; readonly total: Money }[];
  readonly lastInvoiceAmount: Money | null;
  readonly letterCodeHash: string | null; // of the code printed on a letter
};

/**
 * What proves an identity together with an address of record. SIREN, postcode and names are public or known in the household,
 * so they are not here: alone or together they prove nothing.
 */
export type Factor = 'birth-date' | 'invoice-amount' | 'last-invoice-amount' | 'letter-code' | 'email-code';

/** The factors accepted for that file. A consumer whose birth date is held proves it with that, and nothing weaker. */
export function acceptedFactors(file: Pick<IdentityFile, 'debtorKind' | 'birthDate'>): readonly Factor[] {
  if (file.debtorKind === 'company' || file.debtorKind === 'public-body') return ['invoice-amount', 'email-code'];
  if (file.birthDate !== null) return ['birth-date'];
  const consumer = ['last-invoice-amount', 'letter-code'] as const;
  return file.debtorKind === 'sole-trader' ? ['invoice-amount', 'email-code', ...consumer] : consumer;
}

/** What someone gave: the reference that named the file, and the values read in their words. */
export type Given = {
  readonly reference: string | null;
  readonly values: readonly SlotValue[];
  readonly hash: (text: string) => string; // as letter codes are hashed
};

/** The figure counts, since someone who is not identified is asked without naming the currency. */
function sameFigure(a: Money, b: Money): boolean {
  return a.minor === b.minor && decimalsOf(a.currency) === decimalsOf(b.currency);
}

function amounts(given: Given): readonly Money[] {
  return given.values.flatMap((value) => (value.kind === 'money' ? [value.money] : []));
}

function invoicesNamed(given: Given): readonly string[] {
  return given.values.flatMap((value) => (value.kind === 'invoice' ? [bareNumber(value.number)] : []));
}

/** The invoices that the amount may be of: those named beside it, and the one that named the file. */
function numbers(file: IdentityFile, { reference }: Given, named: readonly string[]): ReadonlySet<string> {
  const key = reference === null ? null : bareNumber(reference);
  const isInvoice = file.invoices.some(({ number }) => bareNumber(number) === key);
  return new Set(key !== null && isInvoice ? [...named, key] : named);
}

function asDay(value: SlotValue): string | null {
  if (value.kind === 'date') return value.date;
  return value.kind === 'digits' && value.digits.length === 8 ? value.digits : null;
}

/** A birth date read as a date, or its eight digits, day or year first. */
function matchesBirthDate(birthDate: CivilDate | null, given: Given): boolean {
  if (birthDate === null) return false;
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const [only, ...others] = new Set(given.values.flatMap((value) => asDay(value) ?? []));
  if (others.length > 0) return false; // a list of days is a list of guesses
  return only === birthDate || only === `${day}${month}${year}` || only === `${year}${month}${day}`;
}

/** Of one invoice, the amount: a list of numbers is a list of guesses. */
function matchesInvoice(file: IdentityFile, given: Given): boolean {
  const [only, ...others] = numbers(file, given, invoicesNamed(given));
  if (only === undefined || others.length > 0) return false;
  return file.invoices.some(
    (invoice) =>
      bareNumber(invoice.number) === only && amounts(given).some((amount) => sameFigure(amount, invoice.total)),
  );
}

/** One guess a time: a list of amounts is not an answer, and an invoice named beside the amount must be theirs and of that amount. */
function matchesLastAmount(file: IdentityFile, given: Given): boolean {
  const [only, ...others] = amounts(given);
  if (only === undefined || others.length > 0 || file.lastInvoiceAmount === null) return false;
  const fits = invoicesNamed(given).length === 0 || matchesInvoice(file, given);
  return fits && sameFigure(only, file.lastInvoiceAmount);
}

function matchesLetter(file: IdentityFile, given: Given): boolean {
  if (file.letterCodeHash === null || file.letterCodeHash === '') return false;
  const [only, ...others] = new Set(given.values.flatMap((value) => (value.kind === 'digits' ? value.digits : [])));
  return only !== undefined && others.length === 0 && given.hash(only) === file.letterCodeHash;
}

function matches(factor: Factor, file: IdentityFile, given: Given): boolean {
  switch (factor) {
    case 'birth-date':
      return matchesBirthDate(file.birthDate, given);
    case 'invoice-amount':
      return amounts(given).length === 1 && matchesInvoice(file, given);
    case 'last-invoice-amount':
      return matchesLastAmount(file, given);
    case 'letter-code':
      return matchesLetter(file, given);
    case 'email-code':
      return false; // proved by a one-time code, never by something known
  }
}

/** The accepted factor that what was given proves; null when none, whatever else was right. */
export function provedFactor(file: IdentityFile, given: Given): Factor | null {
  return acceptedFactors(file).find((factor) => matches(factor, file, given)) ?? null;
}
