import { addDays, addMonths, type CivilDate, dateOf, partsOf } from '../../domain/civil-date.ts';
import { type Range } from '../../domain/staff/query.ts';
import { monthOf, monthWord } from '../date-words.ts';

export type Period = Range<CivilDate>;

/** How words of a time are read: a month without a year may lie on either side of today, so it waits for what it is of. */
type Groups = Readonly<Record<string, string | undefined>>;
type PeriodRule = { readonly source: string; readonly read: (groups: Groups, today: CivilDate) => Period | null };

/** The month so many months away. */
export function monthAway(today: CivilDate, months: number): Period {
  const first = addMonths(today, months, 1);
  return { min: first, max: addDays(addMonths(first, 1, 1), -1) };
}

function monthsFrom(first: CivilDate, count: number): Period {
  return { min: first, max: addDays(addMonths(first, count, 1), -1) };
}

function weekAway(today: CivilDate, weeks: number): Period {
  const monday = addDays(today, 1 - partsOf(today).weekday + weeks * 7);
  return { min: monday, max: addDays(monday, 6) };
}

function quarterAway(today: CivilDate, quarters: number): Period {
  const { year, month } = partsOf(today);
  const first = dateOf(year, month - ((month - 1) % 3), 1) ?? today;
  return monthsFrom(addMonths(first, quarters * 3, 1), 3);
}

function yearAway(today: CivilDate, years: number): Period {
  const first = dateOf(partsOf(today).year + years, 1, 1) ?? today;
  return monthsFrom(first, 12);
}

function back(today: CivilDate, count: number, unit: string): CivilDate {
  if (/^(?:jour|day|j|d)/.test(unit)) return addDays(today, -count);
  if (/^(?:semaine|week)/.test(unit)) return addDays(today, -7 * count);
  return addMonths(today, -count * (/^(?:mois|month)/.test(unit) ? 1 : /^(?:trimestre|quarter)/.test(unit) ? 3 : 12));
}

function ahead(today: CivilDate, count: number, unit: string): CivilDate {
  return back(today, -count, unit);
}

/** A month of the nearest year: the one gone by most recently, or (nearest) whichever is less far. */
export function namedMonth(month: number, year: number | null, today: CivilDate, nearest: boolean): Period | null {
  const now = partsOf(today);
  const past = (month - now.month - 12) % 12;
  const chosen = nearest && past < -6 ? past + 12 : past;
  const first = year === null ? addMonths(today, chosen, 1) : dateOf(year, month, 1);
  return first === null ? null : monthsFrom(first, 1);
}

function quarterOf(quarter: number, typed: string | undefined, today: CivilDate): Period | null {
  const now = partsOf(today);
  const year = typed === undefined ? now.year - (quarter * 3 - 2 > now.month ? 1 : 0) : Number(typed);
  const first = dateOf(year, quarter * 3 - 2, 1);
  return first === null ? null : monthsFrom(first, 3);
}

const units = '(?<unit>jours?|j|days?|semaines?|weeks?|mois|months?|trimestres?|quarters?|ans?|annees?|years?)';
const relative: readonly (readonly [string, (today: CivilDate, away: number) => Period, string])[] = [
  ['semaines?|week', weekAway, 'semaine'],
  ['mois|month', monthAway, 'mois'],
  ['trimestre|quarter', quarterAway, 'trimestre'],
  ['annee|an|year', yearAway, 'annee'],
];

const named: readonly PeriodRule[] = relative.flatMap(([noun, away]): readonly PeriodRule[] => [
  {
    source: `(?:(?:la |le |l |cette |ce |cet )?(?:${noun}) (?:derniere?|passee?|precedente?|ecoulee?)|(?:the )?(?:last|past|previous) (?:${noun}))`,
    read: (_, today) => away(today, -1),
  },
  {
    source: `(?:(?:la |le |l )?(?:${noun}) (?:prochaine?|suivante?|qui vient|a venir)|(?:the )?(?:next|following|coming) (?:${noun}))`,
    read: (_, today) => away(today, 1),
  },
  {
    source: `(?:(?:cette|ce|cet) (?:${noun})(?: ci)?(?: en cours)?|(?:de |du |de la |de l |la |le |l )(?:${noun})(?: en cours| courante?)?|(?:${noun}) (?:en cours|courante?)|(?:this|the current|current) (?:${noun})(?: so far)?|${noun === 'annee|an|year' ? 'year to date|ytd' : noun === 'mois|month' ? 'month to date|mtd' : 'the week'})`,
    read: (_, today) => away(today, 0),
  },
]);

