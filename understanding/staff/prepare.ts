import { placeKey } from '../../domain/staff/place-key.ts';
import { type StaffVocabulary } from '../../domain/staff/vocabulary.ts';
import { fold } from '../fold.ts';
import { digitise } from '../number-words.ts';
import { sanitise } from '../sanitise.ts';
import { spellMonths } from '../spell-months.ts';
import { named, type Names } from './names.ts';
import { spellMillions } from './read-amounts.ts';
import { type Scan } from './scan.ts';
import { spell } from './spelling.ts';

/** Text in guillemets or quotes is looked for as it stands. */
const quoted = /"([^"\n]{1,80})"/g;
/** Within a sentence: at its beginning every word has a capital. */
const capitalised = /(?<=[\p{L}\p{N},;:] )\p{Lu}\p{Ll}+/gu;
const ordinals: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])(?:premiere?s?|first)(?= \d)/g, 'first'],
  [/['’]/g, ' '],
  [/(?<![a-z])aujourd hui(?![a-z])/g, 'aujourdhui'],
  [/(?<=[a-z])-(?=[a-z])/g, ' '],
  [/[?!;]|\.(?!\d)|(?<!\d),|,(?!\d)/g, ' , '],
  [/ {2,}/g, ' '],
];

/** A question as readers see it: folded, spelled, its numbers in digits; and what it quotes. */
export function prepare(
  typed: string,
  names: Names,
  accounts: StaffVocabulary['accounts'],
): { readonly scan: Scan; readonly quotes: readonly string[] } {
  const clean = sanitise(typed);
  const quotes = [...clean.matchAll(quoted)].flatMap(([, words]) =>
    words === undefined || words.trim() === '' ? [] : [words.trim()],
  );
  const unquoted = fold(clean.replace(quoted, ' '));
  const proper = new Set([...clean.matchAll(capitalised)].map(([word]) => fold(word)));
  const isName = (word: string): boolean =>
    proper.has(word) || named(names, placeKey(word)).length > 0 || accounts(word).length > 0;
  const plain = ordinals.reduce((text, [pattern, by]) => text.replace(pattern, by), ` ${unquoted} `).trim();
  const text = spellMillions(digitise(spellMonths(spell(plain, isName))));
  return { scan: { text }, quotes };
}
