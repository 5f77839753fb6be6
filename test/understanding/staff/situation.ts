import { date } from '../../../domain/civil-date.ts';
import { placeKey } from '../../../domain/staff/place-key.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type NamedAccount, type StaffVocabulary } from '../../../domain/staff/vocabulary.ts';
import { type StaffSituation } from '../../../understanding/staff/situation.ts';

const accounts: readonly NamedAccount[] = [
  ['LUM-1001', 'Camille Exemple'],
  ['LUM-1002', 'Boulangerie Petit SARL'],
  ['LUM-1003', 'Robin Sample'],
  ['LUM-1005', 'Durand & Fils SA'],
  ['LUM-1007', 'Atelier Fictif'],
  ['LUM-1012', 'Durand Lyon SAS'],
  ['LUM-1014', 'Hôtel Pseudo SAS'],
].map(([reference = '', name = ''], index) => ({ debtorId: String(index), reference, name }));

function isNamed({ reference, name }: NamedAccount, words: readonly string[]): boolean {
  const known = placeKey(`${reference} ${name}`).split(' ');
  return words.every((word) => known.includes(word)) || placeKey(reference) === words.join(' ');
}

/** A creditor's words as the demonstration has them. */
export const vocabulary: StaffVocabulary = {
  cities: ['Lyon', 'Paris', 'Toulouse', 'Marseille', 'Lille', 'Leeds', 'Saint-Étienne', 'Modèle-sur-Page'],
  regions: ['Auvergne-Rhône-Alpes', 'Île-de-France', 'Occitanie', 'Hauts-de-France'],
  segments: ['particulier', 'indépendant', 'PME', 'collectivité', 'grand compte'],
  owners: ['sacha', 'lou'],
  levels: ['courteous', 'reminder', 'formal-notice', 'call', 'decision'],
  currencies: ['EUR', 'GBP'],
  accounts: (text) => {
    const words = placeKey(text)
      .split(' ')
      .filter((word) => word !== '');
    return words.length === 0 ? [] : accounts.filter((account) => isNamed(account, words));
  },
};

/** Tuesday 1 December 2026, after that question. */
export function situationAfter(previous: StaffQuery | null, language: 'fr' | 'en' = 'fr'): StaffSituation {
  return { today: date('2026-12-01'), language, currency: 'EUR', previous, vocabulary };
}
