import { type Account, type Charge, type DebtorKind, type Invoice } from './account.ts';
import { addDays, type CivilDate, daysBetween } from './civil-date.ts';
import { isHoldEffective } from './held-amount.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { money } from './money.ts';
import { type RateKind, type RateRow, rateOn } from './rates.ts';

/** A charge a person may announce and claim; nothing is owed of it before. */
export type ChargeProposal = Omit<Charge, 'id'> & { readonly rateRows: readonly string[] };

export type InterestReading =
  | { readonly kind: 'proposal'; readonly charge: ChargeProposal }
  | { readonly kind: 'none' }
  | { readonly kind: 'blocked'; readonly why: 'no-rate'; readonly on: CivilDate };

/** Whether the debtor bought as a professional: only then are the indemnity and the professional rate due. */
export function isProfessional(debtor: DebtorKind, invoice: Pick<Invoice, 'capacity'>): boolean {
  return debtor !== 'consumer' && !(debtor === 'sole-trader' && invoice.capacity === 'private');
}

/** In insolvency proceedings neither indemnity nor interest is asked (C. com. L441-10 II, L622-28). */
function isInsolvent(account: Account, view: LineView, asOf: CivilDate): boolean {
  const held = account.holds.some(
    (hold) =>
      hold.reason === 'insolvency' &&
      (hold.lineId === null || hold.lineId === view.line.id) &&
      isHoldEffective(hold, asOf),
  );
  return held || view.line.closed === 'insolvency';
}

function isChargeable(ledger: Ledger, view: LineView): boolean {
  return (
    view.line.closed === null &&
    !view.timeBarred &&
    view.disputed.minor === 0 &&
    !isInsolvent(ledger.account, view, ledger.asOf)
  );
}

/** What of the line bore lateness at the end of that day, by the value dates known now; credit notes count from the start. */
function lateMinorAt(view: LineView, day: CivilDate): number {
  let open = view.line.amount.minor;
  for (const { source, amount, on } of view.settlements) {
    if (source.kind === 'credit-note' || on <= day) open -= amount.minor;
  }
  return Math.max(0, open);
}

function isLate(view: LineView, asOf: CivilDate): boolean {
  return view.line.due < asOf && lateMinorAt(view, view.line.due) > 0;
}

/**
 * The fixed indemnity of 40 € (C. com. D441-5): once for each invoice a professional paid late or has not paid, on its oldest
 * late line, whatever was paid in part; never again when it was waived; in euros only.
 */
export function indemnities(ledger: Ledger): readonly ChargeProposal[] {
  const { account, asOf } = ledger;
  const invoiceOf = new Map(ledger.lines.map((view) => [view.line.id, view.invoice.id]));
  const charged = new Set(
    account.charges.filter(({ kind }) => kind === 'indemnity').map(({ lineId }) => invoiceOf.get(lineId)),
  );
  return ledger.lines.flatMap((view) => {
    const { invoice, line } = view;
    const due = isProfessional(account.debtor.kind, invoice) && isLate(view, asOf) && isChargeable(ledger, view);
    if (!due || line.amount.currency !== 'EUR' || charged.has(invoice.id)) return [];
    charged.add(invoice.id);
    const basis = 'C. com. L441-10 II, D441-5';
    return [
      {
        lineId: line.id,
        kind: 'indemnity',
        amount: money(4000, 'EUR'),
        status: 'proposed',
        basis,
        on: asOf,
        rateRows: [],
      },
    ];
  });
}

/** The days on which what was open of the line changed, within (after, until]. */
function changes(view: LineView, after: CivilDate, until: CivilDate): readonly CivilDate[] {
  const days = view.settlements.map(({ on }) => on).filter((on) => on > after && on < until);
  return [...new Set(days)].toSorted();
}

type Stretch = { readonly numerator: bigint; readonly rows: readonly string[] } | { readonly missing: CivilDate };

/** Interest of (from, to] on an unchanging base, cut where the rate changes, in minor units × millionths × days. */
function stretch(base: number, from: CivilDate, to: CivilDate, rate: (day: CivilDate) => RateRow | null): Stretch {
  let numerator = 0n;
  const rows: string[] = [];
  for (let at = from; at < to;) {
    const row = rate(addDays(at, 1));
    if (row === null) return { missing: addDays(at, 1) };
    const end = addDays(row.until, -1) < to ? addDays(row.until, -1) : to;
    numerator += BigInt(base) * BigInt(daysBetween(at, end)) * BigInt(row.yearlyPpm);
    rows.push(row.id);
    at = end;
  }
  return { numerator, rows };
}

/** Halves go up; once for the whole line, so that no cent is made by cutting. */
function roundHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 2n + denominator) / (denominator * 2n));
}

/** The day after which interest runs, and at which rate; null when it does not run. */
function runsFrom(
  ledger: Ledger,
  view: LineView,
  noticeOn: CivilDate | null,
): { from: CivilDate; kind: RateKind } | null {
  const professional = isProfessional(ledger.account.debtor.kind, view.invoice);
  const start = professional ? view.line.due : noticeOn;
  if (start === null || !isChargeable(ledger, view)) return null;
  const from = start < view.line.due ? view.line.due : start;
  return from < ledger.asOf ? { from, kind: professional ? 'late-payment' : 'legal-professional-creditor' } : null;
}

/** Interest over (from, asOf] on what was open at the end of the day before each day. */
function accrue(ledger: Ledger, view: LineView, from: CivilDate, rate: (day: CivilDate) => RateRow | null): Stretch {
  const cuts = [from, ...changes(view, from, ledger.asOf)];
  let numerator = 0n;
  const rows = new Set<string>();
  for (const [index, at] of cuts.entries()) {
    const base = lateMinorAt(view, at);
    if (base === 0) continue;
    const part = stretch(base, at, cuts[index + 1] ?? ledger.asOf, rate);
    if ('missing' in part) return part;
    numerator += part.numerator;
    for (const row of part.rows) rows.add(row);
  }
  return { numerator, rows: [...rows] };
}

/**
 * Simple interest of a late line up to the ledger's day, actual days over 365, on what was open day by day. A professional
 * owes it from the day after the due date (C. com. L441-10); a consumer from the day after the formal notice `noticeOn` only
 * (C. civ. 1231-6). A day without a rate row blocks it: nothing is guessed.
 */
export function interest(
  ledger: Ledger,
  view: LineView,
  table: readonly RateRow[],
  noticeOn: CivilDate | null,
): InterestReading {
  const run = runsFrom(ledger, view, noticeOn);
  if (run === null) return { kind: 'none' };
  const accrued = accrue(ledger, view, run.from, (day) => rateOn(table, run.kind, day));
  if ('missing' in accrued) return { kind: 'blocked', why: 'no-rate', on: accrued.missing };
  const minor = roundHalfUp(accrued.numerator, 365_000_000n);
  if (minor === 0) return { kind: 'none' };
  const basis = run.kind === 'late-payment' ? 'C. com. L441-10 II' : 'C. civ. 1231-6';
  const amount = money(minor, view.open.currency);
  const { asOf: on } = ledger;
  return {
    kind: 'proposal',
    charge: { lineId: view.line.id, kind: 'interest', amount, status: 'proposed', basis, on, rateRows: accrued.rows },
  };
}
