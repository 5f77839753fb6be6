import { type Command, type Faq, faqs, type FlowName, flows, type SlotValue } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type ReadValues } from './read-values.ts';
import { readReason } from './read-reason.ts';
import { amountAfterVerb } from './answer.ts';
import { type Situation } from './situation.ts';

const aliases: Readonly<Record<string, FlowName>> = { due: 'balance' };

/** The flow an intent of the classifier leads to; null for commands, questions and what we do not do. */
export function flowOf(intent: string): FlowName | null {
  return aliases[intent] ?? flows.find((flow) => flow === intent && flow !== 'human') ?? null;
}

function faqOf(intent: string): Faq | null {
  return faqs.find((faq) => faq === intent) ?? null;
}

const hedges =
  /(?<![a-z])(?:mais|but|pas|ne|n'|non|no|not|sauf|except|si|if|don't|however|though|jamais|never|sans|without|only|seulement|plutot|rather|can't|won't|isn't)(?![a-z])/;
const writing =
  /(?<![a-z])(?:message|sms|texto|text|contact|ecri|appel|mail|call|numero|number|list|recevoir|receiv|tranquille|alone|harass|harcel|stop|desabon|desinscri|unsubscribe|bother|writ|opt|paix|phone|communic)/;
const otherLanguage =
  /(?<![a-z])(?:spanish|german|italian|arabic|chinese|mandarin|dutch|russian|japanese|portuguese|polish|hindi|korean|espagnol|allemand|italien|arabe|chinois|neerlandais|russe|japonais|portugais|polonais|turc|turkish)/;

function languageIn(text: string, current: Language): Language | null {
  const [english, french] = [/(?<![a-z])(?:english|anglais)/.test(text), /(?<![a-z])(?:french|francais)/.test(text)];
  if (otherLanguage.test(text) && !english && !french) return null;
  if (english !== french) return english ? 'en' : 'fr';
  return current === 'fr' ? 'en' : 'fr';
}

const simple: Readonly<Record<string, Command>> = {
  greet: { kind: 'greet' },
  thanks: { kind: 'thanks' },
  bye: { kind: 'bye' },
  cancel: { kind: 'cancel' },
  help: { kind: 'help' },
  'wrong-person': { kind: 'wrong-person' },
  human: { kind: 'human', callback: false },
  erasure: { kind: 'ask', faq: 'erasure' },
};

/** The command of an intent that starts no flow; null when the words do not carry it. */
export function commandOf(intent: string, read: ReadValues, situation: Situation): Command | null {
  if (intent === 'affirm')
    return hedges.test(read.text) || read.spans.length > 0 || situation.pending?.confirm === true
      ? null
      : { kind: 'affirm' };
  if (intent === 'deny') return { kind: 'deny' };
  if (intent === 'stop') return writing.test(read.text) ? { kind: 'stop' } : null;
  if (intent === 'language') {
    const to = languageIn(read.text, situation.language);
    return to === null ? null : { kind: 'language', to };
  }
  const faq = faqOf(intent);
  return simple[intent] ?? (faq === null ? null : { kind: 'ask', faq });
}

const payWords = /(?<![a-z])(?:pay|paie|regl|vers|vir|envo|solde|settle|send|transfer)/;
const planWords =
  /(?<![a-z])(?:fois|mensual|echeanc|echelon|etal|delai|plan|instal|spread|split|parts?|petit a petit|facilite|arrang|stagger|schedule|more time|extension|report|decal|postpone|delay)/;

/** The flow once the values are taken into account: paying on a later day is a promise, in several parts a plan. */
export function adjustFlow(
  flow: FlowName,
  read: ReadValues,
  values: readonly SlotValue[],
  situation: Situation,
): FlowName {
  const has = (kind: SlotValue['kind']): boolean => values.some((value) => value.kind === kind);
  const inParts = values.some((value) => value.kind === 'count' && value.count >= 2) || has('frequency') || has('day');
  const later = values.some((value) => value.kind === 'date' && value.date > situation.today);
  const earlier = values.some((value) => value.kind === 'date' && value.date < situation.today);
  if ((flow === 'pay' || flow === 'promise') && inParts) return 'plan';
  if (flow === 'pay' && later) return 'promise';
  if (flow === 'plan' && later && !inParts && payWords.test(read.text) && !planWords.test(read.text)) return 'promise';
  if (flow === 'promise' && earlier && !later) return 'paid';
  if (flow === 'invoices' && values.filter(({ kind }) => kind === 'invoice').length === 1) return 'invoice';
  if (flow === 'dispute' && readReason(read.text) === 'number-missing') return 'missing';
  return flow;
}

/** Starts a flow with everything that was said for it, the reason of a dispute included. */
export function startOf(flow: FlowName, read: ReadValues, situation: Situation): Command {
  const values: SlotValue[] = read.spans.flatMap(({ value }) => (value === null ? [] : [value]));
  const withAmounts: readonly FlowName[] = ['pay', 'promise', 'plan', 'dispute', 'paid'];
  const amount =
    withAmounts.includes(flow) && !values.some(({ kind }) => kind === 'money')
      ? amountAfterVerb(read, situation)
      : null;
  if (amount !== null) values.unshift(amount);
  const adjusted = adjustFlow(flow, read, values, situation);
  const reason = adjusted === 'dispute' ? readReason(read.text) : null;
  if (reason !== null) values.push({ kind: 'reason', reason });
  return { kind: 'start', flow: adjusted, values };
}
