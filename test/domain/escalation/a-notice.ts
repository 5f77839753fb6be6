import { type Account, type DebtorKind } from '../../../domain/account.ts';
import { addDays, type CivilDate, date } from '../../../domain/civil-date.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { money } from '../../../domain/money.ts';
import { type NoticeInput } from '../../../domain/escalation/notice.ts';
import { type EscalationPolicy, type Level, type PackId } from '../../../domain/escalation/policy.ts';
import { type ClaimedLine } from '../../../domain/escalation/step.ts';
import { type PackText } from './all-texts.ts';

export const kindsOf: Readonly<Record<PackId, readonly DebtorKind[]>> = {
  'fr-b2b': ['company', 'sole-trader'],
  'fr-b2c': ['consumer', 'sole-trader'],
  'fr-public': ['public-body'],
  'fr-third-party': ['company', 'sole-trader', 'consumer'],
  uk: ['company', 'sole-trader', 'consumer'],
  'us-reg-f': ['consumer'],
};

const firstLevels = new Set(['check', 'courteous', 'first-letter', 'validation']);

/** The level of that name as a ladder would have it. */
export function levelOf(id: string): Level {
  const isFirst = firstLevels.has(id);
  return {
    number: isFirst ? 1 : 2,
    id,
    kind: id === 'check' ? 'check' : 'demand',
    offset: { days: 3, from: 'due' },
    when: null,
    outlets: ['email'],
    tone: 'neutral',
    minDaysSinceContact: 3,
    approval: id === 'formal-notice',
    legal: id === 'formal-notice' ? 'formal-notice' : 'none',
    charges: id === 'charges' ? 'announce' : 'none',
    deadlineDays: null,
    tellSalesOwner: false,
  };
}

export function policyOf(pack: PackId): Pick<EscalationPolicy, 'id' | 'version' | 'pack' | 'debtorKinds'> {
  return { id: pack, version: '1', pack, debtorKinds: kindsOf[pack] };
}

/** The lines of the account that a message may ask for today, whole but for what is disputed or on its way. */
export function claimable(account: Account, today: CivilDate): readonly ClaimedLine[] {
  return makeLedger(account, today).lines.flatMap((view): ClaimedLine[] => {
    const claim = view.open.minor - view.disputed.minor - view.inTransit.minor;
    if (claim <= 0 || view.line.closed !== null || view.timeBarred) return [];
    return [
      {
        lineId: view.line.id,
        invoiceId: view.invoice.id,
        number: view.invoice.number,
        issued: view.invoice.issued,
        due: view.line.due,
        open: view.open,
        claim: money(claim, view.open.currency),
        disputed: view.disputed,
        daysLate: view.daysLate,
        level: 1,
      },
    ];
  });
}

export const noticeDay: CivilDate = date('2026-11-24');

/** The text rendered over that account on that day. */
export function noticeOf(text: PackText, account: Account, with_: Partial<NoticeInput> = {}): NoticeInput {
  const today = with_.today ?? noticeDay;
  const level = levelOf(text.level);
  return {
    ...{ lines: claimable(account, today), level, policy: policyOf(text.pack), account, today },
    ...{ outlet: text.outlet, language: text.language, text: text.text, charges: [] },
    knownTo: addDays(today, -1),
    links: { chat: 'https://chat.lumio.example' },
    deadline: addDays(today, 40),
    firstLetter: level.number === 1 ? null : { reference: 'LUM-1-A', on: addDays(today, -30) },
    signatory: 'Alix Modèle',
    collector: { name: 'Cabinet Exemple', address: '2 rue des Spécimens, 75010 Paris' },
    earlier: [addDays(today, -20)],
    ...with_,
  };
}
