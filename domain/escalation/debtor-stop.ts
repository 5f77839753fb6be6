import { unknownOf } from './choose-policy.ts';
import { type CaseReading } from './case-reading.ts';
import { type Stop } from './stop.ts';

type Check = (reading: CaseReading) => Stop | null;

const stop = (gate: Stop['gate'], detail: string, until: Stop['until'] = null): Stop => ({ gate, until, detail });

/** What stops a whole debtor, the gravest first. */
const checks: readonly Check[] = [
  ({ file }) => (file.humanHolding ? stop('human-speaking', 'conversation') : null),
  ({ account: { debtor }, file }) =>
    debtor.parked === 'deceased' || file.protection === 'deceased' ? stop('deceased', 'deceased') : null,
  ({ file }) => (file.protection === null ? null : stop('protected', file.protection)),
  ({ account: { debtor } }) => (debtor.parked === null ? null : stop('account-parked', debtor.parked)),
  ({ account: { debtor } }) => {
    const unknown = unknownOf(debtor);
    return unknown === null ? null : stop('debtor-unknown', unknown);
  },
  ({ file }) => (file.ceased ? stop('ceased', 'ceased') : null),
  ({ account: { creditor }, file }) =>
    creditor.role === 'third-party' && !file.mandate ? stop('no-mandate', 'mandate') : null,
  ({ file: { requestsWaiting } }) => {
    const [first] = requestsWaiting.toSorted((a, b) => (a.since < b.since ? -1 : 1));
    return first === undefined ? null : stop('request-waiting', `${first.kind} ${first.since}`);
  },
  ({ file: { pausedUntil }, calendar: { today } }) =>
    pausedUntil !== null && pausedUntil > today ? stop('sales-pause', `until:${pausedUntil}`, pausedUntil) : null,
];

/** Why nothing at all is decided about a debtor today, or null: one reason, that which stands first. */
export function debtorStop(reading: CaseReading): Stop | null {
  for (const check of checks) {
    const found = check(reading);
    if (found !== null) return found;
  }
  return null;
}
