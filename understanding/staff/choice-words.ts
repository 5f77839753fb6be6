import { type ChoiceField, type Having } from '../../domain/staff/query.ts';

type Codes = readonly (readonly [string, string])[];

/** Words of the debtor's kind, which need nothing beside them. */
export const kindWords: Codes = [
  [
    'sole-trader',
    'independants?|auto ?entrepreneurs?|micro ?entreprises?|micro ?entrepreneurs?|entreprises? individuelles?|sole traders?|freelances?|freelancers?|artisans?|self employed|professions liberales',
  ],
  [
    'consumer',
    'particuliers?|consommateurs?|consumers?|private (?:individuals?|customers?|persons?)|individuals?|personnes? physiques?|b2c',
  ],
  [
    'public-body',
    'collectivites?(?: (?:locales|territoriales|publiques))?|mairies?|organismes? publics?|(?:secteur|clients?|debiteurs?|comptes?) publics?|administrations?|public (?:bod(?:y|ies)|sector|authorit(?:y|ies))|(?:local )?authorities|councils?|town halls?|communes|etablissements publics',
  ],
  [
    'company',
    'entreprises?|societes?|compan(?:y|ies)|business(?:es)?|b2b|firms?|corporates?|personnes? morales?|clients? (?:pro|professionnels?)|professionnels?|pros',
  ],
];

export const channelWords: Codes = [
  ['sms', 'sms|textos?|text messages?|texts'],
  ['whatsapp', 'whats ?app'],
  ['email', 'e ?mails?|mails?|courriels?|courriers? electroniques?'],
  [
    'registered-letter',
    'recommandes?|lettres? recommandees?|lrar|courriers? recommandes?|registered letters?|recorded deliver(?:y|ies)',
  ],
  ['letter', 'lettres?|courriers?|letters?|post|voie postale'],
  ['phone', 'telephones?|phone|appels? telephoniques?|phone calls?|tel|calls'],
  ['visit', 'visites?|visits?'],
  ['web', 'web|chat(?: web)?|site(?: web)?|web ?chat'],
  ['teams', 'teams'],
];

export const causeWords: Codes = [
  ['cashflow', 'tresorerie|cash ?flow|manque de (?:tresorerie|fonds)|liquidites?'],
  ['missing-invoice', 'factures? (?:manquantes?|non recues?|pas recues?)|missing invoices?|invoice not received'],
  [
    'missing-order-number',
    'numeros? de commande manquants?|bons? de commande manquants?|missing (?:order numbers?|pos?)',
  ],
  ['dispute', 'litiges?|desaccords?|disputes?'],
  ['forgot', 'oublis?|forgotten|forgot|oublie'],
  ['hardship', 'difficultes?(?: (?:financieres?|personnelles?))?|hardship'],
  [
    'process',
    'process(?:us)?(?: internes?)?|circuits? (?:de validation|internes?)|validation interne|internal process',
  ],
];

export const holdWords: Codes = [
  ['dispute', 'litiges?|contestations?|disputes?'],
  ['promise', 'promesses?|promises?'],
  ['plan', 'plans?|echeanciers?'],
  ['check', 'verifications?|controles?|checks?|recherche de paiement'],
  ['legal', 'contentieux|procedures? judiciaires?|legal(?: (?:action|proceedings))?|juridique'],
  ['insolvency', 'procedures? collectives?|insolvabilite|insolvency|liquidation|redressement'],
  ['manual', 'decisions? manuelles?|decision|manuel(?:le)?s?|manual(?:ly)?|a decision'],
  ['representative', 'representants?|representatives?|mandataires?|tutelle'],
];

export const disputeReasonWords: Codes = [
  [
    'not-received',
    'non (?:recue?s?|livree?s?|livraison)|livraisons?(?: manquantes?)?|not (?:received|delivered)|non delivery|undelivered|pas (?:recue?s?|livree?s?)',
  ],
  ['quantity', 'quantites?|quantity'],
  ['price', 'prix|tarifs?|prices?|pricing'],
  ['vat', 'tva|vat'],
  ['quality', 'qualite|quality|defauts?|defective'],
  ['duplicate', 'doublons?|double facturation|duplicates?|billed twice|factures? en double'],
  ['not-ordered', 'non commandee?s?|pas commandee?s?|not ordered'],
  ['terminated', 'contrats? (?:resilies?|termines?)|resiliations?|terminated(?: contracts?)?|contract ended'],
  ['credit-missing', 'avoirs? (?:manquants?|promis)|missing credits?(?: notes?)?|credit missing'],
  ['already-paid', 'deja payee?s?|already paid'],
  ['number-missing', '(?:numeros?|bons? de commande|documents?) manquants?|missing (?:numbers?|documents?)'],
  ['other', 'autres? (?:raisons?|motifs?)|other reasons?'],
];

