import { partsOf } from '../domain/civil-date.ts';
import { type SlotValue } from '../domain/command.ts';
import { type Currency } from '../domain/money.ts';
import { everyMatch } from './every-match.ts';
import { parseAmount } from './read-money.ts';
import { type Span } from './span.ts';

const now =
  "(?:tout de suite|maintenant|comptant|immediatement|aujourd'?hui|auj|ajd|right away|straight away|right now|now|immediately|today)";
const nowWords = new RegExp(`(?<![a-z])${now}(?![a-z])`);
const firstWords =
  /(?<![a-z])(?:acompte|d'abord|premier (?:versement|paiement|reglement)|pour commencer|up ?front|down[ -]?payment|deposit|first payment|to (?:start|begin) with|first(?= and))(?![a-z])/;
const restWords =
  /(?<![a-z])(?:(?:le |la |du )?(?:reste|restant)|le solde|the (?:rest|remainder|balance)|remaining|l'autre moitie|the other half)(?![a-z])/;
const laterWords =
  /(?<![a-z])(?:mois prochain|semaine prochaine|plus tard|apres|ensuite|next (?:month|week)|later|afterwards|in (?:a|1) month|dans un mois|a month later)(?![a-z])/;
const clauseEdge = /[.;!?\n]|,(?! ?\d)| (?:et|mais|puis|ensuite|and|but|then) /g;
const bare = '(?<![\\w.,/-])(\\d[\\d.,]{0,9})';
const bareFirst = new RegExp(
  `${bare} (?:${now}(?![a-z])|d'acompte|d'abord|up ?front|down(?![a-z]))|(?<=(?:acompte de|premier versement de|deposit of|down[ -]?payment of) )${bare}(?![\\w%]|[.,]\\d)`,
  'g',
);

/** An amount without a currency that only a first payment can be: "200 tout de suite", "un acompte de 150". */
export function readFirstAmount(text: string, currency: Currency): readonly Span[] {
  return everyMatch(text, bareFirst).flatMap((match): readonly Span[] => {
    const digits = (match[1] ?? match[2] ?? '').replace(/[.,]+$/, '');
    const amount = digits === '' ? null : parseAmount(digits, currency);
    if (amount === null) return [];
    return [{ start: match.index, end: match.index + digits.length, value: { kind: 'money', money: amount } }];
  });
}

type Clause = { readonly from: number; readonly to: number; readonly words: string; readonly follows: boolean };

function clausesOf(text: string): readonly Clause[] {
  const edges = everyMatch(text, clauseEdge).map(({ index, 0: edge }) => ({ index, edge, end: index + edge.length }));
  return [null, ...edges].map((before, at) => {
    const [from, to] = [before?.end ?? 0, edges[at]?.index ?? text.length];
    const words = text.slice(from, to);
    return { from, to, words, follows: restWords.test(words) || /puis|ensuite|then/.test(before?.edge ?? '') };
  });
}

function within(span: Span, { from, to }: Clause): boolean {
  return span.start >= from && span.start < to;
}

function isAmount(value: SlotValue | null): boolean {
  return value?.kind === 'money' || (value?.kind === 'share' && value.numerator < value.denominator);
}

const pastWords =
  /(?<![a-z])(?:ai|avons|a ete|deja|already|have|'ve|i|we) (?:deja |already |bien )?(?:paye|regle|verse|vire|envoye|paid|sent)e?(?![a-z])/;

function firstIn(clause: Clause, inParts: boolean): 'first' | 'now' | null {
  if (pastWords.test(clause.words)) return null;
  if (inParts && nowWords.test(clause.words)) return 'now';
  return firstWords.test(clause.words) ? (nowWords.test(clause.words) ? 'now' : 'first') : null;
}

/** "Le reste le mois prochain" is one more payment, though no number says so. */
function restOnce(clause: Clause | undefined, spans: readonly Span[]): Span | null {
  if (clause === undefined) return null;
  const inside = spans.filter((span) => within(span, clause)).map(({ value }) => value?.kind);
  const isCut = inside.some((kind) => kind === 'count' || kind === 'frequency' || kind === 'money');
  const isLater = laterWords.test(clause.words) || inside.includes('date') || inside.includes('month');
  return isCut || !isLater
    ? null
    : { start: clause.to, end: clause.to, value: { kind: 'count', count: 1, role: 'rest' } };
}

/** What is said of the rest: how many payments, and behind a payment made now their day of the month. */
function ofRest(span: Span, isNow: boolean): Span {
  const { value } = span;
  if (value?.kind === 'count') return { ...span, value: { ...value, role: 'rest' } };
  return isNow && value?.kind === 'date' ? { ...span, value: { kind: 'day', day: partsOf(value.date).day } } : span;
}

/**
 * Tells the first payment from the others: "200 € tout de suite et le reste en 3 fois" has 200 € now, and 3 times for the
 * rest. `inPlan` when a plan is talked about anyway, so that "150 € tout de suite" is enough.
 */
export function withFirstPayment(text: string, spans: readonly Span[], inPlan: boolean): readonly Span[] {
  const clauses = clausesOf(text);
  const rest = clauses.find(({ follows }) => follows);
  const inParts = inPlan || rest !== undefined || spans.some(({ value }) => value?.kind === 'count');
  const roles = new Set<string>();
  const firsts = clauses.flatMap((clause) => {
    const role = firstIn(clause, inParts);
    return role === null ? [] : [{ clause, role }];
  });
  const told = spans.map((span): Span => {
    const role = isAmount(span.value) ? firsts.find(({ clause }) => within(span, clause))?.role : undefined;
    if (role === undefined || span.value === null) return span;
    roles.add(role);
    return { ...span, value: { ...span.value, role } };
  });
  if (roles.size === 0 || rest === undefined) return told;
  const counted = told.map((span) => (within(span, rest) ? ofRest(span, roles.has('now')) : span));
  const once = restOnce(rest, told);
  return once === null ? counted : [...counted, once];
}

/** Whether the values hold a first payment beside others. */
export function hasFirstPayment(values: readonly SlotValue[]): boolean {
  return values.some(({ role }) => role === 'first' || role === 'now');
}
