import { type Account, type ContactPoint, type Debtor, type DueLine, type Invoice } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type CaseFile, type ContactCount, type LevelEntry } from '../../domain/escalation/case-file.ts';
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
type Absent = ''; // null, where values are packed

type DebtorRow = readonly [
  ...[reference: string, kind: Debtor['kind'], name: string, language: Debtor['language'], zone: string],
  ...[country: string, address: string | null, payday: number | null, version: number, parked: string | null],
  ...[paidByOther: boolean, segment: string | null, tags: string[], salesOwner: string | null],
  ...[protection: string | null, causes: string[], blocked: boolean, mandate: boolean],
];
type InvoiceRow = readonly [
  ...[id: string, number: string, issued: CivilDate, minor: number, currency: Currency],
  ...[capacity: Invoice['capacity'], orderNumber: string | null],
];
type LineRow = readonly [
  ...[id: string, invoiceId: string, position: number, due: CivilDate, minor: number, currency: Currency],
  ...[means: DueLine['means'], timeBarredFrom: CivilDate | Absent, closed: Exclude<DueLine['closed'], null> | Absent],
  ...[payee?: DueLine['payee'], payeeKind?: DueLine['payeeKind']],
];
type LevelRow = readonly [
  ...[lineId: string, cycle: number, level: number, levelId: string, place: number, legal: LevelEntry['legal']],
  ...[noticeId: string | Absent, outlet: LevelEntry['outlet'], status: LevelEntry['status']],
  ...[decidedOn: CivilDate, countedOn: CivilDate | Absent],
];
type PointRow = readonly [
  ...[id: string, contactId: string, role: ContactPoint['role'], channel: ContactPoint['channel'], address: string],
  ...[verifiedAt: Instant | null, optedOut: 0 | 1, quarantined: 0 | 1, usableFrom: Instant | null],
];
type Policies = ReadonlyMap<number, LevelEntry['policy']>; // by their place in the parts

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

function invoiceOf([id, number, issued, minor, currency, capacity, orderNumber]: InvoiceRow): Invoice {
  return { id, number, issued, total: { minor, currency }, capacity, orderNumber, items: [] };
}

function lineOf(row: LineRow): DueLine {
  const [id, invoiceId, position, due, minor, currency, means, barred, end, payee = null, payeeKind = null] = row;
  const amount = { minor, currency };
  const [timeBarredFrom, closed] = [barred === '' ? null : barred, end === '' ? null : end];
  return { id, invoiceId, position, due, amount, means, payee, payeeKind, timeBarredFrom, closed };
}

function pointOf([
  id,
  contactId,
  role,
  channel,
  address,
  verifiedAt,
  stopped,
  not,
  usableFrom,
]: PointRow): ContactPoint {
  const [optedOut, quarantined] = [stopped === 1, not === 1];
  return { id, contactId, role, channel, address, verifiedAt, optedOut, quarantined, usableFrom };
}

function levelOf(row: LevelRow, policies: Policies): readonly LevelEntry[] {
  const [lineId, cycle, level, levelId, place, legal, notice, outlet, status, decidedOn, counted] = row;
  const policy = policies.get(place);
  if (policy === undefined) return [];
  const [noticeId, countedOn] = [notice === '' ? null : notice, counted === '' ? null : counted];
  return [{ lineId, cycle, level, levelId, policy, legal, noticeId, outlet, status, decidedOn, countedOn }];
}

type Packed = Pick<
  Required<Account>,
  'payments' | 'creditNotes' | 'allocations' | 'charges' | 'holds' | 'disputes' | 'promises' | 'plans' | 'terms'
> &
  Pick<CaseFile, 'requestsWaiting' | 'proceedings' | 'cycles' | 'ceased' | 'humanHolding' | 'toldSalesOwner'> &
  Required<Pick<CaseFile, 'pausedUntil' | 'firstLetter' | 'openTasks' | 'unmatchedCash' | 'waivedInterest'>> & {
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
const places: { readonly [Part in keyof Packed]: Put<Packed[Part]> } = {
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
  levels: ({ file }, found, policies) => (file.levels = found.flatMap((row) => levelOf(row, policies))),
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

function putAll<Part extends keyof Packed>(
  cases: ReadonlyMap<string, Open>,
  part: Part,
  found: Pairs<Packed[Part]>,
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
    pairsOf<[string, string]>(parts, 'policies').map(([place, [id, version]]) => [Number(place), { id, version }]),
  );
  const cases = new Map(pairsOf<DebtorRow>(parts, 'debtor').map(([id, row]) => [id, openCase(id, row)]));
  for (const part of Object.keys(places) as (keyof Packed)[]) putAll(cases, part, pairsOf(parts, part), policies);
  return debtorIds.flatMap((id) => cases.get(id) ?? []);
}
