import { addMonths, dateOf, partsOf } from '../domain/civil-date.ts';
import { type SlotValue } from '../domain/command.ts';
import { type DateContext } from './date-context.ts';
import { monthOf, monthWord } from './date-words.ts';
import { everyMatch } from './every-match.ts';
import { type Span } from './span.ts';

const from =
  "(?:a partir|a compter|des|depuis|from|starting|beginning|as of) (?:de |du mois de |d'|du |in |the month of )?";
const within =
  "(?:en|courant|in|during|sometime in|by|before|avant|d'ici|jusqu'en|dans le mois de|dans le mois d'|au mois de|au mois d'|le mois de|le mois d') ?";
const named = new RegExp(
  `(?<![a-z'])(?:(?<from>${from})|(?<within>${within}))(?<name>${monthWord})(?: (?<year>\\d{4}))?(?![a-z0-9]|[.,/-]\\d)`,
  'g',
);
const next =
  /(?<![a-z])(?:a partir du |from |des le |le |au |du |dans le )?(?:mois (?:prochain|suivant|d'apres)|(?:the )?(?:next|following) month)(?![a-z])/g;

function monthValue(first: ReturnType<typeof dateOf>, isFrom: boolean): SlotValue | null {
  return first === null ? null : { kind: 'month', first, ...(isFrom ? { role: 'from' as const } : {}) };
}

/** The nearest such month on the preferred side; the one going on counts for both. */
function nearest(month: number, { today, prefer }: DateContext): ReturnType<typeof dateOf> {
  const now = partsOf(today);
  const shift = prefer === 'future' ? (month < now.month ? 1 : 0) : month > now.month ? -1 : 0;
  return dateOf(now.year + shift, month, 1);
}

/** A month said without its day, where dates were read already: "en janvier", "in March 2027", "le mois prochain". */
export function readMonth(
  text: string,
  context: DateContext,
  preferAt: (position: number) => DateContext['prefer'],
): readonly Span[] {
  const spans = everyMatch(text, named).map(({ index, 0: whole, groups }): Span => {
    const month = monthOf(groups?.['name'] ?? '');
    const year = groups?.['year'];
    const first =
      year === undefined ? nearest(month, { ...context, prefer: preferAt(index) }) : dateOf(Number(year), month, 1);
    return { start: index, end: index + whole.length, value: monthValue(first, groups?.['from'] !== undefined) };
  });
  const coming = everyMatch(text, next).map(({ index, 0: whole }): Span => {
    const value = monthValue(addMonths(context.today, 1, 1), /partir|from|des /.test(whole));
    return { start: index, end: index + whole.length, value };
  });
  return [...spans, ...coming];
}
