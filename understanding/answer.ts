import { type Command, type SlotKind, type SlotValue } from '../domain/command.ts';
import { dateOf, partsOf } from '../domain/civil-date.ts';
import { dayOfMonth } from './date-context.ts';
import { parseAmount, readMoney } from './read-money.ts';
import { readReason } from './read-reason.ts';
import { type ReadValues } from './read-values.ts';
import { isWhole } from './read-whole.ts';
import { type PendingQuestion, type Situation } from './situation.ts';
import { readMark } from './span.ts';

const filler = new Set(
  "je j tu il on peux peut pourrais veux vais paye paie payer verser verserai paierai mettre donner faire fais regler envoyer i can could pay will would we do it let me us lets say about around environ plutot maximum max minimum min ok oui yes disons alors c est c'est it's its a au aux code le la les mon ma my is the de d of pour for svp stp merci please thanks euh hum bon ben et and seulement only juste just vers par en to in on ne que n non no s'il vous plait finalement en-fait fait actually rather instead mais but pas not numero number voici here this plus moins than more voila ce montant amount date jour day somme fois x times mensualites total me moi ca that ce sera ca-sera sera soit or ou make".split(
    ' ',
  ),
);

const corrects =
  /(?<![a-z])(?:plutot|finalement|en fait|je voulais dire|correction|je me suis trompee?|au lieu|je corrige|rectification|rather|instead|actually|i meant|i mean|make (?:it|that)|change (?:it|that|to)|correct that)(?![a-z])/;

/** What a value is called beside it: "facture FA-2026-0088 montant 1180". */
const called = new Set(
  'facture invoice bill client customer account compte dossier reference ref nee ne born'.split(' '),
);

