import { type BankAccount } from '../domain/account.ts';
import { formatIban } from '../domain/iban.ts';
import { type Money } from '../domain/money.ts';
import { frame, heading, ink, type Letter, paragraph, room } from './letter.ts';
import { printable } from './printable.ts';
import { qrPicture } from './qr-picture.ts';
import { sepaQr } from './sepa-qr.ts';
import { wording } from './wording.ts';

export type PaymentPart = {
  readonly payee: BankAccount | null; // null: no account is known in this currency, a person tells
  readonly reference: string; // what the transfer must quote
  readonly amount: Money | null; // when one amount is to be paid at once, euros get a QR code
};

const labelWidth = 140;
const pictureSide = 92;

/** Adds labelled values below each other; values keep to `width` points. */
function details(letter: Letter, rows: readonly (readonly [string, string])[], width: number): void {
  const { pdf } = letter;
  for (const [label, value] of rows) {
    const top = pdf.y;
    pdf.font('Helvetica', 9.5).fillColor(ink.soft).text(printable(label), frame.left, top, { width: labelWidth });
    pdf.font('Helvetica-Bold', 10).fillColor(ink.text);
    pdf.text(printable(value), frame.left + labelWidth, top, { width: width - labelWidth });
    pdf.y = Math.max(pdf.y, top + 14) + 2;
  }
  pdf.x = frame.left;
}

function rowsOf(letter: Letter, payee: BankAccount, reference: string): [string, string][] {
  const texts = wording[letter.head.language].pay;
  const page = letter.head.creditor.paymentPage;
  return [
    [texts.holder, payee.holder],
    [texts.iban, formatIban(payee.iban)],
    ...(payee.bic === null ? [] : [[texts.bic, payee.bic] as [string, string]]),
    [texts.text, reference],
    ...(page === null ? [] : [[texts.page, page] as [string, string]]),
  ];
}

async function pictureOf(part: PaymentPart): Promise<Uint8Array | null> {
  const { payee, amount, reference } = part;
  if (payee === null || amount === null) return null;
  const qr = sepaQr({ name: payee.holder, iban: payee.iban, bic: payee.bic, amount, text: reference });
  return 'payload' in qr ? await qrPicture(qr.payload) : null;
}

/** Adds how to pay: payee, account, reference, and a SEPA QR code where one amount in euros is to be paid. */
export async function paymentPart(letter: Letter, part: PaymentPart): Promise<void> {
  const texts = wording[letter.head.language].pay;
  room(letter, part.amount === null ? 112 : 150);
  heading(letter, texts.title);
  if (part.payee === null) {
    paragraph(letter, texts.ask);
    return;
  }
  const picture = await pictureOf(part);
  const { pdf } = letter;
  const top = pdf.y;
  details(
    letter,
    rowsOf(letter, part.payee, part.reference),
    picture === null ? frame.width : frame.width - pictureSide,
  );
  if (picture === null) return;
  pdf.font('Helvetica', 8).fillColor(ink.soft);
  pdf.text(printable(texts.scan), frame.left, pdf.y + 2, { width: frame.width - pictureSide - 12 });
  pdf.image(Buffer.from(picture), frame.right - pictureSide, top - 14, { width: pictureSide });
  pdf.y = Math.max(pdf.y, top + pictureSide - 14);
}
