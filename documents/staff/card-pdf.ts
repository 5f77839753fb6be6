import { type Card, type CardPart, type Chart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import {
  finishLetter,
  heading,
  type Letter,
  type LetterHead,
  type LetterOptions,
  paragraph,
  startSheet,
} from '../letter.ts';
import { type Column, table } from '../table.ts';

const notes: Readonly<Record<Language, string>> = {
  fr: 'DOCUMENT INTERNE : ne pas envoyer au client',
  en: 'INTERNAL DOCUMENT: not to be sent to the customer',
};

type Fact = { readonly label: string; readonly value: string };

const widths = { least: 6, most: 40 } as const;
/** Of a text this much is drawn at once: rows and paragraphs stay whole on a page. Broken where a word ends, if one does. */
const atOnce = /[^]{1,1200}(?:\s|$)|[^]{1,1200}/gu;

function pieces(text: string): readonly string[] {
  return text.match(atOnce) ?? [''];
}

function drawnRows(row: readonly string[]): readonly (readonly string[])[] {
  const cells = row.map(pieces);
  const most = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => cells.map((of) => of[at] ?? ''));
}

function drawTable(letter: Letter, { header, rows, numeric }: Extract<CardPart, { part: 'table' }>): void {
  const columns = header.map((title, index): Column => {
    const longest = Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0));
    const share = Math.min(widths.most, Math.max(widths.least, longest));
    return { title, share, align: numeric.includes(index) ? 'right' : 'left' };
  });
  table(letter, columns, rows.flatMap(drawnRows));
}

/** Labels and their values; without a title, as lines. */
function drawFacts(letter: Letter, facts: readonly Fact[]): void {
  const colon = letter.head.language === 'fr' ? ' : ' : ': ';
  paragraph(letter, facts.map(({ label, value }) => `${label}${colon}${value}`).join('\n'));
}

function drawChart(letter: Letter, { title, points }: Chart): void {
  const columns: readonly Column[] = [
    { title, share: 60, align: 'left' },
    { title: '', share: 40, align: 'right' },
  ];
  table(
    letter,
    columns,
    points.map(({ label, shown }) => [label, shown]),
  );
}

function drawPart(letter: Letter, part: CardPart): void {
  switch (part.part) {
    case 'text':
      for (const piece of pieces(part.text)) paragraph(letter, piece);
      return;
    case 'facts':
      if (part.facts.length > 0) drawFacts(letter, part.facts);
      return;
    case 'table':
      drawTable(letter, part);
      return;
    case 'chart':
      drawChart(letter, part.chart);
      return;
    case 'section':
      heading(letter, part.title);
      for (const inner of part.parts) drawPart(letter, inner);
      return;
    default:
      return; // buttons and fields mean nothing on paper
  }
}

/** A card as a sheet for our own people: everything it shows, sections opened, charts as figures; nothing to press. */
export async function cardPdf(card: Card, head: LetterHead, options: LetterOptions = {}): Promise<Uint8Array> {
  const letter = startSheet(head, card.title, notes[head.language], options);
  if (card.headline !== undefined) {
    const { label, value } = card.headline;
    heading(letter, head.language === 'fr' ? `${label} : ${value}` : `${label}: ${value}`);
  }
  for (const part of card.parts) drawPart(letter, part);
  return await finishLetter(letter);
}
