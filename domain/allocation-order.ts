import { type AllocationTarget } from './account.ts';
import { isClaimed } from './balance.ts';
import { collectionOf } from './collection.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { type Currency, money, splitProRata } from './money.ts';
import { isOwnClaim } from './own-claim.ts';

/** What makes a debt onerous: its yearly rate in millionths, and whether it is secured. */
export type Burden = { readonly yearlyPpm: number; readonly secured: boolean };

/** `interestFirst`: within a debt, claimed charges before principal (C. civ. 1343-1); burdens by line id, none by default. */
export type LegalPolicy = { readonly interestFirst: boolean; readonly burdens?: ReadonlyMap<string, Burden> };

type Part = { readonly target: AllocationTarget; readonly minor: number };
type Debt = { readonly parts: readonly Part[]; readonly total: number };

/** Places some money on debts of one rank; the shares sum to the money, or to the debts when there is more. */
export type Step = (available: number) => readonly Part[];

/** What money that was given or announced already takes of a line: other money cannot be placed there as well. */
export function comingMinor({ inTransit, announced }: LineView): number {
  return inTransit.minor + announced.minor;
}

/** What undirected money may pay of a line: nothing contested, not asked for, owed to a factor or about to be collected. */
export function freeMinor(ledger: Ledger, view: LineView): number {
  if (!isClaimed(view) || !isOwnClaim(view.line) || collectionOf(ledger, view) === 'planned') return 0;
  return Math.max(0, view.open.minor - view.disputed.minor - comingMinor(view));
}

/** Claimed charges of a line; none while any of the line is contested, since the charge then is too. */
function chargeParts(ledger: Ledger, view: LineView): Part[] {
  if (!isClaimed(view) || view.disputed.minor > 0) return [];
  return ledger.charges
    .filter(({ charge }) => charge.lineId === view.line.id)
    .map(({ charge, open }) => ({ target: { kind: 'charge', id: charge.id }, minor: open.minor }));
}

function debtOf(parts: readonly Part[]): Debt {
  const open = parts.filter((part) => part.minor > 0);
  return { parts: open, total: open.reduce((total, part) => total + part.minor, 0) };
}

/** Within one debt the parts are paid in their order; between debts of one rank, pro rata. */
function share(debts: readonly Debt[], currency: Currency): Step {
  return (available) => {
    const whole = debts.reduce((total, debt) => total + debt.total, 0);
    if (whole === 0) return [];
    const shares = splitProRata(
      money(Math.min(available, whole), currency),
      debts.map((debt) => debt.total),
    );
    return debts.flatMap((debt, index) => {
      let left = shares[index]?.minor ?? 0;
      return debt.parts.map(({ target, minor }) => {
        const part = Math.min(left, minor);
        left -= part;
        return { target, minor: part };
      });
    });
  };
}

/** Lines of one rank stand together: same burden, same age. */
function ranks(views: readonly LineView[], policy: LegalPolicy): readonly (readonly LineView[])[] {
  const burden = (view: LineView): Burden => policy.burdens?.get(view.line.id) ?? { yearlyPpm: 0, secured: false };
  const key = (view: LineView): string => `${burden(view).yearlyPpm}|${String(burden(view).secured)}|${view.line.due}`;
  const compare = (a: LineView, b: LineView): number => {
    const [left, right] = [burden(a), burden(b)];
    if (left.yearlyPpm !== right.yearlyPpm) return right.yearlyPpm - left.yearlyPpm;
    if (left.secured !== right.secured) return left.secured ? -1 : 1;
    return a.line.due === b.line.due ? 0 : a.line.due < b.line.due ? -1 : 1;
  };
  return [...Map.groupBy(views.toSorted(compare), key).values()];
}

/**
 * The order of C. civ. 1342-10 al. 2: what is due before what is not; the most onerous, then the oldest; equals pro rata.
 * Principal comes first by default, claimed charges after all due principal; `taken` is what was already placed on a target.
 */
export function legalOrder(
  ledger: Ledger,
  currency: Currency,
  policy: LegalPolicy,
  taken: (target: AllocationTarget) => number,
): readonly Step[] {
  const views = ledger.lines.filter((view) => view.open.currency === currency);
  const less = (part: Part): Part => ({ ...part, minor: part.minor - taken(part.target) });
  const principal = (view: LineView): Part[] => [
    less({ target: { kind: 'line', id: view.line.id }, minor: freeMinor(ledger, view) }),
  ];
  const charges = (view: LineView): Part[] => chargeParts(ledger, view).map(less);
  const both = (view: LineView): Part[] => [...charges(view), ...principal(view)];
  const steps = (of: readonly LineView[], parts: (view: LineView) => Part[]): Step[] =>
    ranks(of, policy).map((rank) =>
      share(
        rank.map((view) => debtOf(parts(view))),
        currency,
      ),
    );
  const due = views.filter((view) => view.line.due <= ledger.asOf);
  const coming = views.filter((view) => view.line.due > ledger.asOf);
  if (policy.interestFirst) return [...steps(due, both), ...steps(coming, both)];
  return [...steps(due, principal), ...steps(due, charges), ...steps(coming, principal), ...steps(coming, charges)];
}
