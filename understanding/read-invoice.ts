import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const digit = '[\\do]';
const candidate = new RegExp(
  `(?<![a-z0-9])(?:([a-z]{1,6})[ \\-_/.#:]{0,2})?(${digit}{1,8}(?:[\\-_/. ]${digit}{1,8}){0,3})(?![a-z0-9%€£$])`,
  'g',
);
const pattern = new RegExp(
  `(?<![a-z0-9])(?:(?:fa|fac|fact|inv|av|cn)[ \\-_/.]?20${digit}{2}[ \\-_/.]?${digit}{3,6}|(?:fa|fac|inv)[\\-_/. ]?${digit}{4,10})(?![a-z0-9])`,
  'g',
);
const cued = new RegExp(
  `(?<![a-z])(?:facture|invoice|bill|fact)s?(?: (?:n|no|num|numero|number|ref))?[ .:#°]{0,3}((?:20${digit}{2}[\\-_/.]${digit}{2,8})|${digit}{3,10})(?![a-z0-9%€£$]|[.,]\\d| ?(?:€|£|\\$|euros?|eur|pounds?))`,
  'g',
);
const cue =
  /(?<![a-z])(?:facture|factures|invoice|invoices|bill|la|l'|no|n|n°|numero|number|ref|reference|celle|the) ?[°.:#]{0,2} ?(?:n(?:o|um|umero)?[°.:]? ?)?$/;
const strongCue =
  /(?<![a-z])(?:facture|factures|invoice|invoices|bill|numero|number|n°|no) ?[°.:#]{0,2} ?(?:n(?:o|um|umero)?[°.:]? ?)?$/;
/** A list goes on: "les factures 88, 120 et 134". */
const listed =
  /(?<![a-z])(?:factures|invoices|bills|numeros|numbers)(?: (?:n|no|num|numero|number|ref)s?)?[ .:#°]{0,3}(?:(?:la |the )?[a-z]{0,4}[-_ ]?[\d-]{1,14} ?(?:,|et|and|&|\+) ?){1,6}(?:la |the )?$/;
const amountAfter = /^ ?(?:€|£|\$|euros?|eur|pounds?|balles|fois|x(?![a-z])|mois|jours|days)/;

/** Letters and digits only, upper case, with the letter O read as a zero: how references are compared. */
function referenceKey(reference: string): string {
  return reference
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/O/g, '0');
}

/** As it was typed, upper case; zeros for letters O among the digits, and a dash where a space was. */
function asWritten(typed: string): string {
  const [, letters = '', rest = ''] = /^([a-z]*)(.*)$/.exec(typed) ?? [];
  return letters.toUpperCase() + rest.replace(/o/g, '0').replace(/ /g, '-');
}

type Known = { readonly number: string; readonly key: string; readonly tail: string };

function describe(number: string): Known {
  return { number, key: referenceKey(number), tail: /(\d+)\D*$/.exec(number)?.[1] ?? '' };
}

function only(matches: readonly Known[]): Known | undefined {
  return matches.length === 1 ? matches[0] : undefined;
}

function partial(known: readonly Known[], digits: string, before: string, after: string): Known | undefined {
  if (amountAfter.test(after)) return undefined;
  const isListed = listed.test(before);
  const hasCue = isListed || cue.test(before);
  if (!hasCue && !/^[0o]\d{2,}/.test(digits)) return undefined;
  const key = referenceKey(digits);
  if (key.length >= 3) {
    const suffix = only(known.filter(({ key: full }) => full.endsWith(key)));
    if (suffix !== undefined) return suffix;
  }
  return isListed || strongCue.test(before)
    ? only(known.filter(({ tail }) => Number(tail) === Number(key)))
    : undefined;
}

function knownSpans(text: string, numbers: readonly string[]): Span[] {
  const known = numbers.map(describe);
  const byKey = new Map(known.map((each) => [each.key, each]));
  return everyMatch(text, candidate).flatMap((match): Span[] => {
    const [whole, letters = '', digits = ''] = match;
    const groups = digits.split(/(?<=[-_/. ])/);
    for (let count = groups.length; count > 0; count -= 1) {
      const tried = groups
        .slice(0, count)
        .join('')
        .replace(/[-_/. ]$/, '');
      const digitsAt = match.index + whole.length - digits.length;
      const end = digitsAt + tried.length;
      const full = byKey.get(referenceKey(letters + tried));
      const found =
        full ??
        byKey.get(referenceKey(tried)) ??
        partial(known, tried, text.slice(Math.max(0, digitsAt - 90), digitsAt), text.slice(end, end + 10));
      if (found !== undefined)
        return [
          { start: full === undefined ? digitsAt : match.index, end, value: { kind: 'invoice', number: found.number } },
        ];
    }
    return [];
  });
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * The invoices named in folded text: the debtor's own list first, even by their last digits ("la 0134"), written as the list
 * writes them; then what looks like an invoice number, with the separators that were typed.
 */
export function readInvoice(text: string, numbers: readonly string[]): readonly Span[] {
  const spans: Span[] = numbers.length === 0 ? [] : knownSpans(text, numbers);
  for (const shape of [pattern, cued]) {
    for (const match of everyMatch(text, shape)) {
      const typed = match[1] ?? match[0];
      const start = match.index + match[0].length - typed.length;
      const span: Span = { start, end: start + typed.length, value: { kind: 'invoice', number: asWritten(typed) } };
      if (!spans.some((other) => overlaps(other, span))) spans.push(span);
    }
  }
  return spans;
}
