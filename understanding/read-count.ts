import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const noun =
  '(?:fois|x|times?|mensualites?|echeances?|versements?|paiements?|reglements?|payments?|instal?lments?|parts?|parties|virements?|transfers?|traites?|prelevements?|mois|months?)';
const counted = new RegExp(
  `(?<![\\w.,-])(\\d{1,3}) ?(?:equal |monthly |weekly |easy |petites? |egales? )?${noun}(?![a-z0-9])`,
  'g',
);
const bareIn =
  /(?<![a-z])(?:en|in|into) (\d{1,2})(?= ?(?:$|[.,](?!\d)|[;!?\n]|a partir|des |from |starting|svp|please|stp|s'il))/g;
const notCount =
  /(?<![\w.,])(?:-\d{1,3}|\d{1,9}[.,]\d{1,9}|\d{4,10}) ?(?:fois|x|times?|mensualites?|payments?|instal?lments?)(?![a-z])/g;
const monthsContext = /(?<![a-z])(?:sur|over|pendant|for|across|en|in) $/;

/**
 * How many parts, from 1 to 999: "en 3 fois", "3x", "trois mensualités" with number words in digits. Months count only
 * behind "sur", "over" or "en", because "dans 3 mois" is a date.
 */
export function readCount(text: string, asked = false): readonly Span[] {
  const refused: Span[] = everyMatch(text, notCount).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: null,
  }));
  const read = [...everyMatch(text, counted), ...everyMatch(text, bareIn)].flatMap((match): Span[] => {
    const isMonths = /(?:mois|months?)$/.test(match[0]);
    const isAlone = asked && match[0].trim().length === text.trim().length; // the question was how many
    if (isMonths && !isAlone && !monthsContext.test(text.slice(Math.max(0, match.index - 10), match.index))) return [];
    const count = Number(match[1]);
    return [
      { start: match.index, end: match.index + match[0].length, value: count >= 1 ? { kind: 'count', count } : null },
    ];
  });
  return [...refused, ...read.filter(({ start }) => !refused.some((span) => start >= span.start && start < span.end))];
}
