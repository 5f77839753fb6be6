import { type DueLine, type Invoice } from '../domain/account.ts';
import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney, formatShortDate } from '../domain/format.ts';
import { type Money, sum } from '../domain/money.ts';
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

export type InvoiceCopyValues = LetterHead & {
  readonly invoice: Invoice;
  readonly lines: readonly { readonly line: DueLine; readonly open: Money }[]; // all its due lines
  readonly payable: Money; // of it, what may be paid now: nothing disputed, nothing in transit
  readonly paymentReference: string;
};

function check({ invoice, lines }: InvoiceCopyValues): void {
  const { currency, minor } = invoice.total;
  const items = sum(
    invoice.items.map(({ amount }) => amount),
    currency,
  );
  const dues = sum(
    lines.map(({ line }) => line.amount),
    currency,
  );
  invariant(items.minor === minor, 'the items of an invoice add up to its total');
  invariant(dues.minor === minor, 'the due lines of an invoice add up to its total');
}

function drawItems(letter: Letter, { invoice, language }: InvoiceCopyValues): void {
  const { column, copy, total } = wording[language];
  heading(letter, copy.items);
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

function drawDues(letter: Letter, { invoice, lines, language }: InvoiceCopyValues): void {
  const { column, copy, total } = wording[language];
  const open = sum(
    lines.map((due) => due.open),
    invoice.total.currency,
  );
  heading(letter, copy.dues);
  table(
    letter,
    [
      { title: column.date, share: 40, align: 'left' },
      { title: column.amount, share: 30, align: 'right' },
      { title: column.open, share: 30, align: 'right' },
    ],
    lines
      .toSorted((a, b) => a.line.due.localeCompare(b.line.due))
      .map(({ line, open: left }) => [
        formatShortDate(line.due),
        formatMoney(line.amount, language),
        formatMoney(left, language),
      ]),
    [[total.due, '', formatMoney(open, language)]],
  );
}

/** How to pay what is payable now; a direct debit is announced instead, and nothing is asked where nothing is payable. */
async function drawPayment(letter: Letter, values: InvoiceCopyValues): Promise<void> {
  const { lines, language, creditor, payable, paymentReference } = values;
  const texts = wording[language].pay;
  const next = lines.find(({ line, open }) => open.minor > 0 && line.means !== 'direct-debit');
  if (lines.some(({ line, open }) => open.minor > 0 && line.means === 'direct-debit')) paragraph(letter, texts.debit);
  if (next === undefined || payable.minor <= 0) return;
  const payee = payeeOf(creditor, next.line);
  await paymentPart(letter, { payee, reference: paymentReference, amount: payable });
}

/**
 * The PDF of a duplicate of an invoice: items including VAT, due dates, what is left and how to pay. Raises INVARIANT_BROKEN
 * when items or due lines do not add up to the invoice's total.
 */
export async function invoiceCopy(values: InvoiceCopyValues, options: LetterOptions = {}): Promise<Uint8Array> {
  check(values);
  const { invoice, language } = values;
  const { copy, contact } = wording[language];
  const letter = startLetter(values, copy.title(invoice.number), options);
  paragraph(letter, copy.intro(invoice.number, formatDate(invoice.issued, language)));
  if (invoice.orderNumber !== null) paragraph(letter, copy.order(invoice.orderNumber));
  drawItems(letter, values);
  drawDues(letter, values);
  await drawPayment(letter, values);
  heading(letter, contact.title);
  contactPart(letter);
  return await finishLetter(letter);
}