/** Levels that policies name alike, in words; only those of the creditor's own policies are meant. */
export const levelWords: Codes = [
  ['formal-notice', 'mises? en demeure|formal notices?'],
  ['courteous', '(?:relances?|rappels?) courtois(?:e?s?)?|courteous(?: reminders?)?'],
  ['first-letter', 'premiere lettre|first letter'],
];

export const currencyWords: Codes = [
  ['EUR', 'euros?|eur'],
  ['GBP', 'livres?(?: sterling)?|pounds?(?: sterling)?|gbp|sterling'],
  ['USD', 'dollars?|usd'],
  ['CHF', 'francs? suisses?|swiss francs?|chf'],
];

/** Statuses of the things a question is about; `open` of a dispute is whatever is not decided. */
export const statusWords: Readonly<
  Record<'dispute-status' | 'promise-status' | 'plan-status', readonly (readonly [readonly string[], string])[]>
> = {
  'dispute-status': [
    [['partly-accepted'], 'acceptee?s? en partie|partiellement acceptee?s?|partly accepted|partially accepted'],
    [
      ['open', 'investigating'],
      'ouverte?s?|en cours|open(?:ed)?|pending|non resolue?s?|unresolved|pas resolue?s?|en suspens|a traiter|still open|outstanding',
    ],
    [['open'], 'nouve(?:aux|lles?|au)|new'],
    [
      ['investigating'],
      'en cours d examen|a l etude|being looked into|under investigation|investigated?|investigating',
    ],
    [['accepted'], 'acceptee?s?|accepted|fondee?s?'],
    [['rejected'], 'rejetee?s?|refusee?s?|rejected|refused|declined'],
    [['withdrawn'], 'retiree?s?|abandonnee?s?|withdrawn|dropped'],
    [
      ['accepted', 'partly-accepted', 'rejected', 'withdrawn'],
      'reglee?s?|resolue?s?|clos|close?s?|settled|resolved|closed',
    ],
  ],
  'promise-status': [
    [['partly-kept'], 'tenues? en partie|partiellement tenues?|partly kept|partially kept'],
    [
      ['broken'],
      '(?:non|pas) (?:ete )?(?:tenues?|honorees?|respectees?)|rompues?|manquees?|brisees?|broken|not kept|missed|unkept|failed',
    ],
    [['open'], 'en cours|ouvertes?|attendues?|open|pending|a venir|upcoming|running'],
    [['kept'], 'tenues?|honorees?|respectees?|kept|honoured|honored'],
    [['withdrawn'], 'retirees?|annulees?|withdrawn|cancelled|canceled'],
  ],
  'plan-status': [
    [
      ['late', 'defaulted'],
      '(?:n (?:ont|a) )?(?:pas|non) (?:ete )?(?:tenus?|honores?|respectes?)|not (?:being )?kept|broken|not (?:respected|honoured|honored)|missed|off track',
    ],
    [['late'], 'en retard|late|behind(?: schedule)?|overdue'],
    [['offered'], 'proposes?|offered|proposed'],
    [['accepted'], 'acceptes?|accepted|signes?|signed'],
    [['active'], 'en cours|actifs?|active|running|in progress'],
    [['defaulted'], 'rompus?|dechus?|en defaut|defaulted|in default'],
    [['completed'], 'termines?|acheves?|soldes?|completed?|finished|paid off'],
    [['cancelled'], 'annules?|cancelled|canceled'],
  ],
};

