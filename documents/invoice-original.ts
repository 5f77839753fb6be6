import { type DueLine, type Invoice } from '../domain/account.ts';
import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney, formatShortDate } from '../domain/format.ts';
import { sum } from '../domain/money.ts';
import { contactPart } from './contact-part.ts';
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
import { table } from './table.ts';
import { wording } from './wording.ts';

export type InvoiceOriginalValues = LetterHead & {
  readonly invoice: Invoice;
  readonly lines: readonly DueLine[]; // all of them
  readonly paymentReference: string;
};

function check({ invoice, lines }: InvoiceOriginalValues): void {
  const { currency, minor } = invoice.total;
  const items = sum(
    invoice.items.map(({ amount }) => amount),
    currency,
  );
  const dues = sum(
    lines.map(({ amount }) => amount),
    currency,
  );
  invariant(items.minor === minor, 'the items of an invoice add up to its total');
  invariant(dues.minor === minor, 'the due lines of an invoice add up to its total');
}

function drawItems(letter: Letter, { invoice, language }: InvoiceOriginalValues): void {
  const { column, original, total } = wording[language];
  heading(letter, original.items);
  table(
    letter,
    [
      { title: column.label, share: 46, align: 'left' },
      { title: column.quantity, share: 16, align: 'right' },
      { title: column.vatRate, share: 14, align: 'right' },
      { title: column.inclusive, share: 24, align: 'right' },
    ],
    invoice.items
      .toSorted((a, b) => a.position - b.position)
      .map(({ label, quantity, vatRate, amount }) => [label, quantity, `${vatRate} %`, formatMoney(amount, language)]),
    [[total.invoice, '', '', formatMoney(invoice.total, language)]],
  );
}

function drawDues(letter: Letter, { lines, language }: InvoiceOriginalValues): void {
  const { column, original } = wording[language];
  heading(letter, original.dues);
  table(
    letter,
    [
      { title: column.date, share: 60, align: 'left' },
      { title: column.amount, share: 40, align: 'right' },
    ],
    lines
      .toSorted((a, b) => a.due.localeCompare(b.due))
      .map(({ due, amount }) => [formatShortDate(due), formatMoney(amount, language)]),
    [],
  );
}

/** How to pay it; a direct debit is announced instead. */
async function drawPayment(letter: Letter, values: InvoiceOriginalValues): Promise<void> {
  const { lines, language, creditor, invoice, paymentReference } = values;
  const texts = wording[language].pay;
  const first = lines.find(({ means }) => means !== 'direct-debit');
  if (first === undefined) paragraph(letter, texts.debit);
  else
    await paymentPart(letter, { payee: payeeOf(creditor, first), reference: paymentReference, amount: invoice.total });
}

/**
 * The PDF of an invoice as it is sent when it is issued, for the demo: items including VAT, due dates and how to pay. Raises
 * INVARIANT_BROKEN when items or due lines do not add up to the invoice's total.
 */
export async function invoiceOriginal(values: InvoiceOriginalValues, options: LetterOptions = {}): Promise<Uint8Array> {
  check(values);
  const { invoice, language } = values;
  const { original, contact } = wording[language];
  const letter = startLetter(values, original.title(invoice.number), options);
  paragraph(letter, original.intro(formatDate(invoice.issued, language)));
  if (invoice.orderNumber !== null) paragraph(letter, original.order(invoice.orderNumber));
  drawItems(letter, values);
  drawDues(letter, values);
  await drawPayment(letter, values);
  heading(letter, contact.title);
  contactPart(letter);
  return await finishLetter(letter);
}
