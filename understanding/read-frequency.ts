import { type Frequency } from '../domain/command.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const patterns: readonly (readonly [RegExp, Frequency])[] = [
  [
    /(?<![a-z])(?:(?:toutes les|chaque) (?:2|deux) semaines|par quinzaine|tous les 15 jours|every (?:2|two|other) weeks?|fortnightly|bi-?weekly|a fortnight|per fortnight|bimensuel(?:lement)?|par 15 jours)(?![a-z])/g,
    'fortnight',
  ],
  [
    /(?<![a-z])(?:par semaine|toutes les semaines|chaque semaine|hebdo(?:madaire(?:ment)?)?|weekly|(?:per|a|each|every) week)(?![a-z])/g,
    'week',
  ],
  [/ ?\/ ?(?:semaine|sem|week|wk)(?![a-z])/g, 'week'],
  [
    /(?<![a-z])(?:par mois|tous les mois|chaque mois|mensuel(?:le)?(?:ment)?|monthly|(?:per|a|each|every) month)(?![a-z])/g,
    'month',
  ],
  [/ ?\/ ?(?:mois|month|mo)(?![a-z])/g, 'month'],
];

/** How often: "par mois", "50€/mois", "every two weeks". */
export function readFrequency(text: string): readonly Span[] {
  return patterns.flatMap(([pattern, frequency]) =>
    everyMatch(text, pattern).map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      value: { kind: 'frequency', frequency } as const,
    })),
  );
}
