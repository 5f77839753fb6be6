import { type Charge, type Debtor, type DebtorKind, type Invoice } from './account.ts';
import { addDays, type CivilDate, date, daysBetween } from './civil-date.ts';
import { holdEffects } from './escalation/hold-effects.ts';
import { isFrozen } from './frozen-line.ts';
import { heldMinor } from './held-amount.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { money } from './money.ts';
import { type RateKind, type RateRow, rateOn } from './rates.ts';
import { type WaivedInterest } from './waived-interest.ts';

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

/** What of the open amount bears no charge now: the contested part, and what a hold that stops interest is on. */
function setApart({ account, asOf }: Ledger, { line, open, disputed }: LineView): number {
  const holds = account.holds.filter(({ reason }) => reason !== 'dispute' && holdEffects[reason].interest);
  return Math.min(open.minor, disputed.minor + heldMinor(holds, line.id, open.minor, asOf));
}

/** In insolvency proceedings nothing is asked beside (C. com. L441-10 II, L622-28); else only the undisputed late part bears charges. */
function isChargeable(ledger: Ledger, view: LineView): boolean {
  return (
    view.line.closed === null &&
    !view.timeBarred &&
    (view.open.minor === 0 || setApart(ledger, view) < view.open.minor) &&
    !isFrozen(ledger.account, view.line, ledger.asOf)
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

/** By which law a late invoice costs a fixed sum. */
export type IndemnityRule = 'fr-40' | 'uk-scale';

/** £40 under £1,000, £70 under £10,000, £100 from there on (1998 Act, s. 5A). */
function ukSum(debt: number): number {
  return debt < 100_000 ? 4_000 : debt < 1_000_000 ? 7_000 : 10_000;
}

function fixedSum(rule: IndemnityRule, { total }: Invoice): Pick<ChargeProposal, 'amount' | 'basis'> | null {
  const { minor, currency } = total;
  if (rule === 'fr-40')
    return currency === 'EUR' ? { amount: money(4_000, 'EUR'), basis: 'C. com. L441-10 II, D441-5' } : null;
  return currency === 'GBP' ? { amount: money(ukSum(minor), 'GBP'), basis: '1998 Act, s. 5A' } : null;
}

/**
 * The fixed indemnity of a late invoice, 40 € in France (C. com. D441-5), by a scale of its amount in the United Kingdom: once for each
 * invoice a professional paid late or has not paid, on its oldest late line, whatever was paid in part; never again when it was waived;
 * in that country's money only.
 */
export function indemnities(ledger: Ledger, rule: IndemnityRule = 'fr-40'): readonly ChargeProposal[] {
  const { account, asOf } = ledger;
  const invoiceOf = new Map(ledger.lines.map((view) => [view.line.id, view.invoice.id]));
  const charged = new Set(
    account.charges.filter(({ kind }) => kind === 'indemnity').map(({ lineId }) => invoiceOf.get(lineId)),
  );
  return ledger.lines.flatMap((view): ChargeProposal[] => {
    const { invoice, line } = view;
    const due = isProfessional(account.debtor.kind, invoice) && isLate(view, asOf) && isChargeable(ledger, view);
    const sum = fixedSum(rule, { ...invoice, total: money(invoice.total.minor, line.amount.currency) });
    if (!due || sum === null || charged.has(invoice.id)) return [];
    charged.add(invoice.id);
    return [{ lineId: line.id, kind: 'indemnity', ...sum, status: 'proposed', on: asOf, rateRows: [] }];
  });
}

/** The days, within (after, until), on which what bears interest of the line changed. */
function changes(
  view: LineView,
  waived: readonly WaivedInterest[],
  [after, until]: readonly [CivilDate, CivilDate],
): readonly CivilDate[] {
  const days = [...view.settlements.map(({ on }) => on), ...waived.map((one) => one.until)];
  return [...new Set(days.filter((on) => on > after && on < until))].toSorted();
}

function waivedMinorAt(waived: readonly WaivedInterest[], day: CivilDate): number {
  return waived.reduce((total, { amount, until }) => (day < until ? total + amount.minor : total), 0);
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

/** The rate a professional owes, by who they are and where. */
function lateRate({ kind, country }: Debtor): RateKind {
  if (country === 'GB') return 'late-payment-uk';
  return kind === 'public-body' ? 'late-payment-public' : 'late-payment';
}

/** The day after which interest runs, and at which rate; null when it does not run. */
function runsFrom(
  ledger: Ledger,
  view: LineView,
  noticeOn: CivilDate | null,
): { from: CivilDate; kind: RateKind } | null {
  const { debtor } = ledger.account;
  const professional = isProfessional(debtor.kind, view.invoice);
  const start = professional ? view.line.due : noticeOn;
  if (start === null || !isChargeable(ledger, view)) return null;
  const from = start < view.line.due ? view.line.due : start;
  return from < ledger.asOf ? { from, kind: professional ? lateRate(debtor) : 'legal-professional-creditor' } : null;
}

type Run = { readonly from: CivilDate; readonly waived: readonly WaivedInterest[] };

/** Interest over (from, asOf] on what was open at the end of the day before each day, less what is set apart now or was waived then. */
function accrue(
  ledger: Ledger,
  view: LineView,
  { from, waived }: Run,
  rate: (day: CivilDate) => RateRow | null,
): Stretch {
  const cuts = [from, ...changes(view, waived, [from, ledger.asOf])];
  const apart = setApart(ledger, view);
  let numerator = 0n;
  const rows = new Set<string>();
  for (const [index, at] of cuts.entries()) {
    const base = Math.max(0, lateMinorAt(view, at) - apart - waivedMinorAt(waived, at));
    if (base === 0) continue;
    const part = stretch(base, at, cuts[index + 1] ?? ledger.asOf, rate);
    if ('missing' in part) return part;
    numerator += part.numerator;
    for (const row of part.rows) rows.add(row);
  }
  return { numerator, rows: [...rows] };
}

const always = date('9999-12-31');

/**
 * The rate of a day: the table's, or the agreed one. Between professionals in France an agreed rate is at least three times the legal
 * rate (C. com. L441-10 II), so that without the legal rate of the day nothing can be said.
 */
function rateOfDay(
  table: readonly RateRow[],
  kind: RateKind,
  contractPpm: number | null,
): (day: CivilDate) => RateRow | null {
  if (contractPpm === null || kind === 'legal-professional-creditor') return (day) => rateOn(table, kind, day);
  return (day) => {
    if (kind === 'late-payment-uk')
      return { id: 'contract', kind, from: day, until: always, yearlyPpm: contractPpm, source: 'contract' };
    const legal = rateOn(table, 'legal-professional-creditor', day);
    return legal === null
      ? null
      : { ...legal, id: `contract:${legal.id}`, yearlyPpm: Math.max(contractPpm, 3 * legal.yearlyPpm) };
  };
}

const bases: Readonly<Record<RateKind, string>> = {
  'late-payment': 'C. com. L441-10 II',
  'late-payment-public': 'CCP R2192-31',
  'late-payment-uk': '1998 Act, s. 1',
  'legal-professional-creditor': 'C. civ. 1231-6',
  'legal-private-creditor': 'C. civ. 1231-6',
};

type InterestTerms = {
  readonly noticeOn: CivilDate | null;
  readonly contractPpm?: number | null;
  readonly waived?: readonly WaivedInterest[];
};

/**
 * Simple interest of a late line up to the ledger's day, actual days over 365, on what was open and uncontested day by day, VAT
 * included. A professional owes it from the day after the due date (C. com. L441-10); a consumer from the day after the formal notice
 * `noticeOn` only (C. civ. 1231-6), at the legal rate. A day without a rate row blocks it: nothing is guessed. `contractPpm`: the
 * agreed rate a year in millionths. `waived`: what was given up of it, of any line.
 */
export function interest(
  ledger: Ledger,
  view: LineView,
  table: readonly RateRow[],
  { noticeOn, contractPpm = null, waived = [] }: InterestTerms,
): InterestReading {
  const run = runsFrom(ledger, view, noticeOn);
  if (run === null) return { kind: 'none' };
  const given = waived.filter(({ lineId }) => lineId === view.line.id);
  const accrued = accrue(ledger, view, { from: run.from, waived: given }, rateOfDay(table, run.kind, contractPpm));
  if ('missing' in accrued) return { kind: 'blocked', why: 'no-rate', on: accrued.missing };
  const minor = roundHalfUp(accrued.numerator, 365_000_000n);
  if (minor === 0) return { kind: 'none' };
  const amount = money(minor, view.open.currency);
  const head = { lineId: view.line.id, kind: 'interest', amount, status: 'proposed', basis: bases[run.kind] } as const;
  return { kind: 'proposal', charge: { ...head, on: ledger.asOf, rateRows: accrued.rows } };
}
