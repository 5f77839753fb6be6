import { type BankAccount, type PromiseLine } from './account.ts';
import { creditsOf, type Ledger, type LineView } from './ledger.ts';
import { type Currency, type Money, money, sum } from './money.ts';
import { isOwnClaim } from './own-claim.ts';
import { type NotPayable, payablePart } from './payable-part.ts';

/** What can be agreed on in one currency with one payee: the lines' payable parts, less the credits, are the net. */
export type Plannable = {
  readonly key: string; // tells it from the others of the account
  readonly currency: Currency;
  readonly payee: BankAccount | null; // the lines' own, such as a factor; null: the creditor's account in that currency
  readonly lines: readonly PromiseLine[]; // oldest first, before credits
  readonly gross: Money;
  readonly credits: Money; // at most the gross; none against another payee's claim
  readonly net: Money; // gross − credits
  readonly excluded: readonly (PromiseLine & { readonly why: NotPayable })[];
};

/** Lines that are due by the ledger's day; or exactly the named ones, due or not. */
function isAsked(ledger: Ledger, view: LineView, lineIds: readonly string[] | null): boolean {
  if (view.open.minor === 0) return false;
  return lineIds === null ? view.line.due <= ledger.asOf : lineIds.includes(view.line.id);
}

function keyOf({ open, line }: LineView): string {
  return line.payee === null ? open.currency : `${open.currency}-${line.payee.iban}`;
}

type Group = { readonly key: string; readonly views: readonly [LineView, ...LineView[]] };

function plannableIn(ledger: Ledger, { key, views }: Group, unused: number): Plannable {
  const [{ open, line }] = views;
  const { currency } = open;
  const lines: PromiseLine[] = [];
  const excluded: (PromiseLine & { why: NotPayable })[] = [];
  for (const view of views) {
    const part = payablePart(ledger, view);
    if (part.amount.minor > 0) lines.push({ lineId: view.line.id, amount: part.amount });
    if (part.why !== null) excluded.push({ lineId: view.line.id, amount: part.excluded, why: part.why });
  }
  const gross = sum(
    lines.map((line) => line.amount),
    currency,
  );
  // Credits are the creditor's to net; a factor is paid in full.
  const credit = isOwnClaim(line) ? Math.min(gross.minor, unused) : 0;
  const net = money(gross.minor - credit, currency);
  return { key, currency, payee: line.payee, lines, gross, credits: money(credit, currency), net, excluded };
}

/**
 * What a promise or a plan may cover, per currency and payee: everything due, or the named lines. Disputed and in-transit parts,
 * time-barred, held, handed-over and planned lines are left out and listed with the reason; our credits are netted from ours.
 */
export function plannable(ledger: Ledger, lineIds: readonly string[] | null = null): readonly Plannable[] {
  const asked = ledger.lines.filter((view) => isAsked(ledger, view, lineIds));
  const unused = new Map<Currency, number>();
  return [...Map.groupBy(asked, keyOf)]
    .flatMap(([key, [first, ...rest]]): Group[] => (first === undefined ? [] : [{ key, views: [first, ...rest] }]))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((group) => {
      const { currency } = group.views[0].open;
      const left = unused.get(currency) ?? creditsOf(ledger, currency).minor;
      const of = plannableIn(ledger, group, left);
      unused.set(currency, left - of.credits.minor);
      return of;
    });
}

/** The lines an amount pays, oldest first, after the credits have paid theirs; together exactly `amount` when it is at most the net. */
export function coverLines(of: Plannable, amount: Money): readonly PromiseLine[] {
  let credit = of.credits.minor;
  let left = amount.minor;
  return of.lines.flatMap(({ lineId, amount: payable }) => {
    const credited = Math.min(credit, payable.minor);
    const part = Math.min(left, payable.minor - credited);
    credit -= credited;
    left -= part;
    return part > 0 ? [{ lineId, amount: money(part, of.currency) }] : [];
  });
}
