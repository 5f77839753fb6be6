import { formatDate, formatMoney } from '../domain/format.ts';
import { money, type Money } from '../domain/money.ts';
import { type CoveredLine } from './covered-line.ts';
import { bullets, heading, type Letter, paragraph } from './letter.ts';
import { wording } from './wording.ts';

export type AgreementPart = {
  readonly total: Money;
  readonly lines: readonly CoveredLine[];
  readonly excluded: readonly CoveredLine[]; // disputed parts left out
};

/** Adds the disputed parts that stay outside, with the rights kept on them; nothing when there is none. */
export function excludedPart(letter: Letter, excluded: readonly CoveredLine[]): void {
  if (excluded.length === 0) return;
  const { language } = letter.head;
  const texts = wording[language].agreement;
  heading(letter, texts.excluded);
  const list = excluded.map(({ invoice, amount }) => `${invoice.number}, ${formatMoney(amount, language)}`).join(' ; ');
  paragraph(letter, texts.rights(list));
}

/**
 * Adds what a confirmation means: it acknowledges exactly these sums (C. civ. 2240), replaces no invoice (C. civ. 1329, 1330),
 * may be paid early, and adds nothing to what a person owes in a private capacity.
 */
export function meaningPart(letter: Letter, { total, lines }: AgreementPart): void {
  const { language, debtor } = letter.head;
  const texts = wording[language].agreement;
  const isPrivate = debtor.kind === 'consumer' || lines.some(({ invoice }) => invoice.capacity === 'private');
  const zero = formatMoney(money(0, total.currency), language);
  heading(letter, texts.meaning);
  bullets(letter, [
    texts.acknowledges(formatMoney(total, language)),
    texts.noNovation,
    texts.early,
    isPrivate ? texts.free(zero) : texts.only,
  ]);
}

/** Adds how to change the agreement, and that an automated assistant recorded it. */
export function changePart(letter: Letter, what: string): void {
  const { language, creditor, on } = letter.head;
  const texts = wording[language].agreement;
  paragraph(letter, texts.changing(what));
  paragraph(letter, texts.recorded(creditor.name, formatDate(on, language)));
}
