import { type Account, type ContactPoint, type Debtor, type DueLine, type Invoice } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type CaseFile, type LevelEntry } from '../../domain/escalation/case-file.ts';
import { type Currency } from '../../domain/money.ts';

/** What is known of one debtor, but for the creditor, who is the same for all. */
export type UnpackedCase = { readonly account: Omit<Account, 'creditor'>; readonly file: CaseFile };

/** A part of many cases as solde_case_parts packs it: a JSON array of pairs, a debtor and what there is of that part. */
export type CasePart = { readonly part: string; readonly found: string };

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Open = {
  readonly account: Writable<Omit<UnpackedCase['account'], 'debtor'>> & { readonly debtor: Writable<Debtor> };
  readonly file: Writable<CaseFile>;
};

// Where values are packed, all are texts.
type Absent = '';
type Packed = `${number}`;
type Yes = 't';

type DebtorRow = readonly [
  ...[reference: string, kind: Debtor['kind'], name: string, language: Debtor['language'], zone: string],
  ...[country: string, address: string | null, payday: number | null, version: number, parked: string | null],
  ...[paidByOther: boolean, segment: string | null, tags: string[], salesOwner: string | null],
  ...[protection: string | null, causes: string[], blocked: boolean, mandate: boolean],
];
type InvoiceRow = readonly [
  ...[id: string, issued: CivilDate, minor: Packed, currency: Currency, capacity: Invoice['capacity']],
  ...[number: string, orderNumber?: string | null],
];
type LineRow = readonly [
  ...[id: string, invoiceId: string, position: Packed, due: CivilDate, minor: Packed, currency: Currency],
  ...[means: DueLine['means'], timeBarredFrom: CivilDate | Absent, closed: Exclude<DueLine['closed'], null> | Absent],
  ...[payee?: DueLine['payee'], payeeKind?: DueLine['payeeKind']],
];
type LevelRow = readonly [
  ...[lineId: string, cycle: Packed, level: Packed, policyId: string, legal: LevelEntry['legal']],
  ...[noticeId: string, outlet: LevelEntry['outlet'], status: LevelEntry['status']],
  ...[decidedOn: CivilDate, countedOn: CivilDate | Absent, levelId: string],
];
type PointRow = readonly [
  ...[id: string, contactId: string, role: ContactPoint['role'], channel: ContactPoint['channel']],
  ...[
    verifiedAt: Packed | Absent,
    optedOut: Yes | 'f',
    quarantined: Yes | 'f',
    usableFrom: Packed | Absent,
    address: string,
  ],
];
type Policies = ReadonlyMap<string, LevelEntry['policy']>; // by their id in the database

function openCase(id: string, row: DebtorRow): Open {
  const [reference, kind, name, language, zone, country, address, payday, version, parked, paidByOther, ...known] = row;
  const [segment, tags, salesOwner, protection, causes, blocked, mandate] = known;
  const debtor: Writable<Debtor> = {
    id,
    reference,
    kind,
    name,
    language,
    zone,
    country,
    address,
    payday,
    version,
    parked,
  };
  if (paidByOther) debtor.paidByOther = true;
  return {
    account: {
      ...{ debtor, invoices: [], lines: [], payments: [], creditNotes: [], allocations: [], charges: [], holds: [] },
      ...{ disputes: [], promises: [], plans: [], terms: [], points: [] },
    },
    file: {
      ...{ segment, tags, salesOwner, protection, ceased: false, keyAccount: false, causes, risk: null, levels: [] },
      ...{ cycles: {}, contacts: { today: 0, week: 0, month: 0, lastOn: null, withoutReply: 0, lastReplyOn: null } },
      ...{ requestsWaiting: [], humanHolding: false, proceedings: [], credit: null, pausedUntil: null, blocked },
      ...{ toldSalesOwner: [], firstLetter: null, mandate, policies: { byInvoice: {}, debtor: null, segment: null } },
      ...{ windowUntil: null, openTasks: [] },
    },
  };
}

function invoiceOf([id, issued, minor, currency, capacity, number, orderNumber = null]: InvoiceRow): Invoice {
  return { id, number, issued, total: { minor: Number(minor), currency }, capacity, orderNumber, items: [] };
}

function lineOf(row: LineRow): DueLine {
  const [id, invoiceId, position, due, minor, currency, means, barred, end, payee = null, payeeKind = null] = row;
  return {
    id,
    invoiceId,
    position: Number(position),
    due,
    amount: { minor: Number(minor), currency },
    means,
    payee,
    payeeKind,
    timeBarredFrom: barred === '' ? null : barred,
    closed: end === '' ? null : end,
  };
}

function pointOf([id, contactId, role, channel, proved, stopped, not, usable, address]: PointRow): ContactPoint {
  const [optedOut, quarantined] = [stopped === 't', not === 't'];
  const verifiedAt = proved === '' ? null : Number(proved);
  const usableFrom = usable === '' ? null : Number(usable);
  return { id, contactId, role, channel, address, verifiedAt, optedOut, quarantined, usableFrom };
}

function levelOf(row: LevelRow, policies: Policies): LevelEntry | null {
  const [lineId, cycle, level, policyId, legal, notice, outlet, status, decidedOn, counted, levelId] = row;
  const policy = policies.get(policyId);
  if (policy === undefined) return null;
  return {
    lineId,
    cycle: Number(cycle),
    level: Number(level),
    levelId,
    policy,
    legal,
    noticeId: notice === '' ? null : notice,
    outlet,
    status,
    decidedOn,
    countedOn: counted === '' ? null : counted,
  };
}

