import { type Account, type Plan } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type PlanTerms } from './request.ts';

type Scheduled = Pick<PlanTerms, 'lines' | 'total' | 'frequency' | 'instalments'>;

function scheduleKey({ lines, total, frequency, instalments }: Scheduled): string {
  const covered = lines.map(({ lineId, amount }) => `${lineId} ${String(amount.minor)}`).sort();
  const dated = instalments.map(({ due, amount }) => `${due} ${String(amount.minor)}`);
  return [total.currency, total.minor, frequency, ...covered, ...dated].join();
}

/** The offer of a person that still stands: its first date is to come; null when there is none. */
export function standingOffer({ plans }: Account, today: CivilDate): Plan | null {
  return (
    plans.findLast(
      ({ status, instalments: [first] }) => status === 'offered' && first !== undefined && first.due >= today,
    ) ?? null
  );
}

/** The offer of a person on exactly these terms, which no policy is asked about again; null when there is none. */
export function offerOn(account: Account, terms: Scheduled): Plan | null {
  const key = scheduleKey(terms);
  return account.plans.find((plan) => plan.status === 'offered' && scheduleKey(plan) === key) ?? null;
}