function leftoverNumber(read: ReadValues): string | null {
  const words = read.rest
    .replaceAll(readMark, ' ')
    .split(/[ \n!?;:()"]+/)
    .filter((word) => word !== '');
  const numbers: string[] = [];
  const isNamed = namesNumber(read);
  let apart = false;
  for (const word of words) {
    const bare = word.replace(/[.,]$/, '');
    if (bare === '' || filler.has(bare) || (isNamed && called.has(bare))) {
      apart = numbers.length > 0;
      continue;
    }
    if (!/^[\d.,']+$/.test(bare) || apart) return null; // "100 ou 120" is not 100 120
    numbers.push(bare);
  }
  return numbers.length === 0 || /-\d/.test(read.rest) ? null : numbers.join(' ');
}

function bareAmount(digits: string, situation: Situation): SlotValue | null {
  const [span, ...more] = readMoney(digits, situation.currency, true);
  return span !== undefined && more.length === 0 && span.end - span.start === digits.length ? span.value : null;
}

function bareDate(day: number, situation: Situation): SlotValue | null {
  const prefer = situation.flow === 'paid' ? 'past' : 'future';
  const from = situation.month == null ? {} : { daysFrom: situation.month };
  const date = dayOfMonth(day, { today: situation.today, prefer, ...from });
  return date === null ? null : { kind: 'date', date };
}

/** A recap or a yes/no question wants no value: what comes with a value changes what was said. */
function isRecap(pending: PendingQuestion): boolean {
  const wantsCode = pending.kinds.length === 1 && pending.kinds[0] === 'digits';
  return (pending.confirm && !wantsCode) || (pending.kinds.length === 0 && pending.yesNo);
}

/** Birth dates are typed without separators too: 12041988. */
function compactDate(digits: string): SlotValue | null {
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(digits) ?? [];
  const date = dateOf(Number(year), Number(month), Number(day));
  return date === null ? null : { kind: 'date', date };
}

/** Beside other numbers, a count is small. */
const mostParts = 60;

function bareDay(digits: string, situation: Situation): SlotValue | null {
  if (/^\d{8}$/.test(digits)) return compactDate(digits);
  return situation.flow === 'identify' || !/^\d{1,2}$/.test(digits) ? null : bareDate(Number(digits), situation);
}

function bareCount(digits: string, pending: PendingQuestion): SlotValue | null {
  const most = pending.kinds.includes('money') ? mostParts : 999;
  const count = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return count >= 1 && count <= most ? { kind: 'count', count } : null;
}

/** A year alone, where a birth date may be asked for, is no amount and no attempt; an amount of that figure has its currency. */
function isBirthYear(digits: string, { flow }: Situation): boolean {
  return flow === 'identify' && /^(?:19[2-9]\d|20[01]\d)$/.test(digits);
}

function bareAs(kind: SlotKind, digits: string, pending: PendingQuestion, situation: Situation): SlotValue | null {
  switch (kind) {
    case 'money':
      return isBirthYear(digits, situation) ? null : bareAmount(digits, situation);
    case 'date':
      return bareDay(digits, situation);
    case 'count':
      return bareCount(digits, pending);
    case 'day':
      return /^(?:[1-9]|[12]\d|3[01])$/.test(digits) ? { kind, day: Number(digits) } : null;
    default:
      return null;
  }
}

/** What a number alone may be, likeliest first: "50 par semaine" is an amount, a small number beside other kinds a count. */
function likelyKinds(digits: string, read: ReadValues, { kinds }: PendingQuestion): readonly SlotKind[] {
  const isEach = read.spans.some(({ value }) => value?.kind === 'frequency');
  if (isEach && kinds.includes('money')) return ['money'];
  const isPart = Number(digits) <= mostParts && kinds.includes('count') && kinds[0] !== 'date';
  return isPart ? ['count', ...kinds] : kinds;
}

/** Whether the number of an account or of an invoice was read, so that another number beside it is an amount. */
function namesNumber({ spans }: ReadValues): boolean {
  return spans.some(({ value }) => value?.kind === 'invoice' || value?.kind === 'reference');
}

/** "Finalement 15", at terms made from an amount, is another amount. */
function correctedValue(digits: string, pending: PendingQuestion, situation: Situation): SlotValue | null {
  for (const kind of pending.said ?? []) {
    const value = bareAs(kind, digits, pending, situation);
    if (value !== null) return value;
  }
  return null;
}

/** A number alone, as the first kind the question wants that it can be; none at a recap, nor where a reference is asked for. */
function bareValue(read: ReadValues, pending: PendingQuestion, situation: Situation): SlotValue | null {
  const digits = leftoverNumber(read);
  if (digits === null) return null;
  if (isRecap(pending))
    return corrects.test(read.text) || pending.changing === true ? correctedValue(digits, pending, situation) : null;
  const wantsNumber = ['reference', 'invoice'].includes(pending.kinds[0] ?? '') && /^\d+$/.test(digits);
  if (wantsNumber && !namesNumber(read)) return null;
  for (const kind of likelyKinds(digits, read, pending)) {
    const value = bareAs(kind, digits, pending, situation);
    if (value !== null) return value;
  }
  return null;
}

/** The value as the kind that was asked for, when words allow both: "le 28" is a date or a payday. */
function asWanted(value: SlotValue, kinds: readonly SlotKind[], situation: Situation): SlotValue {
  if (value.kind === 'date' && kinds.includes('day') && !kinds.includes('date'))
    return { kind: 'day', day: partsOf(value.date).day };
  if (value.kind === 'day' && kinds.includes('date') && !kinds.includes('day')) {
    const date = dayOfMonth(value.day, { today: situation.today, prefer: 'future' });
    return date === null ? value : { kind: 'date', date };
  }
  return value;
}

const old =
  /(?<![a-z])(?:pas|et non|non pas|not|au lieu de|instead of|rather than|plutot que)(?: le| the| a| pour)? ?$/;

function withRoles(read: ReadValues, takesWhole: boolean): readonly SlotValue[] {
  return read.spans.flatMap(({ value, start }): SlotValue[] => {
    if (value === null || (isWhole(value) && !takesWhole)) return [];
    return old.test(read.text.slice(Math.max(0, start - 18), start)) ? [{ ...value, role: 'old' }] : [value];
  });
}

/** "Et si je rate un paiement ?" counts nothing; "en une fois" does. */
function isOne(value: SlotValue, { text }: ReadValues, pending: PendingQuestion): boolean {
  return (
    isRecap(pending) && value.kind === 'count' && value.count === 1 && !/(?:1 (?:fois|time)|1x|(?:en|in) 1)/.test(text)
  );
}

function valuesFor(read: ReadValues, pending: PendingQuestion, situation: Situation): readonly SlotValue[] {
  const bare = bareValue(read, pending, situation);
  const reason = pending.kinds.includes('reason') ? readReason(read.text) : null;
  const spoken = [
    ...withRoles(read, situation.flow === 'promise' || situation.flow === 'dispute').filter(
      (value) => !isOne(value, read, pending),
    ),
    ...(bare === null ? [] : [bare]),
  ];
  return [
    ...(reason === null ? [] : [{ kind: 'reason', reason } as const]),
    ...spoken.map((value) => asWanted(value, pending.kinds, situation)),
  ];
}

/** What is said of terms that do not suit: it leads to what can be changed. */
const unsuited =
  /^(?:non,? |no,? )?(?:(?:je (?:veux|voudrais|peux|souhaite) |i (?:want|need|would like) to |can i )?(?:changer|modifier|corriger|change|edit|modify)(?![a-z])|(?:c'est |ca fait |it's |that's )?(?:beaucoup |bien |way |a bit |un peu )?(?:trop(?! tard)|too (?:much|expensive|high|soon)))/;
const halfYes =
  /^(?:oui|ouais|ok|okay|d'accord|yes|yeah|yep|sure|bien sur),? (?:mais|sauf|a condition|seulement si|si|but|except|only if|if|as long as|provided)(?![a-z])/;

function wantsWords(pending: PendingQuestion): boolean {
  return !isRecap(pending) && (pending.freeText || pending.kinds.includes('text'));
}

/** Whether nothing but a value and small words was said: "demain", not "demain entre 14 h et 16 h". */
function isValueAlone(read: ReadValues): boolean {
  const words = read.rest.replaceAll(readMark, ' ').match(/[a-z0-9]+/g) ?? [];
  return words.every((word) => filler.has(word));
}

/** Whether nothing but values was said, numbers among them, and what they are called. */
export function isOnlyValues(read: ReadValues): boolean {
  const words = read.rest.replaceAll(readMark, ' ').match(/[a-z0-9]+/g) ?? [];
  return words.every((word) => filler.has(word) || called.has(word) || /^\d+$/.test(word));
}

/** The amount written without a currency beside an invoice's number: "FA-2026-0088 1 180". */
export function amountBesideInvoice(read: ReadValues, situation: Situation): SlotValue | null {
  const kinds = read.spans.flatMap(({ value }) => value?.kind ?? []);
  if (kinds.join() !== 'invoice' || !isOnlyValues(read)) return null;
  const digits = leftoverNumber(read);
  return digits === null ? null : bareAmount(digits, situation);
}

function asCommands(values: readonly SlotValue[], pending: PendingQuestion, text: string): readonly Command[] {
  const replaces = isRecap(pending) || corrects.test(text) || values.some(({ role }) => role === 'old');
  return values.slice(0, 4).map((value) => ({ kind: replaces ? 'correct' : 'set', value }));
}

/** Whether a value changes terms by itself; "trop cher par mois" only names them. */
function isNew(value: SlotValue): boolean {
  return value.kind !== 'frequency' && value.kind !== 'reason';
}

function isUnsuited(read: ReadValues, values: readonly SlotValue[], pending: PendingQuestion): boolean {
  return pending.confirm && isRecap(pending) && unsuited.test(read.text) && !values.some(isNew);
}

function isHedged(read: ReadValues, values: readonly SlotValue[], pending: PendingQuestion): boolean {
  return (isRecap(pending) || pending.yesNo) && values.length === 0 && halfYes.test(read.text);
}

/**
 * The commands that answer the pending question, with everything else that was said beside; null when nothing of what it wants
 * is there. A recap is corrected, never filled, and "oui mais" is no consent.
 */
export function answerTo(read: ReadValues, sanitised: string, situation: Situation): readonly Command[] | null {
  const { pending } = situation;
  if (pending === null) return null;
  const values = valuesFor(read, pending, situation);
  const wanted = values.some(({ kind }) => pending.kinds.includes(kind));
  if (isUnsuited(read, values, pending)) return [{ kind: 'deny' }];
  if (wantsWords(pending) && !(wanted && isValueAlone(read)))
    return [{ kind: 'set', value: { kind: 'text', text: sanitised } }];
  if (wanted || (isRecap(pending) && values.length > 0)) return asCommands(values, pending, read.text);
  return isHedged(read, values, pending) ? [{ kind: 'deny' }] : null;
}

const verbs =
  /(?<![a-z])(?:payer|paie|paye|paierai|payerai|verser|verse|verserai|envoyer|envoie|enverrai|regler|regle|reglerai|virer|vire|virerai|conteste|contester|mettre|donner|pay|paying|paid|send|transfer|dispute|contest|give|afford|deduct|owe) (?:que |only |seulement |environ |about |around |just |you |vous |deja |already )?(\d[\d.,']{0,11})(?![\w%]|[.,]\d| ?(?:fois|x|mois|jours|factures?|invoices?|days|months|times|h(?![a-z])))/;

/** An amount without a currency behind a verb of paying or contesting: "j'enverrai 200 le 10". */
export function amountAfterVerb(read: ReadValues, situation: Situation): SlotValue | null {
  const digits = verbs.exec(read.rest)?.[1]?.replace(/[.,']+$/, '');
  const amount = digits === undefined ? null : parseAmount(digits, situation.currency);
  return amount === null ? null : { kind: 'money', money: amount };
}
