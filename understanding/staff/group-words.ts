import { type Grouping, type Order } from '../../domain/staff/query.ts';

/** What an answer can be split by, where "par", "by" or "per" stands before. */
export const groupWords: readonly (readonly [Grouping, string])[] = [
  ['account', 'comptes?|clients?|debiteurs?|accounts?|customers?|debtors?|societes?(?= |$)'],
  ['line', 'factures?|invoices?|lignes?|echeances?|due lines?|lines?|bills?'],
  ['promise', 'promesses?|promises?'],
  ['plan', 'plans?|echeanciers?'],
  ['dispute', 'litiges?|disputes?|contestations?'],
  ['hold', 'blocages?|holds?|suspensions?|mises? en attente'],
  ['payment', 'paiements?|payments?|reglements?|encaissements?'],
  ['contact', 'contacts?|messages?'],
  ['stop', 'stops?|desabonnements?'],
  ['task', 'taches?|tasks?'],
  ['segment', 'segments?|(?:type|categorie) de clients?'],
  [
    'kind',
    'types?(?: de (?:debiteurs?|comptes?))?|kinds?|natures?|sortes?|customer types?|types? of (?:customer|debtor)s?|formes?(?: juridiques?)?',
  ],
  ['city', 'villes?|city|cities|towns?|communes?'],
  ['region', 'regions?|areas?'],
  [
    'owner',
    'commercial(?:e|aux)?|vendeurs?|owners?|sales ?(?:owners?|reps?|people|person|persons)|reps?|responsables?|charges? d affaires|account managers?|portefeuilles?|portfolios?',
  ],
  ['level', 'niveaux?(?: de relance)?|levels?|etapes?|steps?|stages?|(?:dunning|reminder) levels?'],
  ['channel', 'cana(?:l|ux)|channels?|moyens? de contact|voies?'],
  ['cause', 'causes?(?: de retard)?'],
  ['risk', 'risques?|risks?|notes? de risque'],
  ['currency', 'devises?|currency|currencies|monnaies?'],
  [
    'bucket',
    'tranches?(?: d (?:age|anciennete|anteriorite))?|buckets?|age(?:ing)? (?:bucket|band|class)e?s?|bands?|classes? d age|tranches? de retard',
  ],
  ['reason', 'motifs?|raisons?|reasons?'],
  ['status', 'statuts?|status|statuses|etats?'],
  ['day', 'jours?|days?'],
  ['week', 'semaines?|weeks?'],
  ['month', 'mois|months?'],
  ['quarter', 'trimestres?|quarters?'],
];

/** How the rows of an answer may be put, where "trié par", "sort by" or "by" stands before. */
export const orderWords: readonly (readonly [Order['by'], string])[] = [
  ['amount', 'montants?|amounts?|sommes?|values?|tailles?|size|valeurs?|importance|solde|balance'],
  [
    'days-overdue',
    'age|anciennete|(?:jours de )?retards?|anteriorite|(?:days|time) (?:late|overdue)|lateness|oldest(?: first)?|ageing',
  ],
  ['count', 'nombres?|numbers?|counts?|quantites?'],
  ['name', 'noms?|names?|ordre alphabetique|alphabetical order|alphabet'],
  ['date', 'dates?|ordre chronologique'],
  ['priority', 'priorites?|priority|urgences?|urgency'],
  ['group', 'rubriques?|labels?|headings?|libelles?'],
];
