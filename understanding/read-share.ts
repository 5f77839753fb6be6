import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const shares: readonly (readonly [RegExp, number, number])[] = [
  [/(?<![a-z])(?:la |une )?moitie(?![a-z])/g, 1, 2],
  [/(?<![a-z])(?:a |the )?half(?: of it)?(?![a-z])/g, 1, 2],
  [/(?<![a-z])(?:le |un |1 )tiers(?![a-z])/g, 1, 3],
  [/(?<![a-z])(?:a |1 |one )third(?![a-z])/g, 1, 3],
  [/(?<![a-z])(?:2 |les 2 )(?:tiers|thirds)(?![a-z])/g, 2, 3],
  [/(?<![a-z])(?:le |un |1 )quart(?! d'heure)(?![a-z])/g, 1, 4],
  [/(?<![a-z])(?:a |1 |one )quarter(?![a-z])/g, 1, 4],
  [/(?<![a-z])(?:les )?(?:3 quarts|3 quarters)(?![a-z])/g, 3, 4],
  [/(?<![\d,.])50 ?%/g, 1, 2],
];
const fraction = /(?<![\w/.,-])([1-9])\/([2-9])(?![\w/])/g;

/** "la moitié", "a third", and with `written` also "1/3", which is a date elsewhere. */
export function readShare(text: string, written: boolean): readonly Span[] {
  const spans: Span[] = shares.flatMap(([pattern, numerator, denominator]) =>
    everyMatch(text, pattern).map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      value: { kind: 'share', numerator, denominator } as const,
    })),
  );
  if (!written) return spans;
  for (const match of everyMatch(text, fraction)) {
    const [numerator, denominator] = [Number(match[1]), Number(match[2])];
    const value = numerator < denominator ? ({ kind: 'share', numerator, denominator } as const) : null;
    spans.push({ start: match.index, end: match.index + match[0].length, value });
  }
  return spans;
}
