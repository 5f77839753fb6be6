import PDFDocument from 'pdfkit';
import { type Creditor, type Debtor } from '../domain/account.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { formatDate } from '../domain/format.ts';
import { type Language, localeOf } from '../domain/language.ts';
import { printable } from './printable.ts';
import { wording } from './wording.ts';

/** What every document a person keeps begins with. */
export type LetterHead = {
  readonly language: Language;
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly on: CivilDate; // the day it is made, in the debtor's zone
};

/** Where the text of a page may stand, in points from its top left corner. */
export const frame = { left: 56, right: 539.28, top: 48, bottom: 768, width: 483.28 } as const;

export const ink = { text: '#1c2430', soft: '#5b6675', line: '#c9d0d9', band: '#14535c', shade: '#f1f5f6' } as const;

/** A document being written: the current position moves down as parts are added. */
export type Letter = {
  readonly head: LetterHead;
  readonly title: string;
  readonly pdf: PDFKit.PDFDocument;
  readonly bytes: Promise<Uint8Array>;
};

/** Options of the PDF itself; tests read the text of an uncompressed one. */
export type LetterOptions = { readonly compress?: boolean };

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('error', reject);
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
  });
}

function lines(text: string): string[] {
  return text
    .split(/\n|,\s+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function drawSender(pdf: PDFKit.PDFDocument, { creditor, language }: LetterHead): void {
  pdf.rect(0, 0, pdf.page.width, 8).fill(ink.band);
  pdf.font('Helvetica-Bold', 17).fillColor(ink.band).text(printable(creditor.name), frame.left, 34, { width: 230 });
  const contact = [creditor.phone, creditor.email].filter((value) => value !== null);
  const hours = creditor.hours === null ? [] : [creditor.hours[language]];
  pdf.font('Helvetica', 8.5).fillColor(ink.soft);
  for (const line of [creditor.legalName, ...lines(creditor.address), ...contact, ...hours]) {
    pdf.text(printable(line), { width: 230 });
  }
}

/** French windows show the right half of the page, 45 mm from the top (NF Z 11-001). */
function drawRecipient(pdf: PDFKit.PDFDocument, { debtor }: LetterHead): void {
  pdf.font('Helvetica-Bold', 10.5).fillColor(ink.text).text(printable(debtor.name), 312, 124, { width: 227 });
  pdf.font('Helvetica', 10.5);
  for (const line of debtor.address === null ? [] : lines(debtor.address)) pdf.text(printable(line), { width: 227 });
}

function openPdf(head: LetterHead, title: string, options: LetterOptions): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    margins: { top: frame.top, bottom: 0, left: frame.left, right: frame.left }, // the bottom is kept by `room`
    bufferPages: true,
    compress: options.compress ?? true,
    pdfVersion: '1.7',
    lang: localeOf(head.language),
    displayTitle: true,
    info: {
      Title: printable(title),
      Author: printable(head.creditor.legalName),
      CreationDate: new Date(`${head.on}T00:00:00Z`), // not the clock: the bytes are hashed
    },
  });
}

/** The customer number with the day, and the title, from where the text begins. */
function drawTitle(pdf: PDFKit.PDFDocument, head: LetterHead, title: string): void {
  const place = `${wording[head.language].reference} ${head.debtor.reference}  ·  ${formatDate(head.on, head.language)}`;
  pdf.font('Helvetica', 9.5).fillColor(ink.soft).text(printable(place), frame.left, pdf.y, { width: frame.width });
  pdf.moveDown(0.7);
  pdf.font('Helvetica-Bold', 17).fillColor(ink.text).text(printable(title), { width: frame.width });
  pdf.moveDown(0.5);
}

