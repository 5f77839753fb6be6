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

type Finder = { readonly text: string; readonly words: readonly Word[]; readonly names: Names };

function chosenOf(key: string, { text, names }: Finder, start: number, earlier: Found | undefined): Name | undefined {
  const candidates = named(names, key);
  if (candidates.length === 0) return undefined;
  const lead = leadBefore(text, start)?.field;
  const isListed = earlier !== undefined && orElse.test(text.slice(earlier.end, start));
  return (
    candidates.find(({ field }) => field === lead) ??
    candidates.find(({ field }) => isListed && field === earlier.field) ??
    candidates.find((name) => !isEveryday(name, key))
  );
}

/** The stretch of a name with the words before that belong to it: the field's own, a negation, "à", "from". */
function placed(name: Name, text: string, from: number, end: number): Found {
  const lead = leadBefore(text, from);
  const start = lead?.field === name.field ? from - lead.length : from;
  const before = text.slice(Math.max(0, start - 40), start);
  const denied = negation.exec(before);
  const tied = place.has(name.field) ? tie.exec(before) : null;
  return { ...name, start: start - (denied ?? tied ?? [''])[0].length, end, not: denied !== null };
}

function findAt(finder: Finder, index: number, earlier: Found | undefined): Found | null {
  const { text, words, names } = finder;
  for (let count = Math.min(names.longest, words.length - index); count > 0; count -= 1) {
    const [first, last] = [words[index], words[index + count - 1]];
    if (first === undefined || last === undefined) continue;
    const written = text.slice(first.start, last.end);
    if (/[^a-z0-9 -]/.test(written)) continue; // "Lyon, > 5,000 €" is no district
    const chosen = chosenOf(placeKey(written), finder, first.start, earlier);
    if (chosen !== undefined) return placed(chosen, text, first.start, last.end);
  }
  return null;
}

function findAll(text: string, names: Names): readonly Found[] {
  const finder: Finder = { text, words: wordsOf(text), names };
  const found: Found[] = [];
  let until = 0;
  for (const [index, word] of finder.words.entries()) {
    const one = word.start < until ? null : findAt(finder, index, found.at(-1));
    if (one === null) continue;
    found.push(one);
    until = one.end;
  }
  return found;
}

/** Whether a name goes on the list of the one before: "Lyon, Paris ou Lille". */
function goesOn(one: Found, last: Found | undefined, text: string): boolean {
  return last?.field === one.field && joiner.test(text.slice(last.end, one.start));
}

/** Reads the creditor's own places, segments, sales owners, levels and currencies; several of one field are any of them. */
export function readNames(scan: Scan, names: Names): readonly Filter[] {
  const { text } = scan;
  const filters = new Map<string, { field: ChoiceField; oneOf: string[]; not: boolean }>();
  let last: Found | undefined;
  let not = false;
  for (const one of findAll(text, names)) {
    const isListed = goesOn(one, last, text);
    not = one.not || (isListed && not);
    const key = `${one.field} ${String(not)}`;
    const { oneOf } = filters.get(key) ?? { oneOf: [] };
    filters.set(key, { field: one.field, oneOf: [...oneOf.filter((value) => value !== one.value), one.value], not });
    put(scan, isListed && last !== undefined ? last.end : one.start, one.end, readMark);
    last = one;
  }
  return [...filters.values()];
}
