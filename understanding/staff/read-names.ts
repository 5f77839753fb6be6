import { placeKey } from '../../domain/staff/place-key.ts';
import { type ChoiceField, type Filter } from '../../domain/staff/query.ts';
import { everyMatch } from '../every-match.ts';
import { readMark } from '../span.ts';
import { fieldLeads, kindWords } from './choice-words.ts';
import { fillers } from './filler-words.ts';
import { type Name, named, type Names } from './names.ts';
import { put, type Scan } from './scan.ts';

type Word = { readonly text: string; readonly start: number; readonly end: number };
type Found = Name & { readonly start: number; readonly end: number; readonly not: boolean };

const place = new Set<ChoiceField>(['city', 'region']);
const leads = Object.entries(fieldLeads).map(([field, source]) => ({
  field: field as ChoiceField,
  pattern: new RegExp(`(?<![a-z])(?:${source})(?: (?:de|d|du|des|la|le|l|is|est|:|of|in))*[ :]*$`),
}));
const negation =
  /(?<![a-z])(?:sauf|hors|excepte|except(?: for)?|excluding|not|pas|without|sans|other than|autres? que|outside|but not|mais pas)(?: (?:a|au|aux|en|de|d|du|des|la|le|les|l|in|at|from|the|ceux|celles|those|chez|ones|segments?|villes?|cities|regions?|owner|commercial|niveau|level|currency|devise))* ?$/;
const tie =
  /(?<![a-z])(?:(?:a|au|aux|en|de|d|du|des|la|le|l|in|at|from|of|near|chez|around|region|sur|pour|for|dans|ceux|celles|les|the|se trouvant|based|located|situes?|bases?|par|by) )+$/;
const joiner = /^[ ,]*(?:et|ou|and|or|&|\/|,)?[ ,]*(?:(?:de|d|a|in|from|en|la|le|not|pas) )*$/;
const orElse = /^ ?,? ?(?:et|ou|and|or) (?:(?:de|d|en|la|le|les) )*$/;
/** Values that are also everyday words are values only behind the name of their field. */
const everyday = new Set(['level', 'currency']);

const kinds = new RegExp(`^(?:${kindWords.map(([, source]) => source).join('|')})$`);

function isEveryday(name: Name, key: string): boolean {
  return (
    everyday.has(name.field) ||
    fillers.has(key) ||
    (name.field === 'segment' && kinds.test(key)) ||
    key.length < 3 ||
    /^\d+$/.test(key)
  );
}

function wordsOf(text: string): readonly Word[] {
  return everyMatch(text, /[a-z0-9]+/g).map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

function leadBefore(text: string, start: number): { field: ChoiceField; length: number } | null {
  const before = text.slice(Math.max(0, start - 40), start);
  for (const { field, pattern } of leads) {
    const match = pattern.exec(before);
    if (match !== null) return { field, length: match[0].length };
  }
  return null;
}

function findAt(
  text: string,
  words: readonly Word[],
  index: number,
  names: Names,
  earlier: Found | undefined,
): Found | null {
  for (let count = Math.min(names.longest, words.length - index); count > 0; count -= 1) {
    const [first, last] = [words[index], words[index + count - 1]];
    if (first === undefined || last === undefined) continue;
    const written = text.slice(first.start, last.end);
    if (/[^a-z0-9 -]/.test(written)) continue; // "Lyon, > 5,000 €" is no district
    const key = placeKey(written);
    const candidates = named(names, key);
    if (candidates.length === 0) continue;
    const lead = leadBefore(text, first.start);
    const chosen =
      candidates.find(({ field }) => field === lead?.field) ??
      candidates.find(({ field }) => field === earlier?.field && orElse.test(text.slice(earlier.end, first.start))) ??
      candidates.find((name) => !isEveryday(name, key));
    if (chosen === undefined) continue;
    const start = first.start - (lead !== null && lead.field === chosen.field ? lead.length : 0);
    const before = text.slice(Math.max(0, start - 40), start);
    const [denied, tied] = [negation.exec(before), place.has(chosen.field) ? tie.exec(before) : null];
    return {
      ...chosen,
      start: start - (denied?.[0].length ?? tied?.[0].length ?? 0),
      end: last.end,
      not: denied !== null,
    };
  }
  return null;
}

/** Reads the creditor's own places, segments, sales owners, levels and currencies; several of one field are any of them. */
export function readNames(scan: Scan, names: Names): readonly Filter[] {
  const words = wordsOf(scan.text);
  const found: Found[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const one = findAt(scan.text, words, index, names, found.at(-1));
    if (one === null) continue;
    found.push(one);
    while (index + 1 < words.length && (words[index + 1]?.start ?? 0) < one.end) index += 1;
  }
  const joined = found.map((one, index) => {
    const last = found[index - 1];
    const isJoined =
      last !== undefined && last.field === one.field && joiner.test(scan.text.slice(last.end, one.start));
    return { ...one, joined: isJoined };
  });
  const filters = new Map<string, { field: ChoiceField; oneOf: string[]; not: boolean }>();
  let not = false;
  for (const one of joined) {
    not = one.not || (one.joined && not);
    const key = `${one.field} ${String(not)}`;
    const filter = filters.get(key);
    if (filter === undefined) filters.set(key, { field: one.field, oneOf: [one.value], not });
    else if (!filter.oneOf.includes(one.value)) filter.oneOf.push(one.value);
  }
  const original = scan.text;
  for (const { start, end } of found) put(scan, start, end, readMark);
  for (const [index, one] of joined.entries()) {
    const last = joined[index - 1];
    if (one.joined && last !== undefined && original.slice(last.end, one.start) !== '')
      put(scan, last.end, one.start, readMark);
  }
  return [...filters.values()];
}
