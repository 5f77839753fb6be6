import { dateOf, partsOf } from '../domain/civil-date.ts';
import {
  type DateContext,
  type DateRule,
  dayAndMonth,
  dayInMonth,
  dayOfMonth,
  endOfMonth,
  fullYear,
  lastDay,
} from './date-context.ts';
import { monthOf, monthWord, weekdayOf, weekdayWord } from './date-words.ts';

const ordinal = '(?:er|eme|e|st|nd|rd|th)?';
const day = `(\\d{1,2})${ordinal}`;
const year = '(\\d{4,6}|\\d{2}(?= ?(?:$|[.,;!?\\n])))';
const notInNumber = '(?<![\\w./-])';
const end = '(?![\\w]|[.,/-]\\d)';
const notAmount = `(?!\\w|[.,/-]\\d| ?(?:€|£|\\$|euros?|eur|balles|fois|x(?![a-z])|mensualites|%|pounds?|dollars?|h(?![a-z])|heures|jours|mois|payments?|instal|ans|years?|minutes?|k(?![a-z])))`;

function global(source: string): RegExp {
  return new RegExp(source, 'g');
}

function number(text: string | undefined): number {
  return Number(text ?? Number.NaN);
}

function written(
  dayText: string | undefined,
  monthName: string | undefined,
  yearText: string | undefined,
  context: DateContext,
): ReturnType<typeof dateOf> {
  const month = monthOf((monthName ?? '').replace('.', ''));
  if (yearText !== undefined) return dateOf(fullYear(yearText, context), month, number(dayText));
  return dayAndMonth(number(dayText), month, context);
}

/** Day first; month first only when no month can be meant ("2/15"). */
function digits(
  first: string | undefined,
  second: string | undefined,
  yearText: string | undefined,
  context: DateContext,
): ReturnType<typeof dateOf> {
  const [dayFirst, monthSecond] = [number(first), number(second)];
  const [dayRead, month] = monthSecond > 12 && dayFirst <= 12 ? [monthSecond, dayFirst] : [dayFirst, monthSecond];
  if (yearText !== undefined) return dateOf(fullYear(yearText, context), month, dayRead);
  return dayAndMonth(dayRead, month, context);
}

/** The nearest date with that day of the month which is that weekday, within a year. */
function weekdayAndDay(
  weekdayName: string | undefined,
  dayText: string | undefined,
  context: DateContext,
): ReturnType<typeof dateOf> {
  const [weekday, wanted] = [weekdayOf(weekdayName ?? ''), number(dayText)];
  const step = context.prefer === 'future' ? 1 : -1;
  for (let count = 0; count <= 12; count += 1) {
    const date = dayInMonth(wanted, count * step, context);
    const rightSide = date !== null && (context.prefer === 'future' ? date >= context.today : date <= context.today);
    if (rightSide && partsOf(date).weekday === weekday) return date;
  }
  return null;
}

function endOf(
  monthName: string | undefined,
  yearText: string | undefined,
  context: DateContext,
): ReturnType<typeof dateOf> {
  const month = monthOf(monthName ?? '');
  const now = partsOf(context.today);
  const shift = context.prefer === 'future' ? (month < now.month ? 1 : 0) : month > now.month ? -1 : 0;
  return lastDay(yearText === undefined ? now.year + shift : Number(yearText), month);
}

