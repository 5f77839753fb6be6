import { type Account, type PromiseLine } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type Ledger, makeLedger } from './ledger.ts';
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
  'chorus-pro': 'account-held',
  'paid-by-other': 'account-held',
  'in-transit': 'line-in-transit',
  disputed: 'line-disputed',
};

/**
 * Why the account as it is now does not carry these lines and amounts; null when it does: each amount within the line's
 * payable part, all of one payee, and together within what is left once the credits are deducted.
 */
export function uncovered(
  lines: readonly PromiseLine[],
  input: { readonly account: Account; readonly calendar: { readonly today: CivilDate } },
): RefusalCode | null {
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
  return isWithinNet(lines, first.lineId, ledger) ? null : 'terms-changed';
}

/** Whether all of the lines are of the first one's payee, and together at most what is left to pay them. */
function isWithinNet(lines: readonly PromiseLine[], first: string, ledger: Ledger): boolean {
  const total = lines.reduce((sum, line) => sum + line.amount.minor, 0);
  const all = plannable(
    ledger,
    ledger.lines.map(({ line }) => line.id),
  );
  const of = all.find((one) => one.lines.some(({ lineId }) => lineId === first));
  if (of === undefined || total > of.net.minor) return false;
  return lines.every(({ lineId }) => of.lines.some((line) => line.lineId === lineId));
}
