import { type Command, type FlowName, type SlotKind } from '../domain/command.ts';
import { amountBesideInvoice } from './answer.ts';
import { asksForPaper } from './document-words.ts';
import { everyMatch } from './every-match.ts';
import { favourIn } from './favour-words.ts';
import { faqIn } from './faq-words.ts';
import { hasFirstPayment } from './first-payment.ts';
import { asksForHuman } from './human-words.ts';
import { commandOf, flowOf, leaving, startOf } from './intent.ts';
import { type Ranking } from './linear-model.ts';
import { rankIntents, unknownShare } from './local-engine.ts';
import { type ReadValues, valuesOf } from './read-values.ts';
import { shortRequest } from './short-requests.ts';
import { isWhole } from './read-whole.ts';
import { type Situation } from './situation.ts';
import { type Understood } from './understood.ts';

/** From where a guess is acted on, and from where it is offered as a choice; chosen on utterances nobody trained on. */
const bands = { act: 0.5, margin: 0.15, clause: 0.7, offer: 0.1, overQuestion: 0.8, unknown: 0.2 };

export type Decision = Pick<Understood, 'commands' | 'source' | 'scores'>;

function part(read: ReadValues, start: number, end: number): ReadValues {
  return {
    text: read.text.slice(start, end),
    rest: read.rest.slice(start, end),
    spans: read.spans
      .filter((span) => span.start >= start && span.end <= end)
      .map((span) => ({ ...span, start: span.start - start, end: span.end - start })),
  };
}

const boundary = /[.!?;\n]+(?= |$)|, (?!\d)| (?:et|mais|puis|ensuite|and|but|then|also|aussi|par contre|however) /g;

/** "Les factures 0088 et 0120" is one list, not two clauses. */
function joinsInvoices({ text, spans }: ReadValues, from: number, to: number): boolean {
  const invoices = spans.filter(({ value }) => value?.kind === 'invoice');
  const after = /^(?:(?:la |les |the |aussi |also |facture |invoice |n° ?)*)/.exec(text.slice(to))?.[0].length ?? 0;
  return invoices.some(({ end }) => end === from) && invoices.some(({ start }) => start === to + after);
}

/** What is said apart by full stops, commas and small words, each with the values read in it. */
export function clausesOf(read: ReadValues): readonly ReadValues[] {
  const clauses: ReadValues[] = [];
  let start = 0;
  for (const match of everyMatch(read.text, boundary)) {
    if (read.spans.some((span) => match.index > span.start && match.index < span.end)) continue;
    if (joinsInvoices(read, match.index, match.index + match[0].length)) continue;
    clauses.push(part(read, start, match.index));
    start = match.index + match[0].length;
  }
  clauses.push(part(read, start, read.text.length));
  return clauses.filter(({ text }) => /[a-z]{2}/.test(text));
}

const paying: readonly FlowName[] = ['pay', 'promise', 'plan'];
const contesting: readonly FlowName[] = ['dispute', 'missing', 'paid'];

function sameSubject(a: FlowName, b: FlowName): boolean {
  return a === b || (paying.includes(a) && paying.includes(b)) || (contesting.includes(a) && contesting.includes(b));
}

type Ask = Extract<Command, { kind: 'start' | 'human' }>;

/** A person asked for, by name or by what only a person can grant. */
function humanIn(text: string): Extract<Command, { kind: 'human' }> | null {
  const about = favourIn(text);
  if (about !== null) return { kind: 'human', callback: false, about };
  const human = asksForHuman(text);
  return human === null ? null : { kind: 'human', callback: human.callback };
}

function askIn(clause: ReadValues, situation: Situation): Ask | null {
  const human = humanIn(clause.text);
  if (human !== null) return human;
  const short = shortRequest(clause, situation);
  if (short?.kind === 'start') return short;
  if (asksForPaper(clause.text)) return startOf('document', clause, situation);
  const [best] = rankIntents(clause.text, clause.spans);
  if (best === undefined || best.score < bands.clause || !isSure([best], clause)) return null;
  const flow = flowOf(best.name);
  return flow === null ? null : startOf(flow, clause, situation);
}

