import { type Ledger, type LineView } from './ledger.ts';
import { type Money, money } from './money.ts';
import { isOnPlan } from './payable-part.ts';

/**
 * What is open of a line and already agreed on: all of it but the contested part when the line is on a running plan, else what
 * open promises of it still wait for. Nobody is told that it is late, nor asked for a date again.
 */
export function agreedPart(ledger: Ledger, view: LineView): Money {
  const { open, disputed, line } = view;
  const room = open.minor - disputed.minor;
  if (isOnPlan(ledger, line.id)) return money(room, open.currency);
  let promised = 0;
  for (const promise of ledger.account.promises) {
    if (promise.status !== 'open') continue;
    const paid = view.settlements
      .filter(({ source, on }) => source.kind === 'payment' && on >= promise.madeOn)
      .reduce((total, { amount }) => total + amount.minor, 0);
    for (const part of promise.lines) if (part.lineId === line.id) promised += Math.max(0, part.amount.minor - paid);
  }
  return money(Math.min(room, promised), open.currency);
}
