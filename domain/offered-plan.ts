import { type Account, type Plan } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { uncovered } from './covered-terms.ts';
import { type PlanTerms } from './request.ts';

type Scheduled = Pick<PlanTerms, 'lines' | 'total' | 'frequency' | 'instalments'>;

function scheduleKey({ lines, total, frequency, instalments }: Scheduled): string {
  const covered = lines.map(({ lineId, amount }) => `${lineId} ${String(amount.minor)}`).sort();
  const dated = instalments.map(({ due, amount }) => `${due} ${String(amount.minor)}`);
  return [total.currency, total.minor, frequency, ...covered, ...dated].join();
}

/** Whether a day to pay on has gone by: nobody can agree to that. */
export function hasPastDate({ instalments }: Pick<PlanTerms, 'instalments'>, today: CivilDate): boolean {
  return instalments.some(({ due }) => due < today);
}

/** Why terms that were asked for can be offered no more, though a person would; null where they can. */
export function whyNotOffer(
  account: Account,
  terms: PlanTerms,
  today: CivilDate,
): 'account-changed' | 'date-past' | null {
  if (terms.debtorId !== account.debtor.id) return 'account-changed';
  if (uncovered(terms.lines, { account, calendar: { today } }) !== null) return 'account-changed';
  return hasPastDate(terms, today) ? 'date-past' : null;
}

/** The offer of a person that still stands: all its dates are to come, and the account carries it; null when there is none. */
export function standingOffer(account: Account, today: CivilDate): Plan | null {
  const offer = account.plans.findLast((plan) => plan.status === 'offered' && !hasPastDate(plan, today));
  return offer === undefined || uncovered(offer.lines, { account, calendar: { today } }) !== null ? null : offer;
}

/** The offer of a person on exactly these terms, which no policy is asked about again; null when there is none. */
export function offerOn(account: Account, terms: Scheduled): Plan | null {
  const key = scheduleKey(terms);
  return account.plans.find((plan) => plan.status === 'offered' && scheduleKey(plan) === key) ?? null;
}
