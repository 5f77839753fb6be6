import { monthOf } from './date-words.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const joined = /(?<![a-z0-9])([a-z]{2,5})[-_]?([\do]{4,8})(?![a-z0-9])/g;
const cued =
  /(?<![a-z])(?:clients?|customer|reference|ref|account|compte|dossier|numero|number)(?: (?:no|num|numero|number|is|est))?[ :.#°]{1,3}(?:c'est |is |est )?([a-z]{2,5}) ([\do]{3,8})(?![a-z0-9])/g;
const spaced = /(?<![a-z0-9])([a-z]{2,5}) ([\do]{3,8})(?![a-z0-9])/g;

/** Beginnings that are invoices, currencies or words, never a customer number. */
const other = new Set([
  'fa',
  'fac',
  'fact',
  'inv',
  'av',
  'cn',
  'eur',
  'usd',
  'gbp',
  'chf',
  'cad',
  'les',
  'sur',
  'pour',
  'de',
  'des',
  'the',
  'par',
  'code',
  'rcs',
  'siren',
  'ref',
  'no',
  'du',
  'au',
  'en',
  'le',
  'la',
  'for',
  'and',
  'pay',
  'paye',
  'et',
  'ou',
  'est',
  'is',
  'of',
  'my',
  'mon',
  'avec',
  'with',
  'only',
]);

/** Customer numbers such as LUM-1001, upper case; with a space only when `wanted` or called a reference. */
export function readReference(text: string, wanted: boolean): readonly Span[] {
  const shapes = wanted ? [joined, spaced] : [joined, cued];
  return shapes.flatMap((shape) =>
    everyMatch(text, shape).flatMap((match): Span[] => {
      const [whole, letters = '', digits = ''] = match;
      if (other.has(letters) || monthOf(letters) > 0) return [];
      const length = letters.length + 1 + digits.length;
      const start = shape === cued ? match.index + whole.length - length : match.index;
      const reference = `${letters.toUpperCase()}-${digits.replace(/o/g, '0')}`;
      return [{ start, end: match.index + whole.length, value: { kind: 'reference', reference } }];
    }),
  );
}
