import { type CivilDate } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { limitationPeriod, shorterPeriod, timeBarredFrom } from '../limitation.ts';
import { type CaseReading } from './case-reading.ts';
import { type EscalationPolicy } from './policy.ts';

/** What the debtor did that starts the period anew (C. civ. 2240): a promise, a plan, a part payment. */
function acknowledgements({ promisesOf, plansOf }: CaseReading, { line, settlements }: LineView): readonly CivilDate[] {
  const promised = promisesOf(line.id).map(({ madeOn }) => madeOn);
  const planned = plansOf(line.id).flatMap(({ signedOn }) => (signedOn === null ? [] : [signedOn]));
  const paid = settlements.filter(({ source }) => source.kind === 'payment').map(({ on }) => on);
  return [...promised, ...planned, ...paid];
}

/**
 * The first day on which nothing of the line may be demanded any more: by the policy's period where it is shorter than the law's (one year
 * for telecommunications, CPCE L34-2), or where the accounts know no day; else the day the accounts know. Of two days the earlier one.
 */
export function lineBarredFrom(
  reading: CaseReading,
  view: LineView,
  { limitation }: Pick<EscalationPolicy, 'limitation'>,
): CivilDate | null {
  const known = view.line.timeBarredFrom;
  const { country, kind: debtor } = reading.account.debtor;
  const law = limitationPeriod({ country, debtor, capacity: view.invoice.capacity });
  const period = shorterPeriod(limitation, law);
  if (known !== null && period === law) return known;
  const own = timeBarredFrom(view.line.due, period, acknowledgements(reading, view));
  return known !== null && own !== null && known < own ? known : own;
}
