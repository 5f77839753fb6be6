import { type BankAccount, type Instalment } from '../domain/account.ts';
import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney } from '../domain/format.ts';
import { type Money, subtract, sum } from '../domain/money.ts';
import { changePart, excludedPart, meaningPart } from './agreement-part.ts';
import { contactPart } from './contact-part.ts';
import { coveredColumns, type CoveredLine, coveredRow } from './covered-line.ts';
import {
  finishLetter,
  heading,
  type Letter,
  type LetterHead,
  type LetterOptions,
  paragraph,
  startLetter,
} from './letter.ts';
import { paymentPart } from './payment-part.ts';
import { table } from './table.ts';
import { wording } from './wording.ts';

export type PlanAgreementValues = LetterHead & {
  readonly agreementId: string;
  readonly termsHash: string;
  readonly lines: readonly CoveredLine[]; // disputed parts left out, credits deducted: Σ = total
  readonly excluded: readonly CoveredLine[]; // the disputed parts
  readonly credits: Money; // what was deducted, told beside the lines
  readonly total: Money;
  readonly instalments: readonly Instalment[];
  readonly graceDays: number;
  readonly payee: BankAccount | null;
  readonly paymentReference: string;
};

function check({ lines, total, instalments }: PlanAgreementValues): void {
  const covered = sum(
    lines.map(({ amount }) => amount),
    total.currency,
  );
  const scheduled = sum(
    instalments.map(({ amount }) => amount),
    total.currency,
  );
  invariant(covered.minor === total.minor, 'covered lines add up to the plan total');
  invariant(scheduled.minor === total.minor, 'instalments add up to the plan total');
}

function drawCovered(letter: Letter, { lines, credits, total, language }: PlanAgreementValues): void {
  const texts = wording[language];
  const rows = lines.map((line) => coveredRow(line, language));
  heading(letter, texts.plan.covered);
  table(letter, coveredColumns(language), rows, [[texts.total.plan, '', '', formatMoney(total, language)]]);
  if (credits.minor > 0) paragraph(letter, texts.plan.netted(formatMoney(credits, language)));
}

function drawSchedule(letter: Letter, { instalments, total, language }: PlanAgreementValues): void {
  const { column, plan, total: totals } = wording[language];
  let rest = total;
  const rows = instalments.map(({ due, amount }, index) => {
    rest = subtract(rest, amount);
    return [String(index + 1), formatDate(due, language), formatMoney(amount, language), formatMoney(rest, language)];
  });
  heading(letter, plan.schedule);
  table(
    letter,
    [
      { title: column.number, share: 10, align: 'left' },
      { title: column.date, share: 40, align: 'left' },
      { title: column.amount, share: 25, align: 'right' },
      { title: column.rest, share: 25, align: 'right' },
    ],
    rows,
    [['', totals.paid, formatMoney(total, language), '']],
  );
}

/**
 * The PDF of a payment plan as it was agreed, for the person to keep. The same values give the same bytes; raises
 * INVARIANT_BROKEN when lines, credits, total and instalments do not add up.
 */
export async function planAgreement(values: PlanAgreementValues, options: LetterOptions = {}): Promise<Uint8Array> {
  check(values);
  const texts = wording[values.language];
  const letter = startLetter(values, texts.plan.title, options);
  paragraph(letter, texts.plan.intro(values.creditor.name, values.instalments.length));
  drawCovered(letter, values);
  excludedPart(letter, values.excluded);
  drawSchedule(letter, values);
  await paymentPart(letter, { payee: values.payee, reference: values.paymentReference, amount: null });
  meaningPart(letter, values);
  heading(letter, texts.plan.missed);
  paragraph(letter, texts.plan.missing(values.graceDays));
  heading(letter, texts.agreement.change);
  changePart(letter, texts.plan.what);
  heading(letter, texts.contact.title);
  contactPart(letter);
  return await finishLetter(letter, [texts.identifier(values.agreementId), texts.fingerprint(values.termsHash)]);
}
