import { addDays, addMonths, type CivilDate } from '../../domain/civil-date.ts';
import { dispute, hold } from './agreements.ts';
import { addDebtor, type DebtorWish, fictionalSiren } from './debtors.ts';
import { addInvoice, type Draft, type DraftDebtor, type DraftInvoice, type InvoiceWish, put } from './draft.ts';
import { credit, pay, settle } from './settlements.ts';
import { salesOwner } from './staff.ts';

type Person = Omit<DebtorWish, 'number' | 'kind' | 'language'>;

const lyon = { street: '3 place de la Fiction', postcode: '69003', city: 'Lyon' };
const toulouse = { street: '8 rue des Exemples', postcode: '31000', city: 'Toulouse' };
const leeds = { street: '21 Sample Street', postcode: 'LS1 4AP', city: 'Leeds' };
const marseille = { street: '17 quai des Brouillons', postcode: '13001', city: 'Marseille' };
const paris = { street: '40 avenue du Modèle', postcode: '75010', city: 'Paris' };
const lille = { street: '5 chemin des Maquettes', postcode: '59000', city: 'Lille' };

function french(draft: Draft, number: number, kind: DebtorWish['kind'], person: Person): DraftDebtor {
  return addDebtor(draft, { number, kind, language: 'fr', ...person });
}

/** An invoice due so many days ago (or ahead, when negative), under that number or the free one that fits its day best. */
function owe(
  draft: Draft,
  debtor: DraftDebtor,
  dueAgo: number,
  wish: Omit<InvoiceWish, 'slot' | 'dues'> & { readonly number?: string },
): DraftInvoice {
  const due = addDays(draft.today, -dueAgo);
  const series = debtor.currency === 'EUR' ? 'FA' : 'INV';
  const { number, ...rest } = wish;
  const issued = addDays(due, -30);
  const slot = number === undefined ? draft.numbers.near(series, issued) : draft.numbers.exactly(number);
  return addInvoice(draft, debtor, { ...rest, slot, dues: [due] });
}

function consumers(draft: Draft): void {
  const { today } = draft;
  const camille = french(draft, 1001, 'consumer', {
    ...{ name: 'Camille Exemple', ...lyon, birthDate: '1988-04-12', payday: 28 },
    ...{ email: 'lum1001@example.org', hasWhatsapp: true },
  });
  owe(draft, camille, 68, { number: 'FA-2026-0101', items: [['Luminaires', 18450]] });
  owe(draft, camille, 38, { number: 'FA-2026-0134', items: [['Entretien annuel', 9230]] });

  const robin = addDebtor(draft, {
    ...{ number: 1003, kind: 'consumer', language: 'en', name: 'Robin Sample', ...leeds },
    ...{ birthDate: '1979-11-30', email: 'lum1003@example.com' },
  });
  owe(draft, robin, 20, { number: 'INV-2026-0311', items: [['Light fittings', 31000]] });

  const dominique = french(draft, 1004, 'consumer', {
    ...{ name: 'Dominique Modèle', ...marseille, birthDate: '1992-02-29', payday: 5 },
  });
  const paid = owe(draft, dominique, 10, { number: 'FA-2026-0150', items: [['Entretien annuel', 14990]] });
  settle(draft, paid.lines, addDays(today, -7));

  const claude = french(draft, 1006, 'consumer', {
    ...{ name: 'Claude Spécimen', ...lille, birthDate: '1955-07-01', email: 'lum1006@example.org' },
  });
  owe(draft, claude, 120, { number: 'FA-2026-0041', items: [['Télécommande', 6100]] });
  const stopped = { channel: 'sms', address: '+33639980006' };
  put(draft, 'opt_outs', { ...stopped, opted_out_at: `${addDays(today, -45)}T10:00:00Z` });
  put(draft, 'opt_out_events', { ...stopped, kind: 'stop', source: 'demo', at: `${addDays(today, -45)}T10:00:00Z` });
}

