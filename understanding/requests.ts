import { type Command, type FlowName } from '../domain/command.ts';
import { faqIn } from './faq-words.ts';
import { commandOf, flowOf, startOf } from './intent.ts';
import { type Ranking } from './linear-model.ts';
import { rankIntents } from './local-engine.ts';
import { type ReadValues } from './read-values.ts';
import { shortRequest } from './short-requests.ts';
import { type Situation } from './situation.ts';
import { type Understood } from './understood.ts';

/** From where a guess is acted on, and from where it is offered as a choice; chosen on utterances nobody trained on. */
const bands = { act: 0.5, margin: 0.15, clause: 0.7, offer: 0.2 };

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

function clausesOf(read: ReadValues): readonly ReadValues[] {
  const clauses: ReadValues[] = [];
  let start = 0;
  for (const match of read.text.matchAll(boundary)) {
    if (read.spans.some((span) => match.index > span.start && match.index < span.end)) continue;
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

type Start = Extract<Command, { kind: 'start' }>;

/** Several requests in one message, in order; a clause that asks nothing new adds its values to the request before it. */
function startsIn(clauses: readonly ReadValues[], situation: Situation): readonly Start[] {
  const starts: Start[] = [];
  for (const clause of clauses) {
    const [best] = rankIntents(clause.text, clause.spans);
    const flow = best !== undefined && best.score >= bands.clause ? flowOf(best.name) : null;
    const start = flow === null ? null : (startOf(flow, clause, situation) as Start);
    const known = start === null ? starts.at(-1) : starts.find((each) => sameSubject(each.flow, start.flow));
    if (start !== null && known === undefined) starts.push(start);
  }
  return starts;
}

/** Every value goes to the request of its clause; values before the first request go to the first. */
function severalRequests(read: ReadValues, situation: Situation): readonly Command[] | null {
  const clauses = clausesOf(read);
  if (clauses.length < 2) return null;
  const starts = startsIn(clauses, situation);
  if (starts.length < 2) return null;
  return starts.slice(0, 4);
}

function topFlows(ranking: Ranking): readonly FlowName[] {
  const flows = ranking.filter(({ score }) => score >= bands.offer / 2).flatMap(({ name }) => flowOf(name) ?? []);
  return [...new Set(flows)].slice(0, 2);
}

function scoresOf(ranking: Ranking): NonNullable<Understood['scores']> {
  return ranking
    .slice(0, 3)
    .map(({ name, score }) => ({ flow: flowOf(name) ?? 'none', score: Math.round(score * 1000) / 1000 }));
}

function fromValues(read: ReadValues, situation: Situation): Command | null {
  const words = read.rest.match(/[a-z]{3,}/g) ?? [];
  if (words.length > 3) return null;
  const kinds = new Set(read.spans.flatMap(({ value }) => value?.kind ?? []));
  if (kinds.has('count') || kinds.has('frequency') || kinds.has('day')) return startOf('plan', read, situation);
  if (kinds.has('money') && kinds.has('date')) return startOf('promise', read, situation);
  if (kinds.has('reference')) return startOf('identify', read, situation);
  if (kinds.has('invoice'))
    return startOf(situation.invoiceNumbers.length > 0 ? 'invoice' : 'identify', read, situation);
  return null;
}

/** What a message asks for when it answers nothing pending: known short words, then the classifier in two bands. */
export function requestsIn(read: ReadValues, situation: Situation): Decision {
  const short = shortRequest(read, situation);
  if (short !== null) return { commands: [short], source: 'rules' };
  const ranking = rankIntents(read.text, read.spans);
  const scores = scoresOf(ranking);
  const [best, second] = ranking;
  if (best === undefined) return { commands: [{ kind: 'unclear', candidates: [] }], source: 'local' };
  const several = severalRequests(read, situation);
  if (several !== null) return { commands: several, source: 'local', scores };
  const sure = best.score >= bands.act && best.score - (second?.score ?? 0) >= bands.margin;
  const flow = flowOf(best.name);
  const faq = faqIn(read.text);
  if (faq !== null && !(flow !== null && best.score >= 0.8))
    return { commands: [{ kind: 'ask', faq }], source: 'rules', scores };
  if (sure && flow !== null) return { commands: [startOf(flow, read, situation)], source: 'local', scores };
  const guessed = fromValues(read, situation);
  if (guessed !== null) return { commands: [guessed], source: 'rules', scores };
  const command = sure ? commandOf(best.name, read, situation) : null;
  if (command !== null) return { commands: [command], source: 'local', scores };
  const candidates = best.name === 'none' && sure ? [] : topFlows(ranking);
  return { commands: [{ kind: 'unclear', candidates }], source: 'local', scores };
}
