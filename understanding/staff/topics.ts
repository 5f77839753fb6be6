import { type StaffQuery } from '../../domain/staff/query.ts';
import { phrase } from './phrase.ts';

const plain = (measure: StaffQuery['measure'], more: Partial<StaffQuery> = {}): StaffQuery => ({
  measure,
  filters: [],
  groupBy: null,
  order: null,
  limit: null,
  offset: 0,
  asOf: null,
  ...more,
});
const most = (measure: StaffQuery['measure']): StaffQuery =>
  plain(measure, { groupBy: 'account', order: { by: 'amount', descending: true } });

/** What is asked for and kept nowhere, or told to nobody, each with the nearest question that has an answer. */
const topics: readonly (readonly [string, string, readonly StaffQuery[]])[] = [
  [
    'vulnerable',
    'vulnerables?|fragiles?|malades?|maladies?|sante|deuils?|decede?e?s?|deces|handicape?s?|health|illness|ill|sick|bereaved|deceased|disabled|depressed|surendette?e?s?',
    [plain('holds', { groupBy: 'hold' })],
  ],
  [
    'forecast',
    'previsions?|previsionnels?|prevoir|prevoit|forecasts?|predict(?:ed|ion|ions|s)?|projected|projections?|va t on (?:encaisser|recevoir)|vont (?:payer|regler|nous payer)|va (?:payer|regler|nous payer)|will (?:pay|we (?:collect|receive|get)|be (?:paid|collected)|come in)|going to pay|likely to pay|attendre comme encaissements?|expected (?:cash|to pay)|risque de ne pas payer|cash ?flow forecast',
    [plain('promises', { groupBy: 'promise', filters: [{ field: 'promise-status', oneOf: ['open'], not: false }] })],
  ],
  [
    'margin',
    'marges?|rentabilite|rentables?|margins?|profit(?:s|able|ability)?|benefices?|couts? d achat|costs? of (?:sales|goods)',
    [plain('invoiced')],
  ],
  [
    'suppliers',
    'fournisseurs?|suppliers?|vendors?|(?:que|ce que|combien) (?:nous|on) (?:devons|doit) (?:a|aux)|do we owe|we owe|payables|dettes fournisseurs',
    [most('open')],
  ],
  [
    'bank-balance',
    '(?:solde|position) (?:de tresorerie|bancaire|en banque)|tresorerie disponible|(?:bank|cash) (?:balance|position)|combien (?:a t on|on a|avons nous) (?:en banque|sur le compte)',
    [plain('collected')],
  ],
  [
    'charges',
    'interets(?: de retard)?|penalites(?: de retard)?|indemnites? forfaitaires?|late (?:fees?|interest)|interest charges?|penalty|penalties',
    [most('overdue')],
  ],
  [
    'write-offs',
    'pertes?|passee?s? en perte|irrecouvrables?|provisions?|write ?offs?|written off|bad debts?|provisioned|abandonnees? en perte',
    [plain('overdue', { filters: [{ field: 'bucket', oneOf: ['over-90'], not: false }], groupBy: 'account' })],
  ],
  [
    'credit-limit',
    'limites? de credit|plafonds?(?: de credit)?|credit limits?|encours autorises?|assurance credit|credit insurance',
    [most('open')],
  ],
  ['products', 'produits?|stocks?|livraisons? a venir|products?|inventory|catalogue|articles', [plain('invoiced')]],
  [
    'staff-performance',
    'meilleurs? (?:vendeur|commercial|recouvreur)s?|best (?:collector|salesperson|rep)|performances? (?:de l equipe|des collaborateurs|du personnel)|productivite|team performance|salaires?|salary|salaries|bonus|primes',
    [plain('collected', { groupBy: 'owner' })],
  ],
  [
    'conversion',
    'convertie?s? en|convert(?:ed)? (?:to|into)|taux de change|exchange rates?',
    [plain('open', { groupBy: 'currency' })],
  ],
  [
    'contact-data',
    '(?:numeros? de telephone|telephones?|adresses?|e ?mails?|coordonnees|phone numbers?|addresses|emails?) (?:de|des|of|for) (?:tous|toutes|all|every|clients|customers|mes|nos|les)',
    [plain('accounts', { groupBy: 'account' })],
  ],
];

const compiled = topics.map(([missing, source, nearest]) => ({ missing, pattern: phrase(source), nearest }));

/** The words of a topic that has no answer here, with its code and what is nearest; null for none. */
export function unanswerable(text: string): { missing: string; about: string; nearest: readonly StaffQuery[] } | null {
  for (const { missing, pattern, nearest } of compiled) {
    pattern.lastIndex = 0;
    const found = pattern.exec(text);
    if (found !== null) return { missing, about: found[0], nearest };
  }
  return null;
}
