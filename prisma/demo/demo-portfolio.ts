import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type Draft, emptyDraft, finished, put } from './draft.ts';
import { addGeneratedAccounts } from './generated-accounts.ts';
import { addCreditFiles, addNews } from './known-beside.ts';
import { invoiceNumbers } from './invoice-series.ts';
import { addNamedAccounts, oldestDue } from './named-accounts.ts';
import { type DemoPortfolio } from './portfolio.ts';
import { makeRandom } from './random.ts';
import { addStaff } from './staff.ts';

const seed = 20_260_101;

function addCreditor(draft: Draft): void {
  // The tenant's own row is the only one that does not name another.
  draft.tables.creditors.push({
    id: draft.creditorId,
    slug: 'lumio',
    name: 'Lumio Équipement',
    legal_name: 'Lumio Équipement SAS',
    role: 'first-party',
    address: '14 rue de la Lanterne, 69001 Lyon, France',
    phone: '+33 1 99 00 10 00', // of the range that ARCEP reserves for fiction
    email: 'bonjour@lumio.example',
    hours: { fr: 'du lundi au vendredi, de 9 h à 18 h', en: 'Monday to Friday, 9 am to 6 pm (Paris time)' },
    payment_page: null,
    mediator: 'Médiation Exemple, 1 rue de l’Exemple, 69001 Lyon, mediation.example',
    zone: 'Europe/Paris',
  });
  const accounts = [
    { iban: 'FR7630006000011234567890189', currency: 'EUR' },
    { iban: 'GB82WEST12345698765432', currency: 'GBP' },
  ];
  for (const { iban, currency } of accounts) {
    const id = draft.random.uuid();
    put(draft, 'creditor_accounts', { id, iban, bic: null, holder: 'Lumio Équipement SAS', currency, position: 1 });
  }
}

/** The accounts are known as of the day they were made. */
function addImport(draft: Draft): void {
  const file = { file_name: 'demo', sha256: '', accepted: 0, refused: 0 };
  const days = { fresh_to: draft.today, imported_at: `${draft.today}T00:00:00Z` };
  put(draft, 'imports', { id: draft.random.uuid(), kind: 'payments', ...file, ...days });
}

/**
 * The demo's creditor "Lumio Équipement" with 200 customers and 1,500 invoices, as they stand on that day. The same day gives the
 * same rows, ids included.
 */
export function demoPortfolio(today: CivilDate): DemoPortfolio {
  const random = makeRandom(seed);
  const numbers = invoiceNumbers(today, addDays(oldestDue(today), -30));
  const draft = emptyDraft({ today, random, numbers, creditorId: random.uuid() });
  addCreditor(draft);
  addNamedAccounts(draft);
  addGeneratedAccounts(draft);
  addImport(draft);
  addStaff(draft);
  addNews(draft);
  addCreditFiles(draft);
  return finished(draft);
}
