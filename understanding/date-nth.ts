import { addDays, addMonths, type CivilDate, dateOf, partsOf } from '../domain/civil-date.ts';
import { type DateContext, type DateRule, lastDay } from './date-context.ts';
import { monthOf, monthWord, weekdayOf, weekdayWord } from './date-words.ts';

const ranks: readonly (readonly string[])[] = [
  ['first', '1st', 'premier', '1er'],
  ['second', '2nd', 'deuxieme', '2eme'],
  ['third', '3rd', 'troisieme', '3eme'],
  ['fourth', '4th', 'quatrieme', '4eme'],
  ['last', 'dernier'],
];
const rank = `(${ranks.flat().join('|')})`;
const pattern = new RegExp(
  `(?<![a-z0-9])(?:le |the )?${rank} (${weekdayWord}) (?:of|in|de|du|d'|en)(?: the)? ?(${monthWord}|mois prochain|next month|mois dernier|last month|this month|ce mois|month|mois)(?![a-z])(?: (\\d{4}))?`,
  'g',
);

function monthMeant(
  words: string,
  year: string | undefined,
  { today, prefer }: DateContext,
): { year: number; month: number } {
  const now = partsOf(today);
  const named = monthOf(words);
  if (named === 0)
    return partsOf(addMonths(today, /next|prochain/.test(words) ? 1 : /last|dernier/.test(words) ? -1 : 0, 1));
  if (year !== undefined) return { year: Number(year), month: named };
  if (prefer === 'future') return { year: now.year + (named < now.month ? 1 : 0), month: named };
  return { year: now.year - (named > now.month ? 1 : 0), month: named };
}

function nthWeekday(index: number, weekday: number, year: number, month: number): CivilDate | null {
  const first = index === 4 ? lastDay(year, month) : dateOf(year, month, 1);
  if (first === null) return null;
  const away = (weekday - partsOf(first).weekday + 7) % 7;
  return index === 4 ? addDays(first, away === 0 ? 0 : away - 7) : addDays(first, away + index * 7);
}

function readNth(
  [, nth = '', weekday = '', words = '', year]: readonly (string | undefined)[],
  context: DateContext,
): CivilDate | null {
  const meant = monthMeant(words, year, context);
  return nthWeekday(
    ranks.findIndex((names) => names.includes(nth)),
    weekdayOf(weekday),
    meant.year,
    meant.month,
  );
}

/** "le premier lundi de mars", "last friday of the month". */
export const nthRules: readonly DateRule[] = [{ pattern, read: readNth }];
