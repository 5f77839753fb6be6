import { partsOf } from '../domain/civil-date.ts';
import { type SlotValue } from '../domain/command.ts';
import { absoluteRules } from './date-absolute.ts';
import { type DateContext } from './date-context.ts';
import { nthRules } from './date-nth.ts';
import { relativeRules } from './date-relative.ts';
import { everyMatch } from './every-match.ts';
import { mask, type Span } from './span.ts';

const until =
  /(?<![a-z])(?:avant|avant le|d'ici|d'ici le|d'ici au|d'ici a|jusqu'au|jusqu'a|au plus tard|au plus tard le|before|by|until|till|no later than|sous|within)(?: l[ea]?'?| the)? ?$/;
const from =
  /(?<![a-z])(?:pas avant|pas avant le|not before|not until|apres|apres le|after|passe le|a partir|a partir de|a partir du|a compter|a compter de|a compter du|des|des le|depuis|depuis le|from|starting|starting on|starting from|as of|beginning|en commencant|en commencant le)(?: le| the)? ?$/;
const untilInside = /^(?:d'ici|sous|by|before|until|within|till)/;
const fromInside = /^(?:from|des le|du )/;

function role(text: string, start: number, whole: string): { role?: 'from' | 'until' } {
  const before = text.slice(Math.max(0, start - 24), start);
  const isNotBefore = /(?<![a-z])(?:pas avant|not (?:before|until))(?![a-z])/.test(before + whole);
  if (!isNotBefore && (untilInside.test(whole) || until.test(before))) return { role: 'until' };
  if (
    from.test(before) ||
    (fromInside.test(whole) && /(?<![a-z])(?:partir|compter) $/.test(before)) ||
    /^(?:from|des le)/.test(whole)
  )
    return { role: 'from' };
  return {};
}

const rules = [...nthRules, ...absoluteRules, ...relativeRules];

/** Nobody means a day further away. */
const furthestYears = 50;

/**
 * The dates in folded text with number words in digits. Without a year they lie on the preferred side of today. What is
 * written as a date and is none ("30 février") is a span without a value.
 */
export function readDateSpans(
  text: string,
  context: DateContext,
  preferAt: (position: number) => DateContext['prefer'] = () => context.prefer,
): readonly Span[] {
  const spans: Span[] = [];
  const latest = partsOf(context.today).year + furthestYears;
  let rest = text;
  for (const { pattern, read } of rules) {
    const found: Span[] = [];
    for (const match of everyMatch(rest, pattern)) {
      const date = read(match, { ...context, prefer: preferAt(match.index) });
      const value: SlotValue | null =
        date === null || partsOf(date).year > latest
          ? null
          : { kind: 'date', date, ...role(text, match.index, match[0]) };
      found.push({ start: match.index, end: match.index + match[0].length, value, of: 'date' });
    }
    rest = mask(rest, found);
    spans.push(...found);
  }
  return spans;
}