/** Dates that name a day: in digits, with a month, or by their day of the month. The order is the order of authority. */
export const absoluteRules: readonly DateRule[] = [
  {
    pattern: global(`${notInNumber}(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${end}`),
    read: ([, y, m, d]) => dateOf(number(y), number(m), number(d)),
  },
  {
    pattern: global(`${notInNumber}(?:le |on )?(\\d{1,2}) ?([-/. ]) ?(\\d{1,2}) ?\\2 ?(\\d{4}|\\d{2})${notAmount}`),
    read: ([, d, , m, y], context) => digits(d, m, y, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:fin|end of|late|the end of) (?:de |du mois de |d'|of )?(${monthWord})(?: (\\d{4}))?${end}`,
    ),
    read: ([, m, y], context) => endOf(m, y, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:debut|early|start of|beginning of) (?:de |du mois de |d'|of )?(${monthWord})(?: (\\d{4}))?${end}`,
    ),
    read: ([, m, y], context) => written('1', m, y, context),
  },
  {
    pattern: global(`(?<![a-z])(?:mi|mid|milieu)[- ](?:de |d'|of )?(${monthWord})(?: (\\d{4}))?${end}`),
    read: ([, m, y], context) => written('15', m, y, context),
  },
  {
    pattern: global(
      `${notInNumber}(?:(?:le |the )?${weekdayWord},? )?(?:le |the |on the )?${day}[ /-]?(?:jour |day )?(?:de |d'|of )?(${monthWord})(?![a-z])\\.?(?:[ ,/-]{0,2}${year})?${end}`,
    ),
    read: ([, d, m, y], context) => written(d, m, y, context),
  },
  {
    pattern: global(
      `(?<![\\w])(?:${weekdayWord},? )?(${monthWord})\\.? (?:the )?${day}(?:,? (\\d{4}))?(?!\\w|[.,/-]\\d| ?(?:€|£|\\$|euros?|eur|fois))`,
    ),
    read: ([, m, d, y], context) => written(d, m, y, context),
  },
  {
    pattern: global(`(?<![a-z])(${weekdayWord}),? (?:le |the )?${day}${notAmount}`),
    read: ([, w, d], context) => weekdayAndDay(w, d, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:(?:a la )?fin du mois prochain|fin (?:le )?mois prochain|(?:the )?end of next month)(?![a-z])`,
    ),
    read: (_, context) => endOfMonth(1, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:(?:a la |en )?fin (?:du|de|ce) (?:ce )?mois(?: ci|-ci)?|fin de mois|(?:the )?end of (?:(?:the|this) )?month|(?:the )?month end|(?:the )?eom|le dernier jour du mois)(?![a-z])`,
    ),
    read: (_, context) => endOfMonth(0, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:(?:au )?debut du mois prochain|(?:the )?(?:start|beginning) of next month|(?:le |the )?(?:premier|first) (?:jour )?(?:du|of(?: the)?) (?:mois prochain|next month))(?![a-z])`,
    ),
    read: (_, context) => dayInMonth(1, 1, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:(?:au )?debut (?:du|de) mois|(?:the )?(?:start|beginning) of (?:the|this) month)(?![a-z])`,
    ),
    read: (_, context) => dayOfMonth(1, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:le |the |au )?${day} (?:du mois prochain|of (?:the )?next month|next month|le mois prochain)(?![a-z])`,
    ),
    read: ([, d], context) => dayInMonth(number(d), 1, context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:le |the |au )?${day} (?:de ce mois(?:-ci| ci)?|of this month|ce mois(?:-ci| ci)?|this month)(?![a-z])`,
    ),
    read: ([, d], context) => dayInMonth(number(d), 0, context),
  },
  {
    pattern: global(`${notInNumber}(?:le )?(\\d{1,2})[/](\\d{1,2})(?![\\w/]|[.,]\\d| ?(?:€|£|\\$|euros?))`),
    read: ([, d, m], context) => digits(d, m, undefined, context),
  },
  {
    pattern: global(`(?<![a-z])(?:le |l'|du |au |des le )(?:premier|${day})(?: du mois)?${notAmount}`),
    read: ([, d], context) => dayOfMonth(number(d ?? '1'), context),
  },
  {
    pattern: global(
      `(?<![a-z])(?:on |by |before |from |until |till )?the (?:first|(\\d{1,2})(?:st|nd|rd|th)?)(?: of the month)?${notAmount}(?! (?:payments?|instal|time|one|invoice|bill|part|half))`,
    ),
    read: ([, d], context) => dayOfMonth(number(d ?? '1'), context),
  },
  {
    pattern: global(`(?<![\\w.,])(\\d{1,2})(?:st|nd|rd|th|er)(?: of the month| du mois)?${notAmount}`),
    read: ([, d], context) => dayOfMonth(number(d), context),
  },
];