type Parts = Pick<
  Required<Account>,
  'payments' | 'creditNotes' | 'allocations' | 'charges' | 'holds' | 'disputes' | 'promises' | 'plans' | 'terms'
> &
  Pick<CaseFile, 'requestsWaiting' | 'proceedings' | 'cycles' | 'ceased' | 'humanHolding' | 'toldSalesOwner'> &
  Required<
    Pick<
      CaseFile,
      'pausedUntil' | 'firstLetter' | 'openTasks' | 'unmatchedCash' | 'waivedInterest' | 'cancelledCharges'
    >
  > & {
    readonly invoices: readonly InvoiceRow[];
    readonly lines: readonly LineRow[];
    readonly levels: readonly LevelRow[];
    readonly points: readonly PointRow[];
    readonly contacts: readonly [today: number, week: number, month: number, lastOn: CivilDate, withoutReply: number];
    readonly heard: readonly [lastReplyOn: CivilDate | null, windowUntil: Instant | null];
    readonly credit: readonly [keyAccount: boolean, risk: number | null, credit: CaseFile['credit']];
    readonly byInvoice: CaseFile['policies']['byInvoice'];
    readonly byDebtor: string;
    readonly bySegment: string;
  };

type Put<T> = (of: Open, found: T, policies: Policies) => void;

/** Where each part goes. */
const places: { readonly [Part in keyof Parts]: Put<Parts[Part]> } = {
  invoices: ({ account }, found) => (account.invoices = found.map(invoiceOf)),
  lines: ({ account }, found) => (account.lines = found.map(lineOf)),
  payments: ({ account }, found) => (account.payments = found),
  creditNotes: ({ account }, found) => (account.creditNotes = found),
  allocations: ({ account }, found) => (account.allocations = found),
  charges: ({ account }, found) => (account.charges = found),
  holds: ({ account }, found) => (account.holds = found),
  disputes: ({ account }, found) => (account.disputes = found),
  promises: ({ account }, found) => (account.promises = found),
  plans: ({ account }, found) => (account.plans = found),
  terms: ({ account }, found) => (account.terms = found),
  points: ({ account }, found) => (account.points = found.map(pointOf)),
  levels: ({ file }, found, policies) =>
    (file.levels = found.map((row) => levelOf(row, policies)).filter((entry) => entry !== null)),
  cycles: ({ file }, found) => (file.cycles = found),
  ceased: ({ file }, found) => (file.ceased = found),
  humanHolding: ({ file }, found) => (file.humanHolding = found),
  requestsWaiting: ({ file }, found) => (file.requestsWaiting = found),
  proceedings: ({ file }, found) => (file.proceedings = found),
  toldSalesOwner: ({ file }, found) => (file.toldSalesOwner = found),
  pausedUntil: ({ file }, found) => (file.pausedUntil = found),
  firstLetter: ({ file }, found) => (file.firstLetter = found),
  openTasks: ({ file }, found) => (file.openTasks = found),
  unmatchedCash: ({ file }, found) => (file.unmatchedCash = found),
  waivedInterest: ({ file }, found) => (file.waivedInterest = found),
  cancelledCharges: ({ file }, found) => (file.cancelledCharges = found),
  contacts: ({ file }, [today, week, month, lastOn, withoutReply]) =>
    (file.contacts = { ...file.contacts, today, week, month, lastOn, withoutReply }),
  heard: ({ file }, [lastReplyOn, windowUntil]) => {
    file.contacts = { ...file.contacts, lastReplyOn };
    file.windowUntil = windowUntil;
  },
  credit: ({ account, file }, [keyAccount, risk, credit]) => {
    Object.assign(file, { keyAccount, risk, credit });
    // No plan and no extension without a person.
    if (credit !== null && (credit.insurer !== null || (credit.insured?.minor ?? 0) > 0)) account.debtor.insured = true;
  },
  byInvoice: ({ file }, byInvoice) => (file.policies = { ...file.policies, byInvoice }),
  byDebtor: ({ file }, debtor) => (file.policies = { ...file.policies, debtor }),
  bySegment: ({ file }, segment) => (file.policies = { ...file.policies, segment }),
};

type Pairs<T> = readonly (readonly [of: string, found: T])[];

function pairsOf<T>(parts: ReadonlyMap<string, string>, part: string): Pairs<T> {
  return JSON.parse(parts.get(part) ?? '[]') as Pairs<T>; // solde_case_parts wrote it
}

function putAll<Part extends keyof Parts>(
  cases: ReadonlyMap<string, Open>,
  part: Part,
  found: Pairs<Parts[Part]>,
  policies: Policies,
): void {
  const put = places[part];
  for (const [id, value] of found) {
    const of = cases.get(id);
    if (of !== undefined) put(of, value, policies);
  }
}

/** The cases that these parts are of, in the order of their debtors; whom there is nothing of is left out. */
export function unpackCases(debtorIds: readonly string[], rows: readonly CasePart[]): readonly UnpackedCase[] {
  const parts = new Map(rows.map(({ part, found }) => [part, found]));
  const policies = new Map(
    pairsOf<[string, string]>(parts, 'policies').map(([policyId, [id, version]]) => [policyId, { id, version }]),
  );
  const cases = new Map(pairsOf<DebtorRow>(parts, 'debtor').map(([id, row]) => [id, openCase(id, row)]));
  for (const part of Object.keys(places) as (keyof Parts)[]) putAll(cases, part, pairsOf(parts, part), policies);
  return debtorIds.flatMap((id) => cases.get(id) ?? []);
}
