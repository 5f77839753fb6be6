import { type Account, type Charge } from '../account.ts';
import { type Calendar } from '../calendar.ts';
import { type ChargeProposal, indemnities, interest, type InterestReading, isProfessional } from '../charges.ts';
import { type CivilDate } from '../civil-date.ts';
import { type Ledger, lineView, type LineView, makeLedger } from '../ledger.ts';
import { money } from '../money.ts';
import { type RateRow } from '../rates.ts';
import { type CaseFile } from './case-file.ts';
import { type CaseReading, readCase } from './case-reading.ts';
import { isAskedBefore } from './next-level.ts';
import { type EscalationPolicy, type Level } from './policy.ts';
import { type ClaimedLine } from './step.ts';

/** A notice that is about to be made, for its charges. */
export type ChargeInput = {
  readonly account: Account;
  readonly file: CaseFile;
  readonly policy: EscalationPolicy;
  readonly level: Level;
  readonly lines: readonly ClaimedLine[];
  readonly calendar: Calendar;
  readonly rates: readonly RateRow[];
};

/** Why a line of the notice bears no charge, or not yet. */
export type ChargeRefusal = {
  readonly lineId: string;
  readonly why:
    | 'first-reminder' // never at the first
    | 'below-minimum'
    | 'no-rate' // a half-year is missing: charges wait, the principal does not
    | 'not-announced' // no message that reached them named it before
    | 'more-than-due'; // what was announced is more than what is due now: a person looks
  readonly on: CivilDate | null; // the day without a rate
};

/**
 * What a notice says of charges. Once it counts, what it proposed and announced is `announced`, and what it claimed is `claimed`:
 * before, nothing of either is owed.
 */
export type ChargeSteps = {
  readonly propose: readonly ChargeProposal[]; // to be kept as proposed, and announced by this notice with amount and day
  readonly announce: readonly Charge[]; // proposed before and never announced: by this notice
  readonly claim: readonly Charge[]; // announced by a notice that counted: this one asks for them
  readonly left: readonly ChargeRefusal[];
  readonly askPerson: 'insured' | 'key-account' | null; // who is announced nothing by itself: a person decides, and is asked there alone
};

const nothing: ChargeSteps = { propose: [], announce: [], claim: [], left: [], askPerson: null };

function sumOf(charges: readonly Charge[]): number {
  return charges.reduce((total, { amount }) => total + amount.minor, 0);
}

/** The day on which a formal notice of the line counted (C. civ. 1344); null when none did. */
function noticeOn({ entriesOf }: CaseReading, lineId: string): CivilDate | null {
  const days = entriesOf(lineId).flatMap(({ legal, countedOn }) =>
    legal === 'formal-notice' && countedOn !== null ? [countedOn] : [],
  );
  return days.toSorted()[0] ?? null;
}

/** Nothing is charged on small invoices, nor in a currency for which nobody said what is small. */
function isBigEnough({ policy }: ChargeInput, { invoice }: LineView): boolean {
  const least = policy.charges.minimumInvoice.find(({ currency }) => currency === invoice.total.currency);
  return least !== undefined && invoice.total.minor >= least.minor;
}

/** All interest of the line up to the ledger's day by the policy's rule, whatever was charged of it before. */
function readInterest(ledger: Ledger, reading: CaseReading, input: ChargeInput, lineId: string): InterestReading {
  const { interest: rule, contractPpm } = input.policy.charges;
  const view = lineView(ledger, lineId);
  const professional = isProfessional(reading.account.debtor.kind, view.invoice);
  if (rule === 'none' || professional !== (rule === 'late-payment')) return { kind: 'none' };
  const noticed = professional ? null : noticeOn(reading, lineId);
  return interest(ledger, view, input.rates, {
    noticeOn: noticed,
    contractPpm,
    waived: input.file.waivedInterest ?? [],
  });
}

type Accrued = { readonly proposal: ChargeProposal | null; readonly total: number; readonly missing: CivilDate | null };

function accrued(reading: CaseReading, input: ChargeInput, lineId: string): Accrued {
  const none = { proposal: null, total: 0, missing: null };
  const read = readInterest(reading.ledger, reading, input, lineId);
  if (read.kind === 'blocked') return { ...none, missing: read.on };
  return read.kind === 'none' ? none : { proposal: read.charge, total: read.charge.amount.minor, missing: null };
}

function chargesOf({ account }: CaseReading, lineId: string, kind: Charge['kind']): readonly Charge[] {
  return account.charges.filter((charge) => charge.lineId === lineId && charge.kind === kind);
}

/**
 * What was charged of the line's interest, waived or not. What the answer to a dispute cancelled counts as never charged: what accrues leaves
 * out what was given up, and the rest of it is due. Interest given up with such an answer is not in what accrues either: of charges waived for
 * another reason up to that day only what accrues of those days all the same counts, else later interest would be given up with it.
 */
function chargedBefore(reading: CaseReading, input: ChargeInput, lineId: string): number {
  const cancelled = new Set(input.file.cancelledCharges ?? []);
  const charged = chargesOf(reading, lineId, 'interest').filter(({ id }) => !cancelled.has(id));
  const given = (input.file.waivedInterest ?? []).filter((one) => one.lineId === lineId);
  const until = given
    .map((one) => one.until)
    .toSorted()
    .at(-1);
  if (until === undefined) return sumOf(charged);
  const gone = charged.filter(({ status, on }) => status === 'waived' && on <= until);
  const kept = charged.filter((one) => !gone.includes(one));
  const then = readInterest(makeLedger(reading.account, until), reading, input, lineId);
  return sumOf(kept) + Math.min(sumOf(gone), then.kind === 'proposal' ? then.charge.amount.minor : 0);
}