/** Times that are said as a stretch of days, in the order of authority; a month by its name comes after all of them. */
export const periodRules: readonly PeriodRule[] = [
  {
    source: `(?:(?:sur |pendant |durant |over |in |during |for |within )?(?:les |the |ces |des )?(?:(?<count>\\d{1,3}) (?:derniere?s?|precedente?s?) ${units}|(?:last|past|previous|derniere?s?) (?<other>\\d{1,3}) (?<otherUnit>jours?|days?|semaines?|weeks?|mois|months?|trimestres?|quarters?|ans?|annees?|years?)))`,
    read: ({ count, unit, other, otherUnit }, today) => ({
      min: back(today, Number(count ?? other), unit ?? otherUnit ?? ''),
      max: today,
    }),
  },
  {
    source: `(?:(?:dans |sur |over |in |within |during )?(?:les |the )?(?:(?<count>\\d{1,3}) (?:prochaine?s?) ${units}|(?:next|coming|following) (?<other>\\d{1,3}) (?<otherUnit>jours?|days?|semaines?|weeks?|mois|months?)))`,
    read: ({ count, unit, other, otherUnit }, today) => ({
      min: today,
      max: ahead(today, Number(count ?? other), unit ?? otherUnit ?? ''),
    }),
  },
  {
    source:
      '(?:depuis|since) (?:le |the )?(?:debut|start|beginning|1er jour) (?:de l |d |de |of )?(?:the |this |cette |l )?(?:annee|an|year)',
    read: (_, today) => ({ min: yearAway(today, 0).min, max: today }),
  },
  {
    source:
      '(?:depuis|since) (?:le |the )?(?:debut|start|beginning) (?:du|de la|of the|of this|de ce|de cette) (?:mois|month)',
    read: (_, today) => ({ min: monthAway(today, 0).min, max: today }),
  },
  {
    source:
      '(?:depuis|since) (?:le |the )?(?:debut|start|beginning) (?:de la|of the|of this|de cette) (?:semaine|week)',
    read: (_, today) => ({ min: weekAway(today, 0).min, max: today }),
  },
  ...named,
  {
    source: '(?:au |le |du |in |the )?(?:t|q)(?<quarter>[1-4])(?: (?:de )?(?<year>20\\d{2}))?',
    read: ({ quarter, year }, today) => quarterOf(Number(quarter), year, today),
  },
  {
    source: `(?:du |de |from )(?<from>\\d{1,2})(?:er)? (?:au|a|to) (?<to>\\d{1,2})(?:er)? (?<month>${monthWord})(?: (?<year>\\d{4}))?`,
    read: ({ from, to, month, year }: Groups, today: CivilDate): Period | null => {
      const of = namedMonth(monthOf(month ?? ''), year === undefined ? null : Number(year), today, false)?.min;
      if (of === undefined || of === null) return null;
      const parts = partsOf(of);
      const [min, max] = [dateOf(parts.year, parts.month, Number(from)), dateOf(parts.year, parts.month, Number(to))];
      return min === null || max === null ? null : { min, max };
    },
  },
  {
    source: '(?:en|in|de|of|for|pour|sur|annee|l annee|year|(?<tie>depuis|since)) (?<year>20\\d{2})',
    read: ({ tie, year }: Groups): Period | null => {
      const first = dateOf(Number(year), 1, 1);
      if (first === null) return null;
      return tie === undefined ? monthsFrom(first, 12) : { min: first, max: null };
    },
  },
];

/** A month by its name, with its year where it has one. */
export const monthName = `(?:mois (?:de |d ))?(?<month>${monthWord})(?: (?<year>20\\d{2}))?`;
