import { type FlowName } from '../domain/command.ts';
import { answerTo, isOnlyValues } from './answer.ts';
import { hasFirstPayment } from './first-payment.ts';
import { flowOf, startOf } from './intent.ts';
import { rankIntents } from './local-engine.ts';
import { type ReadValues, valuesOf } from './read-values.ts';
import { clausesOf, type Decision } from './requests.ts';
import { type Situation } from './situation.ts';

/** How sure the classifier must be of another flow before an answer to the pending question is taken for a new request. */
const elsewhere = 0.75;

/** What sounds like the form going on, or like an answer to it. */
const near: Readonly<Record<string, readonly string[]>> = {
  promise: ['pay', 'promise', 'plan', 'due'],
  plan: ['pay', 'promise', 'plan', 'due'],
  pay: ['pay', 'promise'],
  dispute: ['dispute', 'missing', 'paid', 'document', 'invoice', 'invoices'],
  missing: ['dispute', 'missing', 'document', 'invoice', 'invoices'],
  paid: ['paid', 'pay', 'promise'],
  identify: ['invoice', 'invoices', 'identify', 'balance', 'paid', 'promise'],
};

/** "En 3 fois à partir du 28": how somebody would pay, which proves nobody. */
function saysHowToPay({ text, spans }: ReadValues): boolean {
  return (
    /(?<![a-z])(?:fois|foi|times|mensualites|instalments)(?![a-z])/.test(text) &&
    valuesOf(spans).some(({ kind }) => kind === 'count')
  );
}

/** Whether words can only be about the form going on. */
function belongsHere(read: ReadValues, { flow }: Situation): boolean {
  if (!/[a-z]{3}/.test(read.rest)) return true;
  if (flow === 'identify') return isOnlyValues(read) && !saysHowToPay(read);
  return flow === 'plan' && hasFirstPayment(valuesOf(read.spans));
}

/** The other flow that words ask for, whatever question is pending; null when they stay with it. */
function flowElsewhere(read: ReadValues, situation: Situation): FlowName | null {
  if (belongsHere(read, situation)) return null;
  if (situation.flow === 'identify' && saysHowToPay(read)) return 'plan';
  const [best] = rankIntents(read.text, read.spans);
  const flow = best === undefined ? null : flowOf(best.name);
  if (best === undefined || flow === null || best.score < elsewhere) return null;
  const flowNow = situation.flow ?? 'identify';
  return (near[flowNow] ?? [flowNow]).includes(best.name) ? null : flow;
}

/** "Rien n'a été livré et je paie le reste vendredi": one clause answers, another asks for something else. */
function answerAndRequest(read: ReadValues, situation: Situation): Decision | null {
  const { pending } = situation;
  const clauses = clausesOf(read);
  if (pending === null || pending.confirm || pending.freeText || clauses.length < 2) return null;
  const told = clauses.map((clause) => ({ clause, flow: flowElsewhere(clause, situation) }));
  const asks = told.flatMap(({ clause, flow }) => (flow === null ? [] : [startOf(flow, clause, situation)]));
  const answers = told.flatMap(({ clause, flow }) => (flow === null ? (answerTo(clause, '', situation) ?? []) : []));
  if (asks.length === 0 || answers.length === 0) return null;
  return { commands: [...answers, ...asks].slice(0, 4), source: 'answer' };
}

/** Someone asked to describe something does it in their words, which may sound like any request. */
export function isLongText(sanitised: string, { pending }: Situation): boolean {
  return pending?.freeText === true && (sanitised.match(/\S+/g) ?? []).length > 6;
}

/** What answers the pending question, with what else was asked for; null when the words are about something else. */
export function answeredIn(read: ReadValues, sanitised: string, situation: Situation): Decision | null {
  const both = answerAndRequest(read, situation);
  if (both !== null) return both;
  const answer = answerTo(read, sanitised, situation);
  if (answer === null) return null;
  const isRefusal = answer[0]?.kind === 'deny';
  return isRefusal || isLongText(sanitised, situation) || flowElsewhere(read, situation) === null
    ? { commands: answer, source: 'answer' }
    : null;
}
