import { type DebtorKind } from '../../domain/account.ts';
import { type Language } from '../../domain/language.ts';
import { type DebtorWish, fictionalSiren } from './debtors.ts';
import { type Random } from './random.ts';

type Words = readonly [string, ...string[]];

// Names that nobody takes for a real person's or company's.
const firstNames: Readonly<Record<Language, Words>> = {
  fr: ['Camille', 'Dominique', 'Claude', 'Sacha', 'Alix', 'Maxence', 'Noé', 'Zoé', 'Éloïse', 'Anaïs', 'Théo', 'Jeanne'],
  en: ['Alex', 'Robin', 'Sam', 'Charlie', 'Jamie', 'Morgan', 'Taylor', 'Jo', 'Frankie', 'Ashley', 'Billie', 'Terry'],
};
const lastNames: Readonly<Record<Language, Words>> = {
  fr: [
    'Exemple',
    'Fictif',
    'Modèle',
    'Spécimen',
    'Maquette',
    'Échantillon',
    'Démonstration',
    'Brouillon',
    'Lorem',
    'Pseudo',
  ],
  en: ['Sample', 'Fictional', 'Specimen', 'Placeholder', 'Mockup', 'Example', 'Pretend', 'Dummy', 'Draft', 'Testcase'],
};
const trades: Readonly<Record<Language, Words>> = {
  fr: [
    'Boulangerie',
    'Garage',
    'Hôtel',
    'Atelier',
    'Imprimerie',
    'Librairie',
    'Menuiserie',
    'Cave',
    'Clinique',
    'Serres',
  ],
  en: ['Bakery', 'Garage', 'Hotel', 'Workshop', 'Printers', 'Bookshop', 'Joinery', 'Cellars', 'Clinic', 'Nurseries'],
};
const streets: Readonly<Record<Language, Words>> = {
  fr: ['rue des Exemples', 'avenue du Modèle', 'place de la Fiction', 'chemin des Maquettes', 'quai des Brouillons'],
  en: ['Sample Street', 'Fiction Road', 'Example Lane', 'Placeholder Square', 'Specimen Hill'],
};
const towns: Readonly<Record<Language, readonly [readonly [string, string], ...(readonly [string, string])[]]>> = {
  fr: [
    ['69003', 'Lyon'],
    ['31000', 'Toulouse'],
    ['44000', 'Nantes'],
    ['35000', 'Rennes'],
    ['67000', 'Strasbourg'],
    ['13001', 'Marseille'],
    ['59000', 'Lille'],
    ['33000', 'Bordeaux'],
  ],
  en: [
    ['LS1 4AP', 'Leeds'],
    ['BS1 5TR', 'Bristol'],
    ['M1 1AE', 'Manchester'],
    ['EH1 1YZ', 'Edinburgh'],
    ['CF10 1EP', 'Cardiff'],
  ],
};
const forms: Readonly<Record<Language, Words>> = { fr: ['SARL', 'SAS', 'SA'], en: ['Ltd', 'LLP', 'plc'] };

/** What is sold: a label and the price range of one, VAT included, in steps of six cents so that 20 % VAT is exact. */
const goods: Readonly<Record<Language, readonly [Good, ...Good[]]>> = {
  fr: [
    ['Luminaires', 500, 4000],
    ['Entretien annuel', 900, 3500],
    ['Pose et raccordement', 600, 5000],
    ['Télécommande', 300, 1200],
    ['Pièces de rechange', 250, 2500],
    ['Déplacement', 700, 1400],
  ],
  en: [
    ['Light fittings', 500, 4000],
    ['Yearly maintenance', 900, 3500],
    ['Fitting and wiring', 600, 5000],
    ['Remote control', 300, 1200],
    ['Spare parts', 250, 2500],
    ['Call-out', 700, 1400],
  ],
};
type Good = readonly [label: string, least: number, most: number];

/** One to three things sold; companies buy several of each. */
export function someItems(random: Random, kind: DebtorKind, language: Language): (readonly [string, number, string])[] {
  const isPrivate = kind === 'consumer';
  return Array.from({ length: random.int(1, 3) }, () => {
    const [label, least, most] = random.pick(goods[language]);
    const quantity = isPrivate ? 1 : random.int(1, 8);
    return [label, 6 * random.int(least, most) * quantity, String(quantity)] as const;
  });
}

function personName(random: Random, language: Language): string {
  return `${random.pick(firstNames[language])} ${random.pick(lastNames[language])}`;
}

function bodyName(random: Random, kind: DebtorKind, language: Language): string {
  const word = random.pick(lastNames[language]);
  if (kind === 'public-body') return language === 'fr' ? `Commune de ${word}-sur-Page` : `${word} Borough Council`;
  const trade = random.pick(trades[language]);
  const name = language === 'fr' ? `${trade} ${word}` : `${word} ${trade}`;
  return kind === 'company' ? `${name} ${random.pick(forms[language])}` : name;
}

function identity(random: Random, number: number, kind: DebtorKind, language: Language): Partial<DebtorWish> {
  const host = language === 'fr' ? 'example.org' : 'example.com';
  if (kind !== 'consumer') {
    const siren = language === 'fr' ? { siren: fictionalSiren(number) } : {};
    return { ...siren, email: `accounts@lum${number}.example`, contactName: personName(random, language) };
  }
  const month = String(random.int(1, 12)).padStart(2, '0');
  const day = String(random.int(1, 28)).padStart(2, '0');
  const born = { birthDate: `${random.int(1950, 2004)}-${month}-${day}` };
  const paid = { payday: random.pick([1, 5, 10, 25, 28, 31]) };
  return {
    ...(random.chance(75) ? born : {}),
    ...paid,
    ...(random.chance(80) ? { email: `lum${number}@${host}` } : {}),
  };
}

/** Someone made up, of that kind and language. */
export function someDebtor(random: Random, number: number, kind: DebtorKind, language: Language): DebtorWish {
  const [postcode, city] = random.pick(towns[language]);
  const name = kind === 'consumer' ? personName(random, language) : bodyName(random, kind, language);
  const house = random.int(1, 120);
  const street = language === 'fr' ? `${house} ${random.pick(streets.fr)}` : `${house} ${random.pick(streets.en)}`;
  const whereabouts = { street, postcode, city, hasWhatsapp: random.chance(40) };
  return { number, kind, language, name, ...whereabouts, ...identity(random, number, kind, language) };
}
