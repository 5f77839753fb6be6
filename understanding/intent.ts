import { addMonths, type CivilDate } from '../domain/civil-date.ts';
import {
  type Command,
  type DisputeReason,
  type Faq,
  faqs,
  type FlowName,
  flows,
  type SlotValue,
} from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type ReadValues, valuesOf } from './read-values.ts';
import { readReason } from './read-reason.ts';
import { dayOfMonth, endOfMonth } from './date-context.ts';
import { amountAfterVerb } from './answer.ts';
import { type Situation } from './situation.ts';
import { hasFirstPayment } from './first-payment.ts';
import { isWhole } from './read-whole.ts';
import { inTwoPayments } from './two-payments.ts';
import { paperIn } from './document-words.ts';
import { holdsOtherStop } from './stop-words.ts';

/** The flow an intent of the classifier leads to; null for commands, questions and what we do not do. */
export function flowOf(intent: string): FlowName | null {
  if (intent === 'due') return 'balance';
  return flows.find((flow) => flow === intent && flow !== 'human') ?? null;
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

const simple = new Map<string, Command>(
  Object.entries({
    greet: { kind: 'greet' },
    thanks: { kind: 'thanks' },
    bye: { kind: 'bye' },
    cancel: { kind: 'cancel' },
    deny: { kind: 'deny' },
    help: { kind: 'help' },
    'wrong-person': { kind: 'wrong-person' },
    erasure: { kind: 'ask', faq: 'erasure' },
  } satisfies Record<string, Command>),
);

const persons =
  /(?<![a-z])(?:huma|person|someone|somebody|agent|conseil|advis|quelqu|qqn|call|appel|parl|joindre|speak|talk|contact|phone|telephone|service|manager|responsable|superieur|supervisor|operat|collegue|colleague|robot|bot|machine|chef|boss|team|equipe|member|rep)/;

/** Yes by the classifier: short, without any hedge or value, and never where consent is asked. */
function softYes(read: ReadValues, situation: Situation): Command | null {
  const words = read.text.split(' ').length;
  const isPlain =
    /[a-z]{2}/.test(read.text) &&
    words <= 6 &&
    !/\d/.test(read.text) &&
    !hedges.test(read.text) &&
    read.spans.length === 0;
  return isPlain && situation.pending?.confirm !== true ? { kind: 'affirm' } : null;
}

const ceasing =
  /(?<![a-z])(?:plus(?! (?:tard|tot))|stop|arret|cess|jamais|not|don't|dont|never|no|enough|remov|delet|retir|supprim|enlev|bloqu|block|tranquille|paix|alone|harcel|harass|desabon|unsub|desinscri|refus|interdi|forbid|opt|leave|suffit|quit|end)/;
const instead =
  /(?<![a-z])(?:ecrivez|appelez|envoyez|contactez|write|call|text|email|mail|par courrier|by post|plutot|instead|before|avant|apres|after)(?:[ -](?:moi|nous|me|to me|us))?(?![a-z])/;

/** STOP by the classifier: only where the words are about writing and ceasing, and no other way is asked for. */
function softStop(text: string): Command | null {
  const isPlain = writing.test(text) && ceasing.test(text) && !holdsOtherStop(text);
  const asksOtherwise = text.includes(', ') && instead.test(text.slice(text.indexOf(', ')));
  return isPlain && !asksOtherwise ? { kind: 'stop' } : null;
}

function askedLanguage(read: ReadValues, situation: Situation): Command | null {
  const to = languageIn(read.text, situation.language);
  return to === null ? null : { kind: 'language', to };
}

const courtesies = ['greet', 'thanks', 'bye'];

/** Words by which people take leave. */
export const leaving =
  /(?<![a-z])(?:good ?bye|bye|byebye|ciao|tchao|adieu|cheers|cya|ttyl|au revoir|a bientot|see (?:you|ya|u)|bonne (?:journee|soiree)|a plus|a\+)(?![a-z])/;

/** Who does not know a number of theirs is no stranger to us. */
const ownNumber =
  /(?<![a-z])(?:(?:my|our) (?:[a-z]{2,10} )?(?:number|reference|code)|(?:mon|notre|le) (?:numero|n°|code|reference)|(?:customer|client|invoice|account) number|numero de (?:client|facture|compte))/;

/** A date or an amount is no greeting and no mere refusal, and one word alone or "la semaine prochaine" answers "when" rather than takes leave. */
function isContradicted(intent: string, { spans, text }: ReadValues): boolean {
  if (courtesies.includes(intent) && spans.length > 0) return true;
  if (intent === 'deny') return valuesOf(spans).length > 0;
  if (intent === 'cancel') return /\d/.test(text); // "finalement 15" is another amount
  if (intent === 'wrong-person') return ownNumber.test(text);
  if (intent !== 'bye') return false;
  return !leaving.test(text) && (/(?<![a-z])(?:semaine|mois|week|month)(?![a-z])/.test(text) || !text.includes(' '));
}

/** The command of an intent that starts no flow; null when the words do not carry it. */
export function commandOf(intent: string, read: ReadValues, situation: Situation): Command | null {
  if (isContradicted(intent, read)) return null;
  if (intent === 'affirm') return softYes(read, situation);
  if (intent === 'stop') return softStop(read.text);
  if (intent === 'language') return askedLanguage(read, situation);
  if (intent === 'human')
    return persons.test(read.text) && !otherLanguage.test(read.text) ? { kind: 'human', callback: false } : null;
  const faq = faqOf(intent);
  return simple.get(intent) ?? (faq === null ? null : { kind: 'ask', faq });
}

const payWords = /(?<![a-z])(?:pay|paie|regl|vers|vir|envo|solde|settle|send|transfer)/;
const planWords =
  /(?<![a-z])(?:fois|mensual|echeanc|echelon|etal|delai|plan|instal|spread|split|parts?|petit a petit|facilite|arrang|stagger|schedule|more time|extension|report|decal|postpone|delay)/;

/** "50 € tous les 25" is a plan; "payé le 28" only tells when money comes in. */
const recurring = /(?<![a-z])(?:tous les|chaque|every|each|monthly|par mois|mensuel)(?![a-z])/;

const willPay =
  /(?<![a-z])(?:(?:sera|seront|serai) (?:bien |toutes? |tous )?(?:payee?s?|reglee?s?|solde|soldee?s?|viree?s?|faite?s?|effectuee?s?)|va etre|vont etre|vais|allons|prevue?s?|programmee?s?|(?:will|to|'ll) be|scheduled|planned|going to)(?![a-z])/;

const done =
  /(?<![a-z])(?:partie?s?|envoye|poste|faite?s?|effectue|paye|regle|vire|verse|deja|already|sent|went|gone|posted|paid|made|done|settled)(?:es?)?(?![a-z])/;

type Traits = {
  readonly inParts: boolean;
  readonly later: boolean;
  readonly earlier: boolean;
  readonly invoices: number;
  readonly first: boolean;
};

function isAhead(value: SlotValue, today: CivilDate): boolean {
  return value.kind === 'day' || (value.kind === 'month' && addMonths(value.first, 1, 1) > today);
}

function isBehind(value: SlotValue, today: CivilDate): boolean {
  return value.kind === 'month' && addMonths(value.first, 1, 1) <= today;
}

function traitsOf(values: readonly SlotValue[], { text, spans }: ReadValues, today: CivilDate): Traits {
  const isOnNoDay = spans.some(({ value, of }) => value === null && of === 'date');
  const dates = values.flatMap((value) => (value.kind === 'date' ? [value.date] : []));
  return {
    inParts: values.some((value) =>
      value.kind === 'count'
        ? value.count >= 2
        : value.kind === 'frequency' || (value.kind === 'day' && recurring.test(text)),
    ),
    later: isOnNoDay || dates.some((date) => date > today) || values.some((value) => isAhead(value, today)),
    earlier: dates.some((date) => date < today) || values.some((value) => isBehind(value, today)),
    invoices: values.filter(({ kind }) => kind === 'invoice').length,
    first: hasFirstPayment(values),
  };
}

function adjustPayment(flow: FlowName, text: string, { inParts, later, earlier, first }: Traits): FlowName {
  if (first) return 'plan';
  if (flow === 'plan') return later && !inParts && payWords.test(text) && !planWords.test(text) ? 'promise' : 'plan';
  if (inParts) return 'plan';
  if (flow === 'pay') return later ? 'promise' : 'pay';
  return earlier && !later ? 'paid' : 'promise';
}

function adjustDispute(flow: 'dispute' | 'missing', reason: DisputeReason | null): FlowName {
  if (reason === null || reason === 'already-paid') return flow;
  return reason === 'number-missing' ? 'missing' : 'dispute';
}

/** A promise has a date: the next payday when only that was said. */
function paydayDate(flow: FlowName, values: readonly SlotValue[], today: CivilDate): SlotValue | null {
  const payday = values.find((value) => value.kind === 'day');
  if (flow !== 'promise' || payday === undefined || values.some(({ kind }) => kind === 'date')) return null;
  const date =
    payday.day === 31
      ? endOfMonth(0, { today, prefer: 'future' })
      : dayOfMonth(payday.day, { today, prefer: 'future' });
  return date === null ? null : { kind: 'date', date };
}

/** "Le virement part demain" is not paid yet. */
function isAnnounced(text: string, { later, earlier }: Traits): boolean {
  return later && !earlier && (willPay.test(text) || !done.test(text));
}

/** The flow once the values are taken into account: paying on a later day is a promise, in several parts a plan. */
function adjustFlow(flow: FlowName, read: ReadValues, values: readonly SlotValue[], situation: Situation): FlowName {
  const traits = traitsOf(values, read, situation.today);
  if (flow === 'pay' || flow === 'promise' || flow === 'plan') return adjustPayment(flow, read.text, traits);
  if (flow === 'paid') return isAnnounced(read.text, traits) ? 'promise' : 'paid';
  if (flow === 'invoices' && traits.invoices === 1) return 'invoice';
  if (flow === 'dispute' || flow === 'missing') return adjustDispute(flow, readReason(read.text));
  return flow;
}

/** "En entier" is of the invoice contested; "le reste" is what is paid. */
function isOfWhole(text: string, values: readonly SlotValue[]): boolean {
  return (
    !/(?<![a-z])(?:reste|rest|restant|remainder)(?![a-z])/.test(text) && !values.some(({ kind }) => kind === 'money')
  );
}

/** What a flow can take: "all of it" is a promise's, and an agreement is about one invoice or about all that is owed. */
function fitting(flow: FlowName, values: readonly SlotValue[], isAll: boolean): readonly SlotValue[] {
  const invoices = new Set(values.flatMap((value) => (value.kind === 'invoice' ? [value.number] : [])));
  const severalInvoices = (flow === 'promise' || flow === 'plan') && invoices.size > 1;
  return values.filter((value) =>
    value.kind === 'invoice' ? !severalInvoices : flow === 'promise' || isAll || !isWhole(value),
  );
}

function paperNamed(flow: FlowName, text: string): readonly SlotValue[] {
  const paper = flow === 'document' ? paperIn(text) : null;
  return paper === null ? [] : [{ kind: 'text', text: paper }];
}

/** Starts a flow with everything that was said for it, the reason of a dispute included. */
export function startOf(flow: FlowName, read: ReadValues, situation: Situation): Extract<Command, { kind: 'start' }> {
  const values: SlotValue[] = [...valuesOf(read.spans)];
  const withAmounts: readonly FlowName[] = ['pay', 'promise', 'plan', 'dispute', 'paid'];
  const amount =
    withAmounts.includes(flow) && !values.some(({ kind }) => kind === 'money')
      ? amountAfterVerb(read, situation)
      : null;
  if (amount !== null) values.unshift(amount);
  const adjusted = adjustFlow(flow, read, values, situation);
  const reason = adjusted === 'dispute' ? readReason(read.text) : null;
  const payday = paydayDate(adjusted, values, situation.today);
  if (payday !== null) values.push(payday);
  const two = adjusted === 'promise' || adjusted === 'plan' ? inTwoPayments(values, read.text) : null;
  if (two !== null) return { kind: 'start', flow: 'plan', values: two };
  if (reason !== null) values.push({ kind: 'reason', reason });
  values.push(...paperNamed(adjusted, read.text));
  const isAll = adjusted === 'dispute' && isOfWhole(read.text, values);
  return { kind: 'start', flow: adjusted, values: fitting(adjusted, values, isAll) };
}