function bakery(draft: Draft): void {
  const petit = french(draft, 1002, 'company', {
    ...{ name: 'Boulangerie Petit SARL', contactName: 'Alix Exemple', ...toulouse, siren: '000101006' },
    ...{ email: 'compta@boulangerie-petit.example', hasWhatsapp: true, salesOwner },
  });
  owe(draft, petit, 83, {
    number: 'FA-2026-0088',
    items: [
      ['Luminaires de vitrine', 95000, '5'],
      ['Pose et raccordement', 23000],
    ],
  });
  const second = owe(draft, petit, 53, { number: 'FA-2026-0120', items: [['Éclairage du fournil', 240000]] });
  const on = addDays(draft.today, -30);
  pay(draft, petit, { minor: 40000, on, lines: second.lines, text: 'FA-2026-0120 acompte' });
  credit(draft, petit, { minor: 10000, on: addDays(draft.today, -25), invoiceId: null, lines: [] });
}

// Fourteen invoices, 48,312.75 in all; days since each fell due, those ahead being negative.
const durandInvoices: readonly (readonly [dueAgo: number, minor: number])[] = [
  [104, 412050],
  [97, 318000],
  [90, 275430],
  [76, 502200],
  [69, 189960],
  [62, 640500],
  [48, 233775],
  [41, 451200],
  [34, 127860],
  [27, 388800],
  [13, 440000], // 1,250.00 of it is contested
  [6, 296400],
  [-9, 354600],
  [-16, 200500],
];

function durand(draft: Draft): DraftDebtor {
  const { today } = draft;
  const debtor = french(draft, 1005, 'company', {
    ...{ name: 'Durand & Fils SA', contactName: 'Sacha Modèle', ...paris, siren: '000102004' },
    ...{ email: 'compta@durand.example', salesOwner },
  });
  for (const [dueAgo, minor] of durandInvoices) {
    const isContested = dueAgo === 13;
    const items: InvoiceWish['items'] = isContested
      ? [
          ['Projecteurs', minor - 125000, '6'],
          ['Armoire électrique', 125000],
        ]
      : [['Matériel et pose', minor]];
    const invoice = owe(draft, debtor, dueAgo, { items, orderNumber: `BC-${dueAgo + 900}` });
    const [line, item] = [invoice.lines[0], invoice.items[1]];
    if (line === undefined || item === undefined) continue;
    dispute(draft, {
      ...{ line, item, minor: item.minor, reason: 'not-received', status: 'open', answeredOn: null },
      ...{ openedOn: addDays(today, -4), words: 'L’armoire électrique n’est pas arrivée.' },
    });
  }
  for (const [number, city, postcode] of [
    [1012, 'Lyon', '69003'],
    [1013, 'Lille', '59000'],
  ] as const) {
    const subsidiary = french(draft, number, 'company', {
      ...{ name: `Durand ${city} SAS`, street: '2 rue des Exemples', city, postcode, siren: fictionalSiren(number) },
      ...{ email: `compta@durand-${city.toLowerCase()}.example`, group: { parentId: debtor.id, payerId: debtor.id } },
    });
    owe(draft, subsidiary, number - 990, { items: [['Entretien annuel', 126000]] });
    owe(draft, subsidiary, number - 1020, { items: [['Pièces de rechange', 43200, '3']] });
  }
  return debtor;
}

