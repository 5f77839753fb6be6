import { sum } from '../../domain/money.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import { addDays, partsOf } from '../../domain/civil-date.ts';
import { type Message, type Row } from '../../domain/message.ts';
import { money } from '../../domain/money.ts';
import { type PlanTerms } from '../../domain/request.ts';
import { type Context } from '../form.ts';
import { planTexts } from '../messages/plan.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { coveredText } from './covered-text.ts';
import { replacedText } from './replaced-text.ts';

type Key = keyof (typeof planTexts)['fr'];

/** Whether an instalment may have moved here from days off just before it. */
function isAfterDaysOff(terms: PlanTerms, { calendar }: Context): boolean {
  const days = new Set(terms.instalments.map(({ due }) => partsOf(due).day));
  return days.size > 1 && terms.instalments.some(({ due }) => !isWorkingDay(calendar, addDays(due, -1)));
}

function rowsOf(terms: PlanTerms, { language }: Context): Row[] {
  const rows = terms.instalments.map(({ due, amount }) => ({
    label: formatDate(due, language),
    value: formatMoney(amount, language),
  }));
  return [...rows, { label: say(planTexts, 'total', language), value: formatMoney(terms.total, language) }];
}

/** The exact terms in absolute words: what is covered, what confirming means, what happens if a date is missed. */
export function planRecap(terms: PlanTerms, context: Context): Message {
  const { language, policy, account } = context;
  const text = (key: Key, values: Values = {}): string => say(planTexts, key, language, values);
  const total = formatMoney(terms.total, language);
  const { currency } = terms.total;
  const excluded = sum(
    terms.excluded.map(({ amount }) => amount),
    currency,
  );
  const replaced = replacedText(terms.lines, context);
  const lines = [
    text('summary', { total, count: terms.instalments.length }),
    text('lines', { lines: coveredText(terms.lines, context) }),
    terms.credits.minor > 0 ? text('credits', { credits: formatMoney(terms.credits, language) }) : null,
    excluded.minor > 0 ? text('excluded', { lines: coveredText(terms.excluded, context) }) : null,
    replaced === null ? null : text('replaces', { promises: replaced }),
    isAfterDaysOff(terms, context) ? text('moved') : null,
    text('acknowledges', { total }),
    account?.debtor.kind === 'consumer' ? text('free', { zero: formatMoney(money(0, currency), language) }) : null,
    text('early'),
    text('missed', { days: Math.max(1, policy?.graceDays ?? 1) }),
    text('change'),
  ];
  return reply(language, 'plan.recap', lines.filter((line) => line !== null).join('\n'), {
    title: text('title'),
    rows: rowsOf(terms, context),
  });
}
