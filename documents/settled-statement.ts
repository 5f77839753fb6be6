import { invariant } from '../domain/errors.ts';
import { formatDate, formatMoney, formatShortDate } from '../domain/format.ts';
import { sum } from '../domain/money.ts';
import { type SettledLine } from '../domain/settled-lines.ts';
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
import { type Column, table } from './table.ts';
import { noticeWording } from './wording-notice.ts';
import { wording } from './wording.ts';

type SettledStatementValues = LetterHead & { readonly lines: readonly SettledLine[] };

function drawLines(letter: Letter, lines: readonly SettledLine[]): void {
  const { language } = letter.head;
  const { column, total } = noticeWording[language].settled;
  const columns: readonly Column[] = [
    { title: column.invoice, share: 34, align: 'left' },
    { title: column.due, share: 22, align: 'left' },
    { title: column.settled, share: 22, align: 'left' },
    { title: column.amount, share: 22, align: 'right' },
  ];
  for (const currency of [...new Set(lines.map(({ amount }) => amount.currency))].sort()) {
    const rows = lines
      .filter(({ amount }) => amount.currency === currency)
      .toSorted((a, b) => a.due.localeCompare(b.due) || a.number.localeCompare(b.number));
    const all = sum(
      rows.map(({ amount }) => amount),
      currency,
    );
    table(
      letter,
      columns,
      rows.map(({ number, due, settledOn, amount }) => [
        number,
        formatShortDate(due),
        formatShortDate(settledOn),
        formatMoney(amount, language),
      ]),
      [[total(currency), '', '', formatMoney(all, language)]],
    );
  }
}

/**
 * The PDF that says what is settled as of a day, subject to clearing; sent once payments are final. The same values give the same
 * bytes; raises INVARIANT_BROKEN when there is no line.
 */
export async function settledStatement(
  values: SettledStatementValues,
  options: LetterOptions = {},
): Promise<Uint8Array> {
  invariant(values.lines.length > 0, 'something is settled');
  const texts = noticeWording[values.language].settled;
  const letter = startLetter(values, texts.title, options);
  paragraph(letter, texts.intro(formatDate(values.on, values.language)));
  heading(letter, texts.lines);
  drawLines(letter, values.lines);
  for (const text of [texts.others, texts.returned, texts.keep]) paragraph(letter, text);
  heading(letter, wording[values.language].contact.title);
  contactPart(letter);
  return await finishLetter(letter);
}
