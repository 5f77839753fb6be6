import { type SlotKind, type SlotValue } from '../domain/command.ts';
import { type DateContext } from './date-context.ts';
import { everyMatch } from './every-match.ts';
import { fold } from './fold.ts';
import { digitise } from './number-words.ts';
import { hasFirstPayment, readFirstAmount, withFirstPayment } from './first-payment.ts';
import { readEmail, readIban, readPhone } from './read-contact.ts';
import { readCount } from './read-count.ts';
import { readDateSpans } from './read-date.ts';
import { readDay } from './read-day.ts';
import { readDigits } from './read-digits.ts';
import { readFrequency } from './read-frequency.ts';
import { readInvoice } from './read-invoice.ts';
import { readMoney } from './read-money.ts';
import { readMonth } from './read-month.ts';
import { readReference } from './read-reference.ts';
import { readShare } from './read-share.ts';
import { readWhole } from './read-whole.ts';
import { respell } from './respell.ts';
import { spellMonths } from './spell-months.ts';
import { type Situation } from './situation.ts';
import { mask, type Span } from './span.ts';

/** What was read in a message: the values in the order they were written, and the text around them. */
export type ReadValues = {
  readonly text: string; // folded, number words in digits
  readonly spans: readonly Span[]; // by position; null values were refused
  readonly rest: string; // `text` with the spans blanked
};

const pastWords =
  /(?<![a-z])(?:(?:j ai|g|ai|avons|a ete|as|on a) ?(?:ai |a )?(?:deja |bien |tout )?(?:paye|regle|vire|envoye|verse|fait|solde|effectue|transfere|poste)e?s?|deja (?:paye|regle)e?|i(?:'ve| have)? (?:already )?(?:paid|payed|sent|made|settled|transferred|wired|cleared|posted)|(?:was|were|been|got) (?:paid|sent|made|settled|done)|a ete (?:fait|paye|regle|effectue)e?|paiement du|virement du|payment of|payment on|paid on|regle le|paye le)(?![a-z])/;

/** "En 3 fois à partir du 28" lies ahead, whatever was asked. */
const startsToPay = /(?<![a-z])(?:en \d+ (?:fois|foi)|in \d+ (?:times|parts|instalments))(?![a-z])/;

/** Whether dates without a year lie behind: the words tell of something done, or the form asks about the past. */
function preferenceOf(text: string, situation: Situation): DateContext['prefer'] {
  if (startsToPay.test(text)) return 'future';
  if (situation.flow === 'paid' || situation.flow === 'identify') return 'past';
  return pastWords.test(text) && !/(?<![a-z])(?:suis|am|'m|get|being) (?:toujours |always )?pa(?:ye|id)/.test(text)
    ? 'past'
    : 'future';
}

const futureWords =
  /(?<![a-z])(?:paierai|payerai|reglerai|verserai|virerai|enverrai|ferai|solderai|pourrai|paierons|reglerons|vais (?:payer|regler|virer|verser|envoyer|solder)|je (?:vous )?(?:paie|paye|regle|vire|verse|peux)|(?:vous )?(?:promets|engage)|le reste|will|i'll|we'll|going to|gonna|can pay|the rest)(?![a-z])/;
const clauseEdge = /[.;!?\n]|,(?! ?\d)| (?:et|mais|puis|and|but|then) /g;

/** Whether the clause around a position speaks of what is to come, whatever the rest tells: "j'ai payé 50 € et je paie le reste vendredi". */
function comes(text: string, position: number): boolean {
  const from = Math.max(0, position - 120);
  const near = text.slice(from, position + 120);
  const edges = everyMatch(near, clauseEdge).map(({ index }) => index);
  const start = edges.findLast((edge) => edge < position - from) ?? 0;
  const end = edges.find((edge) => edge > position - from) ?? near.length;
  return futureWords.test(near.slice(start, end));
}

function wants(situation: Situation, kind: SlotKind): boolean {
  return situation.pending?.kinds.includes(kind) ?? false;
}

function dateContext(text: string, situation: Situation): DateContext {
  const context = { today: situation.today, prefer: preferenceOf(text, situation) };
  return situation.month == null ? context : { ...context, daysFrom: situation.month };
}

/**
 * Reads every value of a sanitised message. Each reader sees what the ones before left, because a phone hides in an invoice
 * number, an amount in a date and a count in an amount.
 */
export function readValues(sanitised: string, situation: Situation): ReadValues {
  const text = digitise(spellMonths(respell(fold(sanitised))));
  const context = dateContext(text, situation);
  const preferAt = (position: number): DateContext['prefer'] => (comes(text, position) ? 'future' : context.prefer);
  const wantsShare = (wants(situation, 'money') || wants(situation, 'share')) && !wants(situation, 'date');
  const readers: readonly ((rest: string) => readonly Span[])[] = [
    readEmail,
    readIban,
    (rest) => readInvoice(rest, situation.invoiceNumbers),
    (rest) => readReference(rest, situation.pending?.kinds[0] === 'reference'),
    (rest) => readPhone(rest, situation.language),
    readDay,
    (rest) => (wantsShare ? readShare(rest, true) : []),
    (rest) => readDateSpans(rest, context, preferAt),
    (rest) => readMonth(rest, context, preferAt),
    readFrequency,
    (rest) => (wants(situation, 'digits') ? readDigits(rest, wants(situation, 'money')) : []),
    (rest) => readMoney(rest, situation.currency, false),
    (rest) => readFirstAmount(rest, situation.currency),
    (rest) => readCount(rest, wants(situation, 'count')),
    (rest) => readShare(rest, false),
    readWhole,
  ];
  let rest = text;
  const spans: Span[] = [];
  for (const reader of readers) {
    const found = withoutOverlap(reader(rest));
    rest = mask(rest, found);
    spans.push(...found);
  }
  spans.sort((a, b) => a.start - b.start);
  return { text, spans: withoutMonth(withFirstPayment(text, spans, situation.flow === 'plan')), rest };
}

/** Behind a first payment a month is when the rest follows, which the payday tells. */
function withoutMonth(spans: readonly Span[]): readonly Span[] {
  return hasFirstPayment(valuesOf(spans)) ? spans.filter(({ value }) => value?.kind !== 'month') : spans;
}

function withoutOverlap(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
  }
  return kept;
}

/** The values alone, in the order they were written. */
export function valuesOf(spans: readonly Span[]): readonly SlotValue[] {
  return spans.flatMap(({ value }) => (value === null ? [] : [value]));
}