function isRepeated(ask: Ask, asks: readonly Ask[]): boolean {
  return asks.some((each) =>
    each.kind === 'start' && ask.kind === 'start' ? sameSubject(each.flow, ask.flow) : each.kind === ask.kind,
  );
}

/** The values of a clause that asks nothing new belong to the request said last before it. */
function addValues(asks: readonly Ask[], clause: ReadValues): readonly Ask[] {
  const last = asks.at(-1);
  if (last?.kind !== 'start') return asks;
  return [...asks.slice(0, -1), { ...last, values: [...last.values, ...valuesOf(clause.spans)] }];
}

function isPaid(ask: Ask): boolean {
  return ask.kind === 'start' && ask.flow === 'paid';
}

/** Beside what is said to be paid, "the rest" is an amount we do not know. */
function withoutWhole(ask: Ask): Ask {
  return ask.kind === 'start' ? { ...ask, values: ask.values.filter((value) => !isWhole(value)) } : ask;
}

/** What is contested is set aside before the rest is paid, in whatever order it was said. */
function contestedFirst(asks: readonly Ask[]): readonly Ask[] {
  const isDispute = (ask: Ask): boolean => ask.kind === 'start' && ask.flow === 'dispute';
  return [...asks.filter(isDispute), ...asks.filter((ask) => !isDispute(ask))];
}

/** Several requests in one message, each with the values of its clause, in order; null when there are not two. */
function severalRequests(read: ReadValues, situation: Situation): readonly Command[] | null {
  let asks: readonly Ask[] = [];
  for (const clause of clausesOf(read)) {
    const ask = askIn(clause, situation);
    asks = ask === null || isRepeated(ask, asks) ? addValues(asks, clause) : [...asks, ask];
  }
  if (asks.length < 2) return null;
  return contestedFirst(asks.slice(0, 4)).map((ask) => (asks.some(isPaid) ? withoutWhole(ask) : ask));
}

function topFlows(ranking: Ranking): readonly FlowName[] {
  const flows = ranking.filter(({ score }) => score >= bands.offer).flatMap(({ name }) => flowOf(name) ?? []);
  return [...new Set(flows)].slice(0, 2);
}

function scoresOf(ranking: Ranking): NonNullable<Understood['scores']> {
  return ranking
    .slice(0, 3)
    .map(({ name, score }) => ({ flow: flowOf(name) ?? 'none', score: Math.round(score * 1000) / 1000 }));
}

const toPay = /(?<![a-z])(?:payer|paie|paye|regler|regle|pay|settle)(?![a-z])/;

/** An amount or an invoice to pay, and a day; a month alone. */
function isPromised(kinds: ReadonlySet<SlotKind>, text: string): boolean {
  if (kinds.has('month')) return true;
  const isAmount = kinds.has('money') || kinds.has('share');
  return kinds.has('date') && (isAmount || (kinds.has('invoice') && toPay.test(text)));
}

/** An invoice of the account is shown; before, its number says who is speaking, and an amount beside it proves it. */
function fromInvoice(read: ReadValues, situation: Situation): Command {
  if (situation.invoiceNumbers.length > 0) return startOf('invoice', read, situation);
  const ask = startOf('identify', read, situation);
  const amount = amountBesideInvoice(read, situation);
  return amount === null ? ask : { ...ask, values: [...ask.values, amount] };
}

function fromValues(read: ReadValues, situation: Situation): Command | null {
  const words = read.rest.match(/[a-z]{3,}/g) ?? [];
  if (words.length > 3) return null;
  const kinds = new Set(read.spans.flatMap(({ value }) => value?.kind ?? []));
  if (kinds.has('count') || kinds.has('frequency') || kinds.has('day')) return startOf('plan', read, situation);
  if (isPromised(kinds, read.text)) return startOf('promise', read, situation);
  if (kinds.has('reference')) return startOf('identify', read, situation);
  return kinds.has('invoice') ? fromInvoice(read, situation) : null;
}

/** Paying now, on a day or in parts: which of them the values say, whatever the words sound like. */
function isToldByValues(best: Ranking[number], second: Ranking[number], read: ReadValues): boolean {
  const isPaying = [best, second].every(({ name }) => paying.some((flow) => flow === flowOf(name)));
  return isPaying && valuesOf(read.spans).some(({ kind }) => ['date', 'month', 'count', 'frequency'].includes(kind));
}

