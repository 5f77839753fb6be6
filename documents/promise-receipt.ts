import { type BankAccount } from '../domain/account.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { type Money, sum } from '../domain/money.ts';
import { changePart, excludedPart, meaningPart } from './agreement-part.ts';
import { contactPart } from './contact-part.ts';
import { coveredColumns, type CoveredLine, coveredRow } from './covered-line.ts';
import { finishLetter, heading, type LetterHead, type LetterOptions, paragraph, startLetter } from './letter.ts';
import { paymentPart } from './payment-part.ts';
import { table } from './table.ts';
import { wording } from './wording.ts';

export type PromiseReceiptValues = LetterHead & {
  readonly promiseId: string;
  readonly termsHash: string;
  readonly lines: readonly CoveredLine[]; // Σ = amount
  readonly excluded: readonly CoveredLine[]; // disputed parts of the same lines
  readonly amount: Money;
  readonly due: CivilDate;
  readonly payee: BankAccount | null;
  readonly paymentReference: string;
};

/** The PDF of an agreed payment date, one page unless it covers many lines; raises INVARIANT_BROKEN when its lines do not add up. */
export async function promiseReceipt(values: PromiseReceiptValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { language, lines, amount, due } = values;
  const covered = sum(
    lines.map((line) => line.amount),
    amount.currency,
  );
  invariant(covered.minor === amount.minor, 'the lines of a promise add up to its amount');
  const texts = wording[language];
  const shown = { amount: formatMoney(amount, language), due: formatDate(due, language) };
  const letter = startLetter(values, texts.promise.title, options);
  paragraph(letter, texts.promise.intro(shown.amount, shown.due));
  paragraph(letter, texts.promise.held(shown.due));
  heading(letter, texts.promise.covered);
  const rows = lines.map((line) => coveredRow(line, language));
  table(letter, coveredColumns(language), rows, [[texts.total.promise, '', '', shown.amount]]);
  excludedPart(letter, values.excluded);
  await paymentPart(letter, { payee: values.payee, reference: values.paymentReference, amount });
  meaningPart(letter, { ...values, total: amount });
  heading(letter, texts.promise.missed);
  paragraph(letter, texts.promise.missing);
  changePart(letter, texts.promise.what);
  contactPart(letter);
  return await finishLetter(letter, [texts.identifier(values.promiseId), texts.fingerprint(values.termsHash)]);
}
