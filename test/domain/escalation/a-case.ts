import { type Account, type ContactPoint, type DueLine } from '../../../domain/account.ts';
import { addDays, type CivilDate, date } from '../../../domain/civil-date.ts';
import { type CaseFile, type LevelEntry } from '../../../domain/escalation/case-file.ts';
import { type EscalationInput } from '../../../domain/escalation/escalate.ts';
import { type EscalationPolicy, type Level, outlets } from '../../../domain/escalation/policy.ts';
import { money } from '../../../domain/money.ts';
import { accountOf, aCalendar, aDebtor, eur, invoiceOf } from '../an-account.ts';

/** A Tuesday. */
export const day: CivilDate = date('2026-06-16');

export const daysAgo = (days: number): string => addDays(day, -days);

export function aLevel(number: number, id: string, days: number, with_: Partial<Level> = {}): Level {
  return {
    ...{ number, id, kind: 'demand', offset: { days, from: 'due' }, when: null, outlets: ['email'], tone: 'neutral' },
    ...{ minDaysSinceContact: 3, approval: false, legal: 'none', charges: 'none', deadlineDays: null },
    tellSalesOwner: false,
    ...with_,
  };
}

/** A ladder of a company: a look before the due day, a courteous word, a call, a firm word, the formal notice, a decision. */
export const ladder: readonly Level[] = [
  aLevel(1, 'check', -7, { kind: 'check', outlets: [] }),
  aLevel(2, 'courteous', 3, { tone: 'friendly', outlets: ['email', 'sms'] }),
  aLevel(3, 'call', 10, { outlets: ['phone', 'email'] }),
  aLevel(4, 'firm', 20, { tone: 'firm', charges: 'announce', outlets: ['email', 'letter'] }),
  aLevel(5, 'formal', 35, {
    ...{ tone: 'formal', legal: 'formal-notice', approval: true, charges: 'claim', deadlineDays: 15 },
    ...{ outlets: ['registered-letter'], tellSalesOwner: true, minDaysSinceContact: 8 },
  }),
  aLevel(6, 'decision', 50, { kind: 'decision', outlets: [], minDaysSinceContact: 0 }),
];

export function aPolicy(with_: Partial<EscalationPolicy> = {}): EscalationPolicy {
  return {
    ...{ id: 'fr-b2b', version: '1', pack: 'fr-b2b', effectiveFrom: date('2025-01-01') },
    debtorKinds: ['company', 'sole-trader'],
    levels: ladder,
    contact: { perDay: 1, perWeek: 3, perMonth: 10, hours: [{ fromMinute: 600, untilMinute: 1200 }] },
    charges: { indemnity: 'fr-40', interest: 'late-payment', contractPpm: null, minimumInvoice: [eur(10_000)] },
    residue: [eur(200), money(200, 'GBP')],
    freshWorkingDays: { demand: 3, formalNotice: 1 },
    defaultNoticeDays: 8,
    limitation: 'five-years',
    mapping: {},
    ...with_,
  };
}

export function aFile(with_: Partial<CaseFile> = {}): CaseFile {
  return {
    ...{ segment: null, tags: [], salesOwner: null, protection: null, ceased: false, keyAccount: false, causes: [] },
    ...{ risk: null, levels: [], cycles: {}, requestsWaiting: [], humanHolding: false, proceedings: [], credit: null },
    contacts: { today: 0, week: 0, month: 0, lastOn: null, withoutReply: 0, lastReplyOn: null },
    ...{ pausedUntil: null, blocked: false, toldSalesOwner: [], firstLetter: null, mandate: false, windowUntil: null },
    policies: { byInvoice: {}, debtor: null, segment: null },
    ...with_,
  };
}

export function aPoint(id: string, with_: Partial<ContactPoint> = {}): ContactPoint {
  const channel = with_.channel ?? 'email';
  return {
    ...{
      id,
      contactId: id,
      role: 'payables',
      channel,
      address: channel === 'email' ? `${id}@exemple.fr` : '+33600000001',
    },
    ...{ verifiedAt: null, optedOut: false, quarantined: false },
    ...with_,
  };
}

/** A company with an e-mail, a telephone and an address, and accounts known up to the day. */
export function aCompany(lines: readonly DueLine[], with_: Partial<Account> = {}): Account {
  const account = accountOf(lines, {
    debtor: aDebtor({ kind: 'company', address: '2 rue du Port, 13002 Marseille' }),
    invoices: lines.map((line) => invoiceOf(line, { capacity: 'professional', issued: addDays(line.due, -30) })),
    points: [aPoint('mail'), aPoint('tel', { channel: 'sms' })],
    ...with_,
  });
  return { ...account, creditor: { ...account.creditor, knownTo: day, ...with_.creditor } };
}

/** That level of a line counted so many days ago (or stands as told). */
export function anEntry(lineId: string, levelId: string, ago: number, with_: Partial<LevelEntry> = {}): LevelEntry {
  const level = ladder.find(({ id }) => id === levelId);
  const on = addDays(day, -ago);
  const status = with_.status ?? 'counted';
  return {
    ...{ lineId, cycle: 1, level: level?.number ?? 1, levelId, policy: { id: 'fr-b2b', version: '1' } },
    ...{
      legal: level?.legal ?? 'none',
      noticeId: `n-${lineId}-${levelId}`,
      outlet: level?.outlets[0] ?? ('desk' as const),
    },
    ...{ status, decidedOn: on, countedOn: status === 'counted' ? on : null },
    ...with_,
  };
}

export function aCase(
  account: Account,
  file: Partial<CaseFile> = {},
  with_: Partial<EscalationInput> = {},
): EscalationInput {
  const calendar = aCalendar(day);
  return { account, file: aFile(file), policies: [aPolicy()], calendar, rates: [], reachable: outlets, ...with_ };
}