/** Opens an A4 document with its letterhead, addressee and title; the same values always give the same bytes. */
export function startLetter(head: LetterHead, title: string, options: LetterOptions = {}): Letter {
  const pdf = openPdf(head, title, options);
  const bytes = collect(pdf);
  drawSender(pdf, head);
  const senderEnd = pdf.y;
  drawRecipient(pdf, head);
  pdf.y = Math.max(senderEnd, pdf.y, 172) + 8;
  drawTitle(pdf, head, title);
  return { head, title, pdf, bytes };
}

/** Opens an A4 sheet for our own people: no letterhead and no address, so that nobody posts it; `note` says so. */
export function startSheet(head: LetterHead, title: string, note: string, options: LetterOptions = {}): Letter {
  const pdf = openPdf(head, title, options);
  const bytes = collect(pdf);
  pdf.rect(0, 0, pdf.page.width, 8).fill(ink.soft);
  pdf.font('Helvetica-Bold', 8.5).fillColor(ink.soft).text(printable(note), frame.left, 26, { width: frame.width });
  pdf.moveDown(0.5);
  drawTitle(pdf, head, title);
  return { head, title, pdf, bytes };
}

/** Goes to a new page unless `height` points are left on this one. */
export function room(letter: Letter, height: number): void {
  if (letter.pdf.y + height <= frame.bottom) return;
  letter.pdf.addPage();
  letter.pdf.rect(0, 0, letter.pdf.page.width, 8).fill(ink.band);
  letter.pdf.x = frame.left;
  letter.pdf.y = frame.top;
}

/** Adds a heading that never stays alone at the foot of a page. */
export function heading(letter: Letter, text: string): void {
  room(letter, 64);
  const { pdf } = letter;
  pdf.y += 6;
  pdf.font('Helvetica-Bold', 11.5).fillColor(ink.band).text(printable(text), frame.left, pdf.y, { width: frame.width });
  pdf.moveDown(0.25);
}

/** Adds a paragraph, whole on one page; a line feed in it starts a new line. */
export function paragraph(letter: Letter, text: string): void {
  const { pdf } = letter;
  const shown = text.split('\n').map(printable).join('\n');
  pdf.font('Helvetica', 10);
  const layout = { width: frame.width, lineGap: 1.8 };
  room(letter, pdf.heightOfString(shown, layout));
  pdf.font('Helvetica', 10).fillColor(ink.text).text(shown, frame.left, pdf.y, layout);
  pdf.moveDown(0.3);
}

/** Adds paragraphs marked by a dot, each whole on one page. */
export function bullets(letter: Letter, texts: readonly string[]): void {
  const { pdf } = letter;
  const layout = { width: frame.width - 14, lineGap: 1.6 };
  for (const text of texts) {
    const shown = printable(text);
    pdf.font('Helvetica', 10);
    room(letter, pdf.heightOfString(shown, layout));
    const top = pdf.y;
    pdf.circle(frame.left + 3, top + 5, 1.6).fill(ink.band);
    pdf
      .font('Helvetica', 10)
      .fillColor(ink.text)
      .text(shown, frame.left + 14, top, layout);
    pdf.moveDown(0.28);
  }
  pdf.x = frame.left;
}

/** Writes the foot of every page and gives the bytes of the whole document. */
export async function finishLetter(letter: Letter, marks: readonly string[] = []): Promise<Uint8Array> {
  const { pdf, head } = letter;
  const texts = wording[head.language];
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    pdf.moveTo(frame.left, 778).lineTo(frame.right, 778).lineWidth(0.5).stroke(ink.line);
    pdf.font('Helvetica', 7.5).fillColor(ink.soft);
    const foot = [`${head.creditor.legalName}  ·  ${letter.title}`, ...marks];
    foot.forEach((line, row) =>
      pdf.text(printable(line), frame.left, 784 + row * 10, { width: 400, lineBreak: false }),
    );
    pdf.text(texts.page(index + 1, count), frame.right - 80, 784, { width: 80, align: 'right', lineBreak: false });
  }
  pdf.end();
  return await letter.bytes;
}
