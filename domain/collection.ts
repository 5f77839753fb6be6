import { type DueLine } from './account.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { type Ledger, type LineView } from './ledger.ts';

/** A bank may return what was presented for so many days after its day (five banking days of the SEPA rulebooks). */
const returnDays = 7;

/** Whether the creditor takes the money itself on the due day: a direct debit, or a bill of exchange the debtor accepted. */
export function isCollected({ means }: Pick<DueLine, 'means'>): boolean {
  return means === 'direct-debit' || means === 'bill-of-exchange';
}

/** The last payment that was to settle the line and came back, with its day; null when none did by the ledger's date. */
export function lastReturn(ledger: Ledger, lineId: string): { readonly on: CivilDate; readonly minor: number } | null {
  const { account, asOf } = ledger;
  const parts = account.allocations.filter(({ source, target }) => source.kind === 'payment' && target.id === lineId);
  let last: { on: CivilDate; minor: number } | null = null;
  for (const { source, amount } of parts) {
    const payment = account.payments.find(({ id }) => id === source.id);
    if (payment?.status !== 'returned' || payment.returnedOn === null || payment.returnedOn > asOf) continue;
    if (last === null || payment.returnedOn > last.on) last = { on: payment.returnedOn, minor: amount.minor };
  }
  return last;
}

/**
 * Where the creditor's own collection of the line stands: planned up to its day, presented while the bank may still return it, null
 * when it came back, when nobody knows of it any more, or when the debtor pays by themselves.
 */
export function collectionOf(ledger: Ledger, { line, open }: LineView): 'planned' | 'presented' | null {
  if (!isCollected(line) || open.minor === 0) return null;
  if (line.due >= ledger.asOf) return 'planned';
  if (addDays(line.due, returnDays) < ledger.asOf) return null;
  return (lastReturn(ledger, line.id)?.on ?? '') >= line.due ? null : 'presented';
}
