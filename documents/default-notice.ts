import { type BankAccount } from '../domain/account.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { type Money, sum } from '../domain/money.ts';
import { finishLetter, heading, type LetterHead, type LetterOptions, paragraph, startLetter } from './letter.ts';
import { paymentPart } from './payment-part.ts';
import { table } from './table.ts';
import { noticeWording } from './wording-notice.ts';

export type DefaultNoticeValues = LetterHead & {
  readonly subject: string;
  readonly opening: readonly string[];
  readonly closing: readonly string[];
  readonly late: readonly { readonly due: CivilDate; readonly amount: Money; readonly missing: Money }[]; // Σ missing = missing
  readonly missing: Money;
  readonly payee: BankAccount | null;
  readonly paymentReference: string;
};

/**
 * The PDF of the letter that comes before a plan may end: what is missing of which instalment, until when it can be paid and how, and whom to
 * call. The same values give the same bytes; raises INVARIANT_BROKEN when the instalments do not add up.
 */
export async function defaultNotice(values: DefaultNoticeValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { language, late, missing } = values;
  const parts = sum(
    late.map((one) => one.missing),
    missing.currency,
  );
  invariant(parts.minor === missing.minor, 'what is missing adds up');
  const { title, column, total } = noticeWording[language].plan;
  const letter = startLetter(values, values.subject, options);
  for (const text of values.opening) paragraph(letter, text);
  heading(letter, title);
  table(
    letter,
    [
      { title: column.due, share: 50, align: 'left' },
      { title: column.amount, share: 25, align: 'right' },
      { title: column.missing, share: 25, align: 'right' },
    ],
    late.map((one) => [
      formatDate(one.due, language),
      formatMoney(one.amount, language),
      formatMoney(one.missing, language),
    ]),
    [[total, '', formatMoney(missing, language)]],
  );
  await paymentPart(letter, { payee: values.payee, reference: values.paymentReference, amount: missing });
  heading(letter, noticeWording[language].plan.help);
  for (const text of values.closing) paragraph(letter, text);
  return await finishLetter(letter);
}
