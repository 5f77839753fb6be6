import { addDays, addMonths, type CivilDate, partsOf } from '../domain/civil-date.ts';
import { type DateContext, type DateRule, nearestWeekday, weekdayOfWeek } from './date-context.ts';
import { weekdayOf, weekdayWord } from './date-words.ts';

function words(source: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`, 'g');
}

function shift(
  count: string | undefined,
  unit: string | undefined,
  sign: 1 | -1,
  { today }: DateContext,
): CivilDate | null {
  const times = Number(count) * sign;
  if (!Number.isInteger(times) || Math.abs(times) > 999) return null;
  const name = unit ?? '';
  if (/^(?:jour|day|j$)/.test(name)) return addDays(today, times);
  if (/^(?:semaine|week|sem)/.test(name)) return addDays(today, times * 7);
  if (/^(?:quinzaine|fortnight)/.test(name)) return addDays(today, times * 14);
  return addMonths(today, /^(?:mois|month)/.test(name) ? times : times * 12);
}

function days(count: number): DateRule['read'] {
  return (_, { today }) => addDays(today, count);
}

function weekday(groups: readonly (string | undefined)[]): number {
  return weekdayOf(groups.find((group) => group !== undefined && weekdayOf(group) > 0) ?? '');
}

const unit = '(jours?|days?|j|semaines?|sem|weeks?|quinzaines?|fortnights?|mois|months?|ans?|annees?|years?)';
const count = '(\\d{1,3})';
const working = '(?: (?:ouvres?|ouvrables?))?';

function lastWeekday(wanted: number, { today }: DateContext): CivilDate {
  const back = (partsOf(today).weekday - wanted + 7) % 7;
  return addDays(today, back === 0 ? -7 : -back);
}

/** Friday of this week, or of the next one from Saturday on. */
function endOfWeek(context: DateContext): CivilDate {
  return weekdayOfWeek(5, partsOf(context.today).weekday > 5 ? 1 : 0, context);
}

/** Dates said from today. Weeks begin on Monday; English "next Friday" is of next week, French "vendredi prochain" the next to come. */
export const relativeRules: readonly DateRule[] = [
  { pattern: words("(?:d'ici )?apres[ -]?demain|(?:the )?day after tomorrow|apdemain"), read: days(2) },
  { pattern: words('avant[ -]?hier|(?:the )?day before yesterday'), read: days(-2) },
  {
    pattern: words(
      'demain(?: matin| soir| midi| apres-midi)?|dem1|dmain|tomorrow(?: morning| evening| night| afternoon)?|tmrw|tmr|tomorow|tommorow|le lendemain',
    ),
    read: days(1),
  },
  {
    pattern: words(
      "aujourd'?hui|aujourdhui|auj|ajd|today|tonight|ce soir|cet? apres-midi|cet aprem|ce matin|this (?:afternoon|evening|morning)",
    ),
    read: days(0),
  },
  { pattern: words('hier(?: matin| soir)?|yesterday(?: morning| evening)?|la veille|last night'), read: days(-1) },
  {
    pattern: words(
      `(?:dans|sous|d'ici(?: a)?|in|within) (?:les |the next |environ |about )?${count} ?${unit}${working}`,
    ),
    read: ([, n, u], context) => shift(n, u, 1, context),
  },
  {
    pattern: words(`${count} ?${unit} (?:from now|hence|plus tard|later)`),
    read: ([, n, u], context) => shift(n, u, 1, context),
  },
  {
    pattern: words(`(?:il y a|ca fait|y a) (?:environ )?${count} ?${unit}`),
    read: ([, n, u], context) => shift(n, u, -1, context),
  },
  { pattern: words(`${count} ?${unit} ago`), read: ([, n, u], context) => shift(n, u, -1, context) },
  { pattern: words('(?:dans|in|within) (?:une|a|1) (?:semaine|week)|sous huitaine'), read: days(7) },
  { pattern: words('(?:dans|in|within) (?:une|a|1) (?:quinzaine|fortnight)|sous quinzaine'), read: days(14) },
  { pattern: words('(?:dans|in|within) (?:un|a|1) (?:mois|month)'), read: (_, { today }) => addMonths(today, 1) },
  { pattern: words('(?:a|one|1) week ago'), read: days(-7) },
  { pattern: words('(?:a|one|1) month ago'), read: (_, { today }) => addMonths(today, -1) },
  {
    pattern: words(`(?:le )?(${weekdayWord}) en (?:huit|8)`),
    read: (groups, context) =>
      addDays(
        nearestWeekday(weekday(groups), { ...context, prefer: 'future' }),
        partsOf(context.today).weekday === weekday(groups) ? 0 : 7,
      ),
  },
  {
    pattern: words(`(?:le )?(${weekdayWord}) en (?:quinze|15)`),
    read: (groups, context) =>
      addDays(
        nearestWeekday(weekday(groups), { ...context, prefer: 'future' }),
        partsOf(context.today).weekday === weekday(groups) ? 7 : 14,
      ),
  },
  {
    pattern: words(
      `(?:le |on )?(${weekdayWord}) (?:de |of )?(?:la semaine (?:prochaine|suivante|pro)|sem(?:aine)? pro|next week)`,
    ),
    read: (groups, context) => weekdayOfWeek(weekday(groups), 1, context),
  },
  {
    pattern: words(`(?:le |on )?(${weekdayWord}) (?:de |of |from )?(?:la semaine derniere|last week)`),
    read: (groups, context) => weekdayOfWeek(weekday(groups), -1, context),
  },
  {
    pattern: words(`(?:le |on )?(${weekdayWord}) (?:de |of )?(?:cette semaine|this week)`),
    read: (groups, context) => weekdayOfWeek(weekday(groups), 0, context),
  },
  {
    pattern: words(`(?:le )?(${weekdayWord}) (?:prochain|pro|qui vient|suivant)`),
    read: (groups, context) => nearestWeekday(weekday(groups), { ...context, prefer: 'future' }),
  },
  {
    pattern: words(`(?:on )?next (${weekdayWord}|mon|sun|sat|wed)`),
    read: (groups, context) => weekdayOfWeek(weekday(groups), 1, context),
  },
  {
    pattern: words(`(?:le )?(${weekdayWord}) (?:dernier|passe)|(?:on )?last (${weekdayWord})`),
    read: (groups, context) => lastWeekday(weekday(groups), context),
  },
  {
    pattern: words(
      `(?:ce |le |this |on |by |before |every )?(${weekdayWord})(?: matin| soir| midi| morning| evening)?`,
    ),
    read: (groups, context) => nearestWeekday(weekday(groups), context),
  },
  {
    pattern: words('(?:a la |en )?fin de (?:la |cette )?semaine|(?:the |at the )?end of (?:the|this) week'),
    read: (_, context) => endOfWeek(context),
  },
  {
    pattern: words('(?:a la )?fin de (?:la )?semaine prochaine|(?:the |at the )?end of next week'),
    read: (_, context) => weekdayOfWeek(5, 1, context),
  },
];
