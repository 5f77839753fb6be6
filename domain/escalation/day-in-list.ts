import { type CivilDate } from '../civil-date.ts';
import { formatDate, formatShortDate } from '../format.ts';
import { type Language } from '../language.ts';

/** A day in a list: digits in French; words in English, where Americans would read the digits the other way round. */
export function dayInList(day: CivilDate, language: Language): string {
  return language === 'fr' ? formatShortDate(day) : formatDate(day, language);
}