/** Guesses need more certainty the more of their words we have never seen. */
function isSure(ranking: Ranking, read: ReadValues): boolean {
  const [best, second] = ranking;
  if (best === undefined) return false;
  const needed = bands.act + bands.unknown * unknownShare(read.text, read.spans);
  if (best.score >= needed && best.score - (second?.score ?? 0) >= bands.margin) return true;
  return (
    second !== undefined && best.score + second.score >= needed + bands.margin && isToldByValues(best, second, read)
  );
}

function courtesyOr(command: Command | null, text: string): Command | null {
  const isCourtesy = command === null || ['thanks', 'greet', 'affirm', 'bye'].includes(command.kind);
  return isCourtesy && leaving.test(text) ? { kind: 'bye' } : command;
}

function decided(commands: readonly Command[], source: Decision['source'], ranking: Ranking): Decision {
  return { commands, source, scores: scoresOf(ranking) };
}

function questionIn(read: ReadValues, best: Ranking[number] | undefined): Command | null {
  const isRequest = best !== undefined && flowOf(best.name) !== null && best.score >= bands.overQuestion;
  const faq = isRequest ? null : faqIn(read.text);
  return faq === null ? null : { kind: 'ask', faq };
}

function sureRequest(read: ReadValues, situation: Situation, ranking: Ranking): Decision | null {
  const [best] = ranking;
  const question = questionIn(read, best);
  if (question !== null) return decided([question], 'rules', ranking);
  const sureName = best !== undefined && isSure(ranking, read) ? best.name : null;
  const flow = sureName === null ? null : flowOf(sureName);
  if (flow !== null) return decided([startOf(flow, read, situation)], 'local', ranking);
  const guessed = fromValues(read, situation);
  if (guessed !== null) return decided([guessed], 'rules', ranking);
  const command = courtesyOr(sureName === null ? null : commandOf(sureName, read, situation), read.text);
  return command === null ? null : decided([command], 'local', ranking);
}

/** "200 € tout de suite et le reste en 3 fois" is one request, whatever each half sounds like alone. */
function partPayment(read: ReadValues, ranking: Ranking, situation: Situation): Command | null {
  const values = valuesOf(read.spans);
  const flow = flowOf(ranking[0]?.name ?? '');
  if (!hasFirstPayment(values) || (flow !== null && contesting.includes(flow))) return null;
  const said = values.some(({ role, kind }) => role === 'rest' || kind === 'count' || kind === 'frequency');
  return said || flow === null || !paying.includes(flow) || /acompte|deposit/.test(read.text)
    ? startOf('plan', read, situation)
    : null;
}

/** "31/02/1988" is no birth date, and no request either. */
function isRefusedAlone(read: ReadValues): boolean {
  return read.spans.length > 0 && valuesOf(read.spans).length === 0 && !/[a-z]{3}/.test(read.rest);
}

/** What a message asks for when it answers nothing pending: known short words, then the classifier in two bands. */
export function requestsIn(read: ReadValues, situation: Situation): Decision {
  const short = shortRequest(read, situation);
  if (short !== null) return { commands: [short], source: 'rules' };
  if (isRefusedAlone(read)) return { commands: [{ kind: 'unclear', candidates: [] }], source: 'rules' };
  const ranking = rankIntents(read.text, read.spans);
  const part = partPayment(read, ranking, situation);
  if (part !== null) return decided([part], 'rules', ranking);
  const several = severalRequests(read, situation);
  if (several !== null) return decided(several, 'local', ranking);
  const human = humanIn(read.text);
  if (human !== null) return decided([human], 'rules', ranking);
  if (asksForPaper(read.text)) return decided([startOf('document', read, situation)], 'rules', ranking);
  const request = sureRequest(read, situation, ranking);
  if (request !== null) return request;
  const isOutside = !/[a-z]{3}/.test(read.text) || (ranking[0]?.name === 'none' && isSure(ranking, read));
  return decided([{ kind: 'unclear', candidates: isOutside ? [] : topFlows(ranking) }], 'local', ranking);
}
