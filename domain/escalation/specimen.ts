import { type Account, type Charge, type Creditor, type DebtorKind, type DueLine, type Invoice } from '../account.ts';
import { addDays, type CivilDate, date, daysBetween } from '../civil-date.ts';
import { type Language } from '../language.ts';
import { money } from '../money.ts';
import { type NoticeInput, type NoticeText } from './notice.ts';
import { type EscalationPolicy, type Level, type Outlet } from './policy.ts';
import { type ClaimedLine } from './step.ts';

const today: CivilDate = date('2026-11-24');
const long = { deadline: addDays(today, 40), knownTo: addDays(today, -1) } as const;

const creditor: Creditor = {
  id: 'specimen',
  slug: 'specimen',
  name: 'Lumio Équipement',
  legalName: 'Lumio Équipement SAS',
  role: 'first-party',
  address: '14 rue de la Lanterne, 69001 Lyon',
  phone: '+33 1 99 00 12 34',
  email: 'bonjour@lumio.example',
  hours: { fr: 'du lundi au vendredi, de 9 h à 18 h', en: 'Monday to Friday, 9 am to 6 pm' },
  paymentPage: null,
  accounts: [
    { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', holder: 'Lumio Équipement SAS', currency: 'EUR' },
    { iban: 'GB82WEST12345698765432', bic: null, holder: 'Lumio Équipement SAS', currency: 'GBP' },
  ],
  zone: 'Europe/Paris',
};

function invoice(kind: DebtorKind, index: number, minor: number, due: CivilDate): { invoice: Invoice; line: DueLine } {
  const id = `specimen-${index}`;
  const amount = money(minor, 'EUR');
  const number = `FA-2026-${String(100 + index).padStart(4, '0')}`;
  const capacity = kind === 'consumer' ? 'private' : 'professional';
  return {
    invoice: { id, number, issued: addDays(due, -30), total: amount, capacity, orderNumber: null, items: [] },
    line: {
      ...{ id, invoiceId: id, position: 1, due, amount, means: 'transfer', payee: null, timeBarredFrom: null },
      closed: null,
    },
  };
}

function specimenAccount(kind: DebtorKind, language: Language, due: CivilDate): Account {
  const made = [invoice(kind, 1, 118_000, due), invoice(kind, 2, 90_050, addDays(due, -1))];
  return {
    creditor,
    debtor: {
      ...{ id: 'specimen', reference: 'LUM-1000', kind, name: 'Camille Exemple', language, zone: 'Europe/Paris' },
      ...{ country: 'FR', address: '3 place de la Fiction, 69003 Lyon', payday: null, version: 1, parked: null },
    },
    invoices: made.map((one) => one.invoice),
    lines: made.map(({ line }) => line),
    ...{ payments: [], creditNotes: [], allocations: [], charges: [], holds: [], disputes: [], promises: [] },
    ...{ plans: [], points: [] },
  };
}

function charges(kind: DebtorKind, level: Level): readonly Charge[] {
  if (kind === 'consumer' || level.charges === 'none') return [];
  const status = level.charges === 'claim' ? 'claimed' : 'announced';
  const of = { lineId: 'specimen-1', kind: 'indemnity', basis: 'specimen', on: addDays(today, -39) } as const;
  return [{ id: 'specimen-charge', amount: money(4_000, 'EUR'), status, ...of }];
}

/** Where a text is to be used, as a policy says it. */
export type TextUse = {
  readonly policy: NoticeInput['policy'] & Pick<EscalationPolicy, 'pack'>;
  readonly level: Level;
  readonly outlet: Outlet;
  readonly language: Language;
  readonly text: NoticeText;
};

/** An invented account of that kind to render a text on, for a preview and for its check; nothing of it is anybody's. */
export function specimen(use: TextUse, kind: DebtorKind): NoticeInput {
  const due = addDays(today, use.level.kind === 'check' ? 7 : -41);
  const account = specimenAccount(kind, use.language, due);
  const lines = account.lines.map((line, index): ClaimedLine => {
    const of = account.invoices[index];
    return {
      ...{ lineId: line.id, invoiceId: line.invoiceId, number: of?.number ?? '', issued: of?.issued ?? line.due },
      ...{ due: line.due, open: line.amount, claim: line.amount, disputed: money(0, 'EUR') },
      ...{ daysLate: Math.max(0, daysBetween(line.due, today)), level: use.level.number },
    };
  });
  const first = { reference: 'LETTRE-0042', on: addDays(today, -25) }; // found nowhere else, so that a text has to say it
  return {
    ...use,
    ...long,
    ...{ lines, account, today, charges: charges(kind, use.level), links: { chat: 'https://chat.lumio.example' } },
    firstLetter: use.level.number === 1 ? null : first,
    signatory: 'Alix Modèle',
    collector: { name: 'Cabinet Exemple', address: '2 rue des Spécimens, 75010 Paris' },
    earlier: [addDays(today, -20)],
  };
}
