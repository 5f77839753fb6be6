import { type Instalment } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Option } from '../../domain/message.ts';
import { planOffers } from '../../domain/plan-rules.ts';
import { type PlanGround, planTerms } from '../../domain/plan-terms.ts';
import { type Context, type Slots } from '../form.ts';
import { planTexts } from '../messages/plan.ts';
import { say, type Values } from '../messages/wording.ts';
import { planWish } from './plan-wish.ts';

/** A date in words without its year, which a choice of the coming months does not need. */
function dayAndMonth(day: CivilDate, language: Language): string {
  return formatDate(day, language).replace(/ \d{4}$/, '');
}

/** A schedule in one line: `3 fois 92,26 € (la dernière 92,28 €), à partir du 30 novembre`. */
export function scheduleLabel(instalments: readonly Instalment[], language: Language): string {
  const [first, second] = instalments;
  const last = instalments.at(-1);
  if (first === undefined || last === undefined) return '';
  const each = second ?? first;
  const isDown = second !== undefined && instalments.length > 2 && first.amount.minor > second.amount.minor;
  const same = last.amount.minor === each.amount.minor;
  const values: Values = {
    count: instalments.length,
    rest: instalments.length - 1,
    each: formatMoney(isDown ? each.amount : first.amount, language),
    down: formatMoney(first.amount, language),
    last: formatMoney(last.amount, language),
    first: dayAndMonth(first.due, language),
  };
  if (isDown) return say(planTexts, same ? 'offerDown' : 'offerDownLast', language, values);
  const isEven = last.amount.minor === first.amount.minor;
  return say(planTexts, isEven ? 'offer' : 'offerLast', language, values);
}

/** The ready plans, drawn with what was already said of dates and frequency; none without a policy. */
export function planOptions(
  slots: Slots,
  ground: PlanGround,
  context: Context,
  action: (count: number) => string,
): Option[] {
  const { ledger, of, policy, calendar } = ground;
  if (policy === null) return [];
  const counts = planOffers(of.net, { debtor: ledger.account.debtor, policy, calendar }).map(({ count }) => count);
  return counts.flatMap((count) => {
    const draft = planTerms(planWish(slots, { count }, ground), ground);
    if (draft.kind !== 'within') return [];
    const text = scheduleLabel(draft.terms.instalments, context.language);
    return [{ id: action(count), label: text, keywords: [`${String(count)}x`] }];
  });
}
