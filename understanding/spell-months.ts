import { monthOf } from './date-words.ts';
import { isOneEditAway } from './one-edit.ts';

const names =
  'janvier january fevrier february mars march avril april juin june juillet july aout august septembre september octobre october novembre november decembre december'.split(
    ' ',
  );

/** One edit away from a month, and words of their own: "le 12 mais", "100 tout de suite", "3 jeunes". */
const words = new Set(
  'mais mains marc mark marks mare mares mari marie marche match marsh marshy mats maes jeune jeunes juge juges jun join joins jolly about ajout atout tout aouter matin jume tune dune'.split(
    ' ',
  ),
);

/** The month a mistyped word means; the word itself when it means none, or two. */
function corrected(typed: string): string {
  if (monthOf(typed) > 0 || words.has(typed)) return typed;
  const near = names.filter((name) => name.startsWith(typed.charAt(0)) && isOneEditAway(typed, name));
  const [first] = near;
  return first !== undefined && new Set(near.map(monthOf)).size === 1 ? first : typed;
}

const behind =
  /((?<![\w.,])\d{1,2}(?:er|eme|e|st|nd|rd|th)?[ /-]?(?:de |d'|of )?|(?<![a-z])(?:en|in|fin|debut|mi|mois de|mois d'|end of|early|late|courant|premier|first) (?:de |d'|of )?)([a-z]{4,10})(?![a-z])/g;
const before = /(?<![a-z'])([a-z]{4,10})(?= (?:the )?\d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?(?![\w.,]))/g;

/** Folded text with mistyped months spelled right, where a month can be: beside a day, or behind "en", "in", "fin de". */
export function spellMonths(folded: string): string {
  return folded
    .replace(behind, (_whole, lead: string, word: string) => lead + corrected(word))
    .replace(before, (word) => corrected(word));
}
