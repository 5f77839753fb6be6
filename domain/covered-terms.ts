import { type PromiseLine } from './account.ts';
import { makeLedger } from './ledger.ts';
import { type ActInput } from './act-input.ts';
import { type RefusalCode } from './outcome.ts';
import { type NotPayable, payablePart } from './payable-part.ts';
import { plannable } from './plannable.ts';

const refusals: Readonly<Record<NotPayable, RefusalCode>> = {
  'nothing-open': 'nothing-open',
  closed: 'account-held',
  'time-barred': 'line-time-barred',
  held: 'account-held',
  'on-plan': 'line-on-plan',
  'direct-debit': 'line-in-transit',
  'in-transit': 'line-in-transit',
  disputed: 'line-disputed',
};

/**
 * Why the account as it is now does not carry these lines and amounts; null when it does: each amount within the line's
 * payable part, all of one payee, and together within what is left once the credits are deducted.
 */
export function uncovered(lines: readonly PromiseLine[], input: ActInput): RefusalCode | null {
  const ledger = makeLedger(input.account, input.calendar.today);
  const [first] = lines;
  if (first === undefined) return 'nothing-open';
  for (const { lineId, amount } of lines) {
    const view = ledger.byLine.get(lineId);
    if (view === undefined) return 'not-found';
    const part = payablePart(ledger, view);
    if (part.amount.minor === 0 && part.why !== null) return refusals[part.why];
    if (amount.minor <= 0 || amount.minor > part.amount.minor || amount.currency !== part.amount.currency)
      return 'terms-changed';
  }
  const total = lines.reduce((sum, line) => sum + line.amount.minor, 0);
  const all = plannable(
    ledger,
    ledger.lines.map(({ line }) => line.id),
  );
  const of = all.find((one) => one.lines.some(({ lineId }) => lineId === first.lineId));
  const ofOnePayee = lines.every(({ lineId }) => of?.lines.some((line) => line.lineId === lineId) === true);
  return ofOnePayee && total <= (of?.net.minor ?? 0) ? null : 'terms-changed';
}
