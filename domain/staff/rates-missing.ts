import { type CivilDate } from '../civil-date.ts';
import { missingRates } from '../escalation/missing-rates.ts';
import { type EscalationPolicy } from '../escalation/policy.ts';
import { rateKindOf } from '../escalation/rate-kind-of.ts';
import { type RateRow } from '../rates.ts';
import { type StaffEvent } from './staff-event.ts';

type Rules = { readonly policies: readonly EscalationPolicy[]; readonly rates: readonly RateRow[] };

/** The rates that policies in force need and of which one is missing today, or soon will be: charges that need it wait. */
export function ratesMissing(
  { policies, rates }: Rules,
  { today }: { readonly today: CivilDate },
): readonly StaffEvent[] {
  const kinds = [...new Set(policies.map((policy) => rateKindOf(policy)))].filter((kind) => kind !== null);
  return kinds.flatMap((kind) => {
    const from = missingRates(rates, [kind], today).at(-1)?.from;
    // A hole in the past is for whoever charges older days; what counts here is where the table ends.
    if (from === undefined || rates.some((rate) => rate.kind === kind && rate.until > from)) return [];
    const common = { topic: 'rate-missing', account: null, salesOwner: null, amount: null } as const;
    return [{ ...common, about: `${kind}:${from}`, detail: `${kind}:${from}` }];
  });
}
