import { type Account, type DueLine } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type LimitationPeriod, limitationPeriod, timeBarredFrom } from './limitation.ts';

/** What began the period anew (C. civ. 2240), and what proves it. */
export type Interruption = {
  readonly on: CivilDate;
  readonly why: 'promise' | 'plan' | 'part-payment';
  readonly proof: string; // promise:<id>, plan:<id> or payment:<id>
};

/** From when a claim's time runs and the first day it is over; null where its law is not known. */
export type Limitation = {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly interruptions: readonly Interruption[]; // in force, oldest first; what came before the due date or too late began nothing
};

/** What acknowledged the line, oldest first: money that came of it, and words that were confirmed. */
function acknowledgementsOf(account: Account, line: DueLine): readonly Interruption[] {
  const agreed = (of: { readonly lines: readonly { readonly lineId: string }[] }): boolean =>
    of.lines.some(({ lineId }) => lineId === line.id);
  const settled = new Map(
    account.payments.filter(({ status }) => status === 'settled').map((payment) => [payment.id, payment]),
  );
  const paid = account.allocations.flatMap(({ source, target, reversedOn }): Interruption[] => {
    const payment = source.kind === 'payment' && reversedOn === null ? settled.get(source.id) : undefined;
    const isOfLine = target.kind === 'line' && target.id === line.id;
    if (payment === undefined || !isOfLine) return [];
    return [{ on: payment.valueDate, why: 'part-payment', proof: `payment:${payment.id}` }];
  });
  const promised = account.promises
    .filter(agreed)
    .map(({ id, madeOn }): Interruption => ({ on: madeOn, why: 'promise', proof: `promise:${id}` }));
  const planned = account.plans
    .filter(agreed)
    .flatMap(({ id, signedOn }): Interruption[] =>
      signedOn === null ? [] : [{ on: signedOn, why: 'plan', proof: `plan:${id}` }],
    );
  return [...paid, ...promised, ...planned].toSorted((a, b) =>
    a.on === b.on ? (a.proof < b.proof ? -1 : 1) : a.on < b.on ? -1 : 1,
  );
}

/** How long the line may still be asked for, by its law or by the shorter period of a policy, and each interruption with its proof. */
export function limitationOf(account: Account, line: DueLine, figure: LimitationPeriod | null = null): Limitation {
  const capacity = account.invoices.find(({ id }) => id === line.invoiceId)?.capacity ?? 'private';
  const { country, kind } = account.debtor;
  const period = figure ?? limitationPeriod({ country, debtor: kind, capacity });
  const acknowledged = acknowledgementsOf(account, line);
  const days = acknowledged.map(({ on }) => on);
  const computed = timeBarredFrom(line.due, period, days);
  const inForce = acknowledged.filter(({ on }) => on > line.due && (computed === null || on < computed));
  // What the accounts know of a line stands where it is earlier: nobody is asked for what may be barred.
  const until =
    line.timeBarredFrom !== null && (computed === null || line.timeBarredFrom < computed)
      ? line.timeBarredFrom
      : computed;
  return { from: inForce.at(-1)?.on ?? line.due, until, interruptions: inForce };
}
