import { type Command } from '../domain/command.ts';
import { fold } from './fold.ts';
import { sanitise } from './sanitise.ts';
import { type ShownOption, type Situation } from './situation.ts';
import { yesOrNo } from './yes-no.ts';

const confirmation = /^[^a-z0-9]{0,5}(?:je confirme|i confirm)[^a-z0-9]{0,6}(\d{4})?[^a-z0-9]{0,5}$/;
const optionNumber =
  /^(?:(?:l'?)?(?:option|choix|choice|le|la|number|numero|n°|no) ?)?[(#]?(\d{1,2})(?:[).°]|ere?|eme|st|nd|rd|th)?(?: ?(?:svp|please|stp|merci|thanks))?[ .!)]{0,3}$/;
const ordinals: readonly RegExp[] = [
  /^(?:le |la |the )?(?:premiere?|1ere?|first|1st)(?: (?:option|choix|choice|one|solution|proposition))?[ .!]*$/,
  /^(?:le |la |the )?(?:deuxieme|seconde?|2eme|second|2nd)(?: (?:option|choix|choice|one|solution|proposition))?[ .!]*$/,
  /^(?:le |la |the )?(?:troisieme|3eme|third|3rd)(?: (?:option|choix|choice|one|solution|proposition))?[ .!]*$/,
];
const nothingMore =
  /^(?:non,? |no,? )?(?:(?:c'est|c|ce sera|cest) (?:tout|bon)|rien d'autre|rien de plus|rien|that's (?:all|it)|thats all|nothing else|nothing more)(?: merci| thanks)?[ .!]*$/;
const courtesy = /(?<![a-z])(?:merci|thanks|thank|thx)(?![a-z])/;
const keycap = /^(\d)\u20e3$/;

function plain(text: string): string {
  return fold(sanitise(text))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What options are called comes again with every prompt: it is made plain once. */
const plainNames = new Map<string, string>();
const mostNames = 5_000;

function plainName(name: string): string {
  const known = plainNames.get(name) ?? plain(name);
  if (plainNames.size >= mostNames) plainNames.clear();
  plainNames.set(name, known);
  return known;
}

function numbered(folded: string, options: readonly ShownOption[]): ShownOption | undefined {
  const ordinal = ordinals.findIndex((pattern) => pattern.test(folded));
  if (ordinal >= 0) return options[ordinal];
  const typed = optionNumber.exec(folded)?.[1] ?? keycap.exec(folded)?.[1];
  return typed === undefined ? undefined : options[Number(typed) - 1];
}

const oldest =
  /^(?:la |le |the )?(?:(?:plus )(?:vieille|ancienne)|oldest|earliest)(?: (?:facture|one|invoice|bill))?[ .!]*$/;
const newest =
  /^(?:la |le |the )?(?:(?:plus )recente|derniere|newest|latest|most recent|last)(?: (?:facture|one|invoice|bill))?[ .!]*$/;

/** Among invoices, which are listed from the oldest on. */
function byAge(folded: string, options: readonly ShownOption[]): ShownOption | undefined {
  const invoices = options.filter(({ id }) => /slot:invoice=[^*]/.test(id));
  if (oldest.test(folded)) return invoices[0];
  return newest.test(folded) ? invoices.at(-1) : undefined;
}

function named(folded: string, options: readonly ShownOption[]): ShownOption | undefined {
  const said = plain(folded);
  if (said === '') return undefined;
  const matches = options.filter(({ id, label, keywords }) =>
    [id, label, ...keywords].some((name) => plainName(name) === said),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

/** The digits typed beside the exact words of consent; null without digits, undefined when it is anything else. */
function confirmationIn(folded: string): string | null | undefined {
  const match = confirmation.exec(folded);
  return match === null ? undefined : (match[1] ?? null);
}

/** A plain yes or no; "c'est tout" is a no where something more was asked for. */
function plainAnswer(folded: string, { pending }: Situation): Command | null {
  if (pending?.freeText === true && nothingMore.test(folded)) return { kind: 'deny' };
  const answer = yesOrNo(folded);
  if (answer === null || (pending === null && courtesy.test(folded))) return null;
  return { kind: answer === 'yes' ? 'affirm' : 'deny' };
}

/**
 * An answer that needs no understanding: the exact words of consent, a number, label or keyword of the last prompt really
 * shown, a plain yes or no. Null when it is none of them.
 */
export function exactAnswer(folded: string, situation: Situation): Command | null {
  const code = confirmationIn(folded);
  if (code !== undefined && (code !== null || situation.pending?.confirm === true)) return { kind: 'confirm', code };
  const { options } = situation;
  const option = numbered(folded, options) ?? byAge(folded, options) ?? named(folded, options);
  if (option !== undefined) return { kind: 'choose', option: option.id };
  return plainAnswer(folded, situation);
}
