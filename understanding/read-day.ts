import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const day = '(\\d{1,2})(?:er|st|nd|rd|th)?';
const patterns: readonly RegExp[] = [
  new RegExp(
    `(?<![a-z])(?:tous les|chaque|every|each|on every) (?:le |the )?${day}(?: du mois| of the month)?(?![\\w]|[.,]\\d| ?(?:jours|mois|days|months|euros|€|semaines|weeks))`,
    'g',
  ),
  new RegExp(
    `(?<![a-z])(?:le |the |on the )?${day} (?:de chaque mois|du mois,? tous les mois|tous les mois|chaque mois|of each month|of every month|each month|every month|monthly)(?![a-z])`,
    'g',
  ),
  new RegExp(
    `(?<![a-z])(?:paye|payee|paie|paye?s|salaire|retraite|pension|rsa|caf|allocations?|paid|salary|wages?|pay|payday|touche)(?: (?:mon salaire|ma paie|ma paye|ma retraite|tombe|arrive|is|comes|come|in|est|verse|le mois))*,? (?:le|on the|the|vers le|around the|au|every) ${day}(?![\\w]|[/.,-]\\d| ?(?:€|euros|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|of))`,
    'g',
  ),
];
const lastDay =
  /(?<![a-z])(?:(?:tous les|chaque) fins? de mois|(?:a la|en) fin de chaque mois|(?:at )?the end of (?:each|every) month|le dernier jour de chaque mois|paye(?:e)? (?:en|a la) fin (?:de|du) mois)(?![a-z])/g;
const past =
  /(?<![a-z])(?:ai|a|avons|have|'ve|ete|deja|already|was|were|i|we) (?:deja |already |bien |tout )?(?:paye|payee|paid)$/;
const willing =
  /(?<![a-z])(?:je|tu|on|vous|te|le|les?|l'|i|we|ill|i'll|we'll|will|can|could|to|shall|would|'d|please|lets?) (?:only |just |also |vous )?$/;
const passive =
  /(?<![a-z])(?:suis|get|am|'m|are|being|sommes|getting) (?:toujours |always |usually )?(?:paye|payee|paid)/;

/** A recurring day of the month: "tous les 25", "payé le 28", "every 5th"; 31 means the last day. A past payment is no payday. */
export function readDay(text: string): readonly Span[] {
  const spans = patterns.flatMap((pattern) =>
    everyMatch(text, pattern).flatMap((match): Span[] => {
      const verb = /^(?:paye|payee|paid)(?![a-z])/.exec(match[0])?.[0];
      const before = text.slice(Math.max(0, match.index - 20), match.index) + (verb ?? '');
      if (
        /^pa(?:y|ie|ye)(?![a-z])/.test(match[0]) &&
        willing.test(text.slice(Math.max(0, match.index - 20), match.index))
      )
        return [];
      if (verb !== undefined && (past.test(before) || !passive.test(before))) return [];
      const number = Number(match[1]);
      return [
        {
          start: match.index,
          end: match.index + match[0].length,
          value: number >= 1 && number <= 31 ? { kind: 'day', day: number } : null,
        },
      ];
    }),
  );
  const last = everyMatch(text, lastDay).map((match): Span => ({
    start: match.index,
    end: match.index + match[0].length,
    value: { kind: 'day', day: 31 },
  }));
  return [...spans, ...last];
}
