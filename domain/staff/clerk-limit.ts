import { type Money } from '../money.ts';
import { mayAct } from './may-act.ts';
import { type StaffUser } from './staff-user.ts';

/** Up to this, in minor units of a currency, a clerk writes off or waives alone. Other currencies: never alone. */
const limits: ReadonlyMap<string, number> = new Map([
  ['EUR', 5000],
  ['GBP', 5000],
  ['USD', 5000],
  ['CHF', 5000],
]);

/** Whether a person may give up that amount without a second one. */
export function mayGiveUp(who: StaffUser, amount: Money): boolean {
  return mayAct(who, 'approve:write-off', null) || amount.minor <= (limits.get(amount.currency) ?? 0);
}