/** States that an account or line is in: with the state, and (not) without it. */
export const stateWords: readonly (readonly [Having, boolean, string])[] = [
  [
    'contact',
    true,
    '(?:n (?:a|ont) )?jamais (?:ete )?(?:relancee?s?|contactee?s?|appelee?s?)|(?:non|pas encore|pas ete|pas) (?:ete )?(?:encore )?(?:relancee?s?|contactee?s?|appelee?s?)|(?:n ont recu |n a recu |recu )?aucun(?:e)? (?:relance|contact|rappel|message|courrier|appel)|sans (?:aucune? )?(?:relance|contact|rappel)|(?:who (?:was|were) |have |has )?(?:never|not)(?: (?:yet|been|ever))* (?:contacted|reminded|chased|written to|called)|without (?:any |a )?(?:contact|reminder)|no (?:contact|reminder)',
  ],
  [
    'contact',
    false,
    '(?:deja|already) (?:ete )?(?:been )?(?:relancee?s?|contactee?s?|contacted|reminded|chased)|(?<=(?:clients?|comptes?|debiteurs?|customers?|accounts?|debtors?|(?:who|that) (?:were|was|we|have been)|we|ont ete|qui ont ete|ceux|those) )(?:relancee?s?|contactee?s?|contacted|reminded|chased)(?! ?\\u0001)',
  ],
  ['late-plan', true, 'sans (?:plan|echeancier) en retard|without (?:a )?late plan'],
  [
    'late-plan',
    false,
    '(?:(?:avec|with|have|has|having|dont le|on|ont|whose) )?(?:(?:un|a|le|their) )?(?:plan|echeancier)(?: de paiement)? (?:est |is )?en retard|(?:(?:with|have|having|on|on a) )?(?:a )?late (?:payment |instalment )?plan',
  ],
  ['broken-promise', true, 'sans promesses? (?:non tenue|rompue|manquee)s?|without (?:a |any )?broken promises?'],
  [
    'broken-promise',
    false,
    '(?:(?:qui|who) )?(?:n (?:ont|a) pas tenu|ont manque|a manque) (?:leur|leurs|sa|ses|une?) promesses?|(?:(?:who|have|has) )?(?:broke|broken) (?:their|a|its|his|her) promises?|(?:avec|with|having|et|and|ayant|have|had) (?:(?:une?|a|des|some|any|at least one|au moins une) )?(?:promesses? (?:non tenue|rompue|manquee|pas tenue)s?|broken promises?)',
  ],
  [
    'dispute',
    true,
    '(?:sans|hors|sauf|excepte)(?: (?:les|aucun|un|leurs?|ceux|the))*(?: (?:factures|comptes|clients|montants|lignes))? (?:litiges?|contestations?|contestee?s?|en litige)|non contestee?s?|pas contestee?s?|pas en litige|(?:without|excluding|except|no|ex|minus|not)(?: (?:any|a|the|in|under))*(?: (?:ones|invoices|accounts|amounts))? disputed?s?(?: (?:ones|invoices|accounts|amounts|lines))?|not disputed|undisputed|not in dispute',
  ],
  [
    'dispute',
    false,
    '(?:avec|ayant)(?: (?:un|des|au moins un))? litiges?|avec (?:une )?contestation|(?:qui sont )?en litige|(?:with|having|have|has) (?:a |an |open |any )*disputes?|(?:in|under) dispute',
  ],
  [
    'promise',
    true,
    '(?:sans|hors|sauf)(?: (?:les|aucune|une|leurs?))* promesses?(?: de paiement)?|n (?:ont|a) (?:rien |pas )promis|(?:without|excluding|except|no)(?: (?:any|a|the))* promises?(?: to pay)?|(?:(?:who|that|which) )?(?:did not|didn t|have not|haven t|has not|hasn t|never) promised?(?: (?:anything|to pay))?',
  ],
  [
    'promise',
    false,
    '(?:avec|ayant)(?: (?:une|des|fait une))? promesses?(?: de paiement)?|(?:with|having) (?:a |an |open )*promises?(?: to pay)?|have promised|has promised',
  ],
  [
    'plan',
    true,
    '(?:sans|hors|sauf)(?: (?:les|aucun|un|leurs?))* (?:plans?|echeanciers?)(?: de paiement)?|(?:without|excluding|except|no|not on)(?: (?:any|a|the))* (?:payment |instalment )?plans?',
  ],
  [
    'plan',
    false,
    '(?:avec|ayant)(?: (?:un|des))? (?:plan|echeancier)s?(?: de paiement)?|(?:sous|en) (?:plan|echeancier)(?: de paiement)?|(?:with|having|on) (?:a |an )?(?:payment |instalment )?plan',
  ],
  [
    'hold',
    true,
    '(?:sans|hors|sauf)(?: (?:les|aucun|aucune|un|une))* (?:blocages?|suspensions?|comptes bloques|bloques|mises? en attente)|non (?:bloquee?s?|suspendue?s?)|pas (?:bloquee?s?|suspendue?s?|en attente)|(?:without|excluding|except|no|not)(?: (?:any|a|the|those|ones))* (?:on hold|holds?|held|blocked)|not (?:blocked|suspended|held|paused)',
  ],
  ['hold', false, '(?:avec|ayant)(?: (?:un|une))? (?:blocage|suspension|mise en attente)|(?:with|having) a hold'],
  [
    'stop',
    true,
    '(?:sans|hors) (?:stop|desabonnes|opposition)|(?:(?:who|that) )?(?:did not|didn t|have not|haven t) (?:said|say|stop|opt(?:ed)? out)(?: stop)?|not opted out|without a stop',
  ],
  ['stop', false, '(?:with|having) a stop|avec (?:un )?stop'],
];

/** Words before the values of a choice; the values are those of the creditor. */
export const fieldLeads: Partial<Readonly<Record<ChoiceField, string>>> = {
  segment: 'segments?',
  city: 'villes?|city|cities|town',
  region: 'regions?',
  owner: 'commercial(?:e|aux)?|owners?|sales owners?|vendeurs?|responsables?|sales reps?|reps?',
  level: 'niveaux?(?: de relance)?|levels?|etapes?|steps?|stages?',
  currency: 'devises?|currency|currencies',
};