/** What has accrued since what was charged is proposed anew: nothing is charged twice. */
function newInterest(
  reading: CaseReading,
  input: ChargeInput,
  { proposal, total }: Accrued,
  lineId: string,
): readonly ChargeProposal[] {
  const more = total - chargedBefore(reading, input, lineId);
  return proposal === null || more <= 0 ? [] : [{ ...proposal, amount: money(more, proposal.amount.currency) }];
}

/** Whether a notice that was to name the charge reached them on its day or later. */
function isAnnounced({ entriesOf, ledger }: CaseReading, { policy }: ChargeInput, charge: Charge): boolean {
  const invoice = ledger.byLine.get(charge.lineId)?.invoice.id;
  const lines = ledger.lines.filter((view) => view.invoice.id === invoice);
  const naming = new Set(policy.levels.filter(({ charges }) => charges !== 'none').map(({ id }) => id));
  return lines.some(({ line }) =>
    entriesOf(line.id).some(
      ({ levelId, countedOn }) => countedOn !== null && countedOn >= charge.on && naming.has(levelId),
    ),
  );
}

function mayCharge(reading: CaseReading, input: ChargeInput, { lineId }: ClaimedLine): ChargeRefusal | null {
  if (!isAskedBefore(reading, lineId, input.policy)) return { lineId, why: 'first-reminder', on: null };
  return isBigEnough(input, lineView(reading.ledger, lineId)) ? null : { lineId, why: 'below-minimum', on: null };
}

/** The charges of an invoice stand on its oldest late line: the notice is about them when it is about the invoice. */
function ofInvoices(reading: CaseReading, lines: readonly ClaimedLine[]): (of: { readonly lineId: string }) => boolean {
  const invoices = new Set(lines.map(({ invoiceId }) => invoiceId));
  return ({ lineId }) => invoices.has(reading.ledger.byLine.get(lineId)?.invoice.id ?? '');
}

function announceAll(reading: CaseReading, input: ChargeInput, lines: readonly ClaimedLine[]): ChargeSteps {
  const { indemnity } = input.policy.charges;
  const isOf = ofInvoices(reading, lines);
  const fixed = indemnity === 'none' ? [] : indemnities(reading.ledger, indemnity).filter(isOf);
  const left: ChargeRefusal[] = [];
  const running = lines.flatMap(({ lineId }) => {
    const read = accrued(reading, input, lineId);
    if (read.missing !== null) left.push({ lineId, why: 'no-rate', on: read.missing });
    return newInterest(reading, input, read, lineId);
  });
  const kept = reading.account.charges.filter((charge) => charge.status === 'proposed' && isOf(charge));
  const announce = kept.filter((charge) => {
    const why = whyNotDue(reading, input, charge);
    if (why !== null) left.push({ lineId: charge.lineId, why, on: null });
    return why === null;
  });
  return { ...nothing, propose: [...fixed, ...running], announce, left };
}

/** Why what was charged of the line's interest is no longer due as it stands: a part may have been credited or contested since. */
function whyNotDue(reading: CaseReading, input: ChargeInput, { lineId, kind }: Charge): ChargeRefusal['why'] | null {
  if (kind === 'indemnity') return null;
  const { total, missing } = accrued(reading, input, lineId);
  const asked = chargesOf(reading, lineId, 'interest').filter(({ status }) => status !== 'waived');
  if (missing !== null) return 'no-rate';
  return total >= sumOf(asked) ? null : 'more-than-due';
}

function claimAll(reading: CaseReading, input: ChargeInput, lines: readonly ClaimedLine[]): ChargeSteps {
  const left: ChargeRefusal[] = [];
  const announced = reading.account.charges.filter(({ status }) => status === 'proposed' || status === 'announced');
  const claim = announced.filter(ofInvoices(reading, lines)).filter((charge) => {
    const isNamed = charge.status === 'announced' && isAnnounced(reading, input, charge);
    const why = isNamed ? whyNotDue(reading, input, charge) : 'not-announced';
    if (why !== null) left.push({ lineId: charge.lineId, why, on: null });
    return why === null;
  });
  return { ...nothing, claim, left };
}

/**
 * What a notice announces and claims of charges, for the lines that climb a level with it: the fixed sum once per late invoice of a
 * professional, and interest on the undisputed late part. Never at the first reminder, never on small invoices, in insolvency or on
 * what is not late; nothing is claimed that a message which reached them did not announce before. What is insured, and key accounts,
 * are a person's to decide.
 */
export function chargeSteps(input: ChargeInput): ChargeSteps {
  const { charges } = input.level;
  if (charges === 'none' || (input.policy.charges.indemnity === 'none' && input.policy.charges.interest === 'none'))
    return nothing;
  const climbing = input.lines.filter(({ level }) => level > 0);
  if (climbing.length === 0) return nothing;
  const who = input.file.keyAccount ? 'key-account' : input.file.credit?.insured != null ? 'insured' : null;
  if (who !== null) return { ...nothing, askPerson: charges === 'announce' ? who : null };
  const reading = readCase(input.account, input.file, input.calendar);
  const refused = climbing.map((line) => mayCharge(reading, input, line));
  const lines = climbing.filter((_, index) => refused[index] === null);
  const made = charges === 'announce' ? announceAll(reading, input, lines) : claimAll(reading, input, lines);
  return { ...made, left: [...refused.filter((one) => one !== null), ...made.left] };
}
