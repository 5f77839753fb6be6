import { type Command, type SlotValue } from '../domain/command.ts';
import { answeredIn, isLongText } from './pending-answer.ts';
import { commandIn } from './command-words.ts';
import { contactChange } from './contact-change.ts';
import { exactAnswer } from './exact-answer.ts';
import { fold } from './fold.ts';
import { asksForHuman } from './human-words.ts';
import { detectLanguage } from './local-engine.ts';
import { type ReadValues, readValues } from './read-values.ts';
import { respell } from './respell.ts';
import { clausesOf, requestsIn } from './requests.ts';
import { safetyIn } from './safety.ts';
import { sanitise } from './sanitise.ts';
import { type Situation } from './situation.ts';
import { type Understood } from './understood.ts';

function merge(commands: readonly Command[], more: readonly Command[]): readonly Command[] {
  const useful = more.filter(
    ({ kind }) => kind === 'start' || kind === 'human' || kind === 'set' || kind === 'correct',
  );
  return [...commands, ...useful].slice(0, 4);
}

type Decision = Pick<Understood, 'commands' | 'source' | 'scores'>;

/** A few words: they are a request even where a description was asked for. */
function isShort(folded: string): boolean {
  return (folded.match(/[a-z0-9']+/g) ?? []).length <= 4;
}

/** Anything a creditor may use as a customer or invoice number: one word with a digit in it. */
const anyNumber = /^[\p{L}\p{N}](?:[\p{L}\p{N}_./-]{0,38}[\p{L}\p{N}])$/u;
const dateLike = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;
const moreLikely: ReadonlySet<string> = new Set(['date', 'invoice', 'reference', 'email', 'phone', 'money']);

/** The whole answer to the question for a number, when its shape is none of those we know: accounts number as they like. */
function loneReference(sanitised: string, read: ReadValues, { pending }: Situation): SlotValue | null {
  const typed = sanitised.trim();
  if (pending?.kinds[0] !== 'reference' || !anyNumber.test(typed) || !/\p{N}/u.test(typed)) return null;
  if (dateLike.test(typed)) return null;
  const isOther = read.spans.some(({ value }) => value !== null && moreLikely.has(value.kind));
  return isOther ? null : { kind: 'reference', reference: typed.toUpperCase() };
}

/** One clause that asks for a call, and gives no amount. */
function isCallAlone(sanitised: string, read: ReadValues, situation: Situation): boolean {
  const hasMoney = read.spans.some(({ value }) => value?.kind === 'money');
  return !hasMoney && !isLongText(sanitised, situation) && clausesOf(read).length === 1;
}

/** What the words ask for whatever question waits: new contact details, or a person. */
function askedOutright(folded: string, sanitised: string, read: ReadValues, situation: Situation): Command | null {
  const contact = isLongText(sanitised, situation) ? null : contactChange(folded, read, situation);
  const human = contact === null ? asksForHuman(folded) : null;
  // A day said with a call is the day of the call, whatever day was asked for.
  const isOutright = isShort(folded) || (human?.callback === true && isCallAlone(sanitised, read, situation));
  return human !== null && isOutright ? { kind: 'human', ...human } : contact;
}

function beyondSafety(sanitised: string, situation: Situation): Decision {
  const folded = fold(sanitised);
  const exact = exactAnswer(folded, situation);
  if (exact !== null) return { commands: [exact], source: 'exact' };
  const command = commandIn(folded);
  const read = readValues(sanitised, situation);
  if (command !== null) return { commands: [command], source: 'exact' };
  const outright = askedOutright(folded, sanitised, read, situation);
  if (outright !== null) return { commands: [outright], source: 'rules' };
  const named = loneReference(sanitised, read, situation);
  if (named !== null) return { commands: [{ kind: 'set', value: named }], source: 'answer' };
  const answered = answeredIn(read, sanitised, situation);
  if (answered !== null) return answered;
  return requestsIn(read, situation);
}

const clauseEdge = /[.;!?\n]+(?=\s|$)|, | (?:et|mais|donc|alors|and|but|so) /u;

/** What is said beside the words that call for care, which alone would hide it; all of it when they cannot be told apart. */
function besideSafety(sanitised: string): string {
  const clauses = sanitised.split(clauseEdge).filter((clause) => clause.trim() !== '');
  const others = clauses.filter((clause) => safetyIn(respell(fold(clause))) === null).map((clause) => clause.trim());
  return others.length === 0 ? sanitised : others.join(', ');
}

/** A call that somebody in distress asks for is heard even where nothing else of the message is acted on. */
function callBeside(commands: readonly Command[], folded: string): readonly Command[] {
  const isDistress = commands.some(({ kind }) => kind === 'distress');
  return isDistress && asksForHuman(folded)?.callback === true ? [{ kind: 'human', callback: true }] : [];
}

const greeting =
  /^\s*(?:bonjour|bonsoir|salut|coucou|bjr|slt|hello|hi|hey|good (?:morning|afternoon|evening))(?: (?:madame|monsieur|a tous|there))?[\s,;.!:-]+(?=\S*\p{L}{2})/iu;

/** "Bonjour, mon solde": the request is what follows the greeting. */
function withoutGreeting(sanitised: string): string {
  return sanitised.replace(greeting, '');
}

/**
 * Understands a message without any network, in order of authority: safety, exact words, an answer to the question really
 * pending, commands, then the local engine. Never fails: what is not understood is `unclear`.
 */
export function understandLocally(text: string, situation: Situation): Understood {
  const sanitised = sanitise(text);
  const found = detectLanguage(sanitised);
  const language = found;
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}?]/u.test(sanitised))
    return { commands: [{ kind: 'unclear', candidates: [] }], language: null, source: 'exact' };
  const folded = fold(sanitised);
  const safety = safetyIn(folded) ?? safetyIn(respell(folded));
  if (safety?.alone === true)
    return { commands: [...safety.commands, ...callBeside(safety.commands, folded)], language, source: 'safety' };
  const heard = safety === null ? sanitised : besideSafety(sanitised);
  const decision = beyondSafety(withoutGreeting(heard), situation);
  if (safety === null) return { ...decision, language };
  return { commands: merge(safety.commands, decision.commands), language, source: 'safety' };
}