function otherKinds(draft: Draft): void {
  const trader = french(draft, 1007, 'sole-trader', {
    ...{ name: 'Atelier Fictif', contactName: 'Noé Fictif', ...toulouse, siren: fictionalSiren(1007), payday: 10 },
    ...{ birthDate: '1984-09-03', email: 'lum1007@example.org', hasWhatsapp: true },
  });
  owe(draft, trader, 45, { items: [['Éclairage d’atelier', 86400, '4']], capacity: 'professional' });
  owe(draft, trader, 31, { items: [['Lampe de salon', 15900]], capacity: 'private' });

  const townHall = french(draft, 1008, 'public-body', {
    ...{ name: 'Mairie de Modèle-sur-Page', contactName: 'Service des finances', ...marseille },
    ...{ siren: fictionalSiren(1008), email: 'finances@modele-sur-page.example' },
  });
  const order = { means: 'chorus-pro', orderNumber: 'ENG-2026-0042' } as const;
  owe(draft, townHall, 22, { items: [['Éclairage de la salle des fêtes', 742800, '12']], ...order });
  owe(draft, townHall, -8, { items: [['Entretien annuel', 118800]], ...order });

  const debit = french(draft, 1009, 'consumer', {
    ...{ name: 'Jeanne Maquette', ...lyon, birthDate: '1990-06-21', payday: 1, email: 'lum1009@example.org' },
  });
  owe(draft, debit, -1, { items: [['Entretien annuel', 11880]], means: 'direct-debit' });
}

function hardCases(draft: Draft, oldestDue: CivilDate): void {
  const judgment = addDays(draft.today, -35);
  const insolvent = french(draft, 1010, 'company', {
    ...{ name: 'Imprimerie Brouillon SAS', contactName: 'Théo Brouillon', ...paris, siren: fictionalSiren(1010) },
    ...{ email: 'compta@imprimerie-brouillon.example', insolvencyOn: judgment },
  });
  for (const dueAgo of [80, 52]) {
    // What fell due before the judgment is declared to the administrator and paid by nobody else (C. com. L622-7).
    const declared = { items: [['Pièces de rechange', 9600 * dueAgo, '8']], closed: 'insolvency' } as const;
    const { lines } = owe(draft, insolvent, dueAgo, declared);
    for (const line of lines) {
      hold(draft, line, { reason: 'insolvency', source: 'judgment', minor: null, from: judgment, until: null });
    }
  }
  owe(draft, insolvent, 2, { items: [['Déplacement', 16800]] });

  const barred = french(draft, 1011, 'consumer', {
    ...{ name: 'Éloïse Échantillon', ...lille, birthDate: '1971-01-17', email: 'lum1011@example.org' },
  });
  const slot = draft.numbers.exactly('FA-2025-0001');
  addInvoice(draft, barred, { slot, dues: [oldestDue], items: [['Luminaires', 23760]] });
}

function coveredAccounts(draft: Draft): void {
  const factored = french(draft, 1014, 'company', {
    ...{ name: 'Hôtel Pseudo SAS', contactName: 'Anaïs Pseudo', ...paris, siren: fictionalSiren(1014) },
    ...{ email: 'compta@hotel-pseudo.example' },
  });
  const payee = { iban: 'FR1420041010050500013M02606', holder: 'Affacturage Exemple SA' };
  owe(draft, factored, 29, { items: [['Éclairage des couloirs', 518400, '24']], payee });
  owe(draft, factored, -3, { items: [['Entretien annuel', 129600]], payee });

  const insured = french(draft, 1015, 'company', {
    ...{ name: 'Menuiserie Spécimen SARL', contactName: 'Zoé Spécimen', ...toulouse, siren: fictionalSiren(1015) },
    ...{ email: 'compta@menuiserie-specimen.example', insuredBy: 'Assurance Exemple' },
  });
  owe(draft, insured, 64, { items: [['Éclairage d’atelier', 955200, '10']] });
}

/** The day the oldest line of the demo fell due: 25 months ago, so that nobody can be asked for it any more. */
export function oldestDue(today: CivilDate): CivilDate {
  return addMonths(today, -25);
}

/** Adds LUM-1001 to LUM-1015: the accounts that the documentation and the tests speak of. */
export function addNamedAccounts(draft: Draft): void {
  consumers(draft);
  bakery(draft);
  durand(draft);
  otherKinds(draft);
  hardCases(draft, oldestDue(draft.today));
  coveredAccounts(draft);
}
