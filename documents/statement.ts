import { type CivilDate } from '../domain/civil-date.ts';
import { isCollected } from '../domain/collection.ts';
import { formatDate, formatMoney, formatShortDate } from '../domain/format.ts';
import { type Currency, type Money, subtract, sum } from '../domain/money.ts';
import { contactPart } from './contact-part.ts';
import { type CoveredLine } from './covered-line.ts';
import {
  finishLetter,
  heading,
  type Letter,
  type LetterHead,
  type LetterOptions,
  paragraph,
  startLetter,
} from './letter.ts';
import { payeeOf } from './payee.ts';
import { paymentPart } from './payment-part.ts';
import { type Column, table } from './table.ts';
import { wording } from './wording.ts';

/** An open due line; `amount` is what is left of it, `disputed` the part of that which is contested. */
type StatementLine = CoveredLine & { readonly disputed: Money; readonly inTransit: boolean };

/** Money in the customer's favour that is not yet set against an invoice. */
type StatementCredit = { readonly label: string; readonly on: CivilDate; readonly amount: Money };

export type StatementValues = LetterHead & {
  readonly lines: readonly StatementLine[];
  readonly credits: readonly StatementCredit[];
  readonly agreed: readonly { readonly due: CivilDate; readonly amount: Money }[]; // dates of promises and plans to come
  readonly paymentReference: string;
};

type Totals = { readonly overdue: Money; readonly coming: Money; readonly credits: Money; readonly net: Money };

function currenciesOf({ lines, credits }: StatementValues): Currency[] {
  return [...new Set([...lines, ...credits].map(({ amount }) => amount.currency))].sort();
}

/** Totals in one currency; what is due today is not past its date. */
export function statementTotals(values: StatementValues, currency: Currency): Totals {
  const of = (parts: readonly { readonly amount: Money }[]): Money =>
    sum(
      parts.map(({ amount }) => amount).filter((amount) => amount.currency === currency),
      currency,
    );
  const overdue = of(values.lines.filter(({ line }) => line.due < values.on));
  const coming = of(values.lines.filter(({ line }) => line.due >= values.on));
  const credits = of(values.credits);
  return { overdue, coming, credits, net: subtract(sum([overdue, coming], currency), credits) };
}

function remarkOf({ line, disputed, inTransit }: StatementLine, { language }: StatementValues): string {
  const texts = wording[language].statement;
  const remarks = [
    disputed.minor === 0 ? null : texts.disputed(formatMoney(disputed, language)),
    inTransit ? texts.transit : null,
    isCollected(line) ? texts.debit : null,
    line.payee === null ? null : texts.factor(line.payee.holder),
  ];
  return remarks.filter((remark) => remark !== null).join('\n');
}

function columnsOf({ language }: StatementValues): readonly Column[] {
  const { column } = wording[language];
  return [
    { title: column.invoice, share: 21, align: 'left' },
    { title: column.due, share: 14, align: 'left' },
    { title: column.remark, share: 27, align: 'left' },
    { title: column.original, share: 19, align: 'right' },
    { title: column.open, share: 19, align: 'right' },
  ];
}

function drawLines(letter: Letter, values: StatementValues, currency: Currency): void {
  const { language } = values;
  const texts = wording[language];
  const lines = values.lines
    .filter(({ amount }) => amount.currency === currency)
    .toSorted((a, b) => a.line.due.localeCompare(b.line.due) || a.invoice.number.localeCompare(b.invoice.number));
  const { overdue, coming, credits, net } = statementTotals(values, currency);
  const negative = subtract(sum([], currency), credits);
  heading(letter, texts.statement.open(currency));
  table(
    letter,
    columnsOf(values),
    lines.map((line) => [
      line.invoice.number,
      formatShortDate(line.line.due),
      remarkOf(line, values),
      formatMoney(line.line.amount, language),
      formatMoney(line.amount, language),
    ]),
    [
      [texts.total.overdue, '', '', '', formatMoney(overdue, language)],
      [texts.total.coming, '', '', '', formatMoney(coming, language)],
      ...(credits.minor === 0 ? [] : [[texts.total.credits, '', '', '', formatMoney(negative, language)]]),
      [texts.total.net, '', '', '', formatMoney(net, language)],
    ],
  );
  if (net.minor < 0) paragraph(letter, texts.statement.favour);
}

function drawCredits(letter: Letter, values: StatementValues, currency: Currency): void {
  const { language } = values;
  const { column, statement } = wording[language];
  const credits = values.credits.filter(({ amount }) => amount.currency === currency);
  if (credits.length === 0) return;
  heading(letter, statement.credits(currency));
  const columns: Column[] = [
    { title: column.credit, share: 50, align: 'left' },
    { title: column.date, share: 25, align: 'left' },
    { title: column.amount, share: 25, align: 'right' },
  ];
  const rows = credits.map(({ label, on, amount }) => [label, formatShortDate(on), formatMoney(amount, language)]);
  table(letter, columns, rows);
}

function drawAgreed(letter: Letter, { agreed, language }: StatementValues): void {
  if (agreed.length === 0) return;
  const { column, statement } = wording[language];
  heading(letter, statement.agreed);
  const columns: Column[] = [
    { title: column.date, share: 60, align: 'left' },
    { title: column.amount, share: 40, align: 'right' },
  ];
  const rows = agreed
    .toSorted((a, b) => a.due.localeCompare(b.due))
    .map(({ due, amount }) => [formatDate(due, language), formatMoney(amount, language)]);
  table(letter, columns, rows);
}

async function drawPayment(letter: Letter, values: StatementValues): Promise<void> {
  const byHand = values.lines.filter(({ line, inTransit }) => !isCollected(line) && !inTransit);
  const payees = new Map(
    byHand.map(({ line }) => {
      const payee = payeeOf(values.creditor, line);
      return [payee?.iban ?? '', payee] as const;
    }),
  );
  for (const payee of payees.values()) {
    await paymentPart(letter, { payee, reference: values.paymentReference, amount: null });
  }
}

/** The PDF of an account's position on one day, currency by currency; totals are summed from its lines and never converted. */
export async function statement(values: StatementValues, options: LetterOptions = {}): Promise<Uint8Array> {
  const { language } = values;
  const { statement: texts, contact } = wording[language];
  const letter = startLetter(values, texts.title, options);
  paragraph(letter, texts.intro(formatDate(values.on, language)));
  const currencies = currenciesOf(values);
  if (values.lines.length === 0) paragraph(letter, texts.nothing);
  for (const currency of currencies) {
    drawLines(letter, values, currency);
    drawCredits(letter, values, currency);
  }
  drawAgreed(letter, values);
  await drawPayment(letter, values);
  if (values.lines.length > 0) paragraph(letter, texts.crossed);
  heading(letter, contact.title);
  contactPart(letter);
  return await finishLetter(letter);
}
