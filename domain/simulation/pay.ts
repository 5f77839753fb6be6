import { type Account, type PromiseLine } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { makeLedger } from '../ledger.ts';
import { money } from '../money.ts';
import { type Chance } from './chance.ts';

/** The account after a transfer for these parts, as far as they are still open; and what came in, by currency. */
export function pay(
  account: Account,
  parts: readonly PromiseLine[],
  on: CivilDate,
  draw: Chance,
): { readonly account: Account; readonly received: ReadonlyMap<string, number> } {
  const ledger = makeLedger(account, on);
  let payments = account.payments;
  let allocations = account.allocations;
  const received = new Map<string, number>();
  for (const { lineId, amount } of parts) {
    const minor = Math.min(amount.minor, ledger.byLine.get(lineId)?.open.minor ?? 0);
    if (minor <= 0) continue;
    const part = money(minor, amount.currency);
    const id = draw.uuid();
    const facts = { status: 'settled', means: 'transfer', text: '', confirmed: true, returnedOn: null } as const;
    payments = [...payments, { id, amount: part, valueDate: on, ...facts }];
    const placed = { source: { kind: 'payment', id }, target: { kind: 'line', id: lineId } } as const;
    allocations = [
      ...allocations,
      { id: draw.uuid(), ...placed, amount: part, on, reversedOn: null, by: 'accounts' as const },
    ];
    received.set(amount.currency, (received.get(amount.currency) ?? 0) + minor);
  }
  return { account: { ...account, payments, allocations }, received };
}
