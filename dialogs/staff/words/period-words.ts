import { addDays, addMonths, type CivilDate, partsOf } from '../../../domain/civil-date.ts';
import { formatDate, formatMonth } from '../../../domain/format.ts';
import { type Language } from '../../../domain/language.ts';
import { type DayField, type Range } from '../../../domain/staff/query.ts';

const leads: Readonly<Record<Language, Readonly<Record<DayField, string>>>> = {
  fr: {
    ...{ due: 'échéance', paid: 'reçu', issued: 'émis', contacted: 'contacté', promised: 'promis', opened: 'ouvert' },
    answered: 'clos',
  },
  en: {
    due: 'due',
    paid: 'received',
    issued: 'issued',
    contacted: 'contacted',
    promised: 'promised',
    opened: 'opened',
    answered: 'closed',
  },
};

function months(min: CivilDate, max: CivilDate): number {
  if (partsOf(min).day !== 1) return 0;
  return [1, 12].find((count) => addDays(addMonths(min, count, 1), -1) === max) ?? 0;
}

function within(min: CivilDate, max: CivilDate, language: Language): string {
  const count = months(min, max);
  const isYear = count === 12 && partsOf(min).month === 1;
  const named = isYear ? String(partsOf(min).year) : formatMonth(min, language);
  if (count === 1 || isYear) return `${language === 'fr' ? 'en' : 'in'} ${named}`;
  const [first, last] = [formatDate(min, language), formatDate(max, language)];
  if (min === max) return language === 'fr' ? `le ${first}` : `on ${first}`;
  return language === 'fr' ? `du ${first} au ${last}` : `from ${first} to ${last}`;
}

/** "due in October 2026", "échéance depuis le 5 octobre 2026". */
export function periodWords(field: DayField, { min, max }: Range<CivilDate>, language: Language): string {
  const isFrench = language === 'fr';
  const lead = leads[language][field];
  if (min !== null && max !== null) return `${lead} ${within(min, max, language)}`;
  if (min !== null) return `${lead} ${isFrench ? 'depuis le' : 'since'} ${formatDate(min, language)}`;
  if (max !== null) return `${lead} ${isFrench ? 'jusqu’au' : 'until'} ${formatDate(max, language)}`;
  return lead;
}

/** "as of 31 October 2026". */
export function asOfWords(day: CivilDate, language: Language): string {
  return language === 'fr' ? `au ${formatDate(day, 'fr')}` : `as of ${formatDate(day, 'en')}`;
}
