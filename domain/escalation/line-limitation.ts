import { type CivilDate } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { timeBarredFrom } from '../limitation.ts';
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
 * The first day on which nothing of the line may be demanded any more: the accounts' own, where they know one, else by the policy's
 * period; a policy of one year (telecommunications, CPCE L34-2) always by its own, which is shorter.
 */
export function lineBarredFrom(
  reading: CaseReading,
  view: LineView,
  { limitation }: Pick<EscalationPolicy, 'limitation'>,
): CivilDate | null {
  const known = view.line.timeBarredFrom;
  if (known !== null && limitation !== 'one-year') return known;
  const own = timeBarredFrom(view.line.due, limitation, acknowledgements(reading, view));
  return known !== null && own !== null && known < own ? known : own;
}
