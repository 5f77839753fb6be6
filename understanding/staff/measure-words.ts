import { type Grouping, type Measure } from '../../domain/staff/query.ts';

/** Rates and amounts in so many words: they are read first, since a part of each would be a state. */
export const firstMeasureWords: readonly (readonly [Measure, string])[] = [
  [
    'promise-kept-rate',
    'taux (?:de (?:tenue|respect) )?des promesses|taux de promesses(?: (?:de paiement )?)?(?:tenues|honorees|respectees)|taux de respect des promesses|(?:part|pourcentage|proportion|%) (?:de |des )?promesses (?:de paiement )?(?:tenues|honorees|respectees)|promise(?:s)? kept rate|promise kept|promise keeping rate|(?:share|rate|percentage|proportion|%) of (?:kept promises|promises (?:that (?:are|were) )?(?:kept|honoured|honored)|promises (?:do )?(?:customers|they|debtors|people) keep)|how many promises (?:are|were|get) kept',
  ],
  [
    'plan-kept-rate',
    'taux (?:de (?:tenue|respect) )?des (?:plans|echeanciers)|taux de (?:plans|echeanciers) (?:tenus|respectes)|taux de respect des (?:plans|echeanciers)|(?:part|pourcentage|proportion|%) (?:de |des )?(?:plans|echeanciers) (?:tenus|respectes)|plans? kept rate|(?:share|rate|percentage|proportion|%) of (?:kept plans|plans (?:that (?:are|were) )?(?:kept|honoured|honored|on track)|plans (?:do )?(?:customers|they|debtors|people) keep)|how many plans (?:are|were) kept',
  ],
  [
    'disputed',
    '(?:montants?|sommes?|totaux?|total|amounts?|sum|value|how much|combien)(?: d argent| d euros| of money)?(?: (?:is|are|est|sont|y a t il|a t on|il y a|qui est|que nous avons))*(?: (?:en|au|du|des|under|in|of))?(?: (?:the|all))? (?:contestee?s?|conteste|litiges?|contestations?|disputed?s?|disputes)|disputed amounts?|encours (?:conteste|en litige)|contestee?s? (?=par )',
  ],
  [
    'promised',
    '(?:montants?|sommes?|total|amounts?|sum|how much|combien)(?: d argent| of money)?(?: (?:is|are|was|est|a|ont|sont|nous|on|ete|has|have|been|t il|y a t il|il y a))* (?:promise?s?|promised)|promised amounts?',
  ],
  [
    'planned',
    '(?:montants?|sommes?|total|amounts?|sum|how much|combien)(?: of money)?(?: (?:is|are|est|sont|on|a|ont|y a t il|il y a))* (?:in|on|en|under|sous|dans des|dans les|au titre des) (?:payment |instalment )?(?:plans?(?: de paiement)?|echeanciers?|instalments?)|planned amounts?',
  ],
];

/** Words that name what is asked for. */
export const measureWords: readonly (readonly [Measure, string])[] = [
  ['accounts', 'account list|liste de comptes'],
  ['lines', 'due line list|liste d echeances'],
  ['best-dso', 'best (?:possible )?dso|meilleur dso|dso (?:ideal|optimal|theorique)'],
  [
    'add',
    '(?:add \\(?)?(?:average days delinquent|retard moyen(?: de paiement)?|jours de retard moyens?|nombre moyen de jours de retard|average (?:days late|delay|days overdue|lateness))|add',
  ],
  ['dso', 'dso(?: countback)?|days sales outstanding|delai moyen de (?:paiement|reglement|recouvrement)'],
  [
    'cei',
    'cei|collection effectiveness(?: index)?|(?:indice d )?efficacite (?:du|de) recouvrement|indice d efficacite',
  ],
  [
    'ageing',
    '(?:balance|situation) agee|ageing(?: (?:balance|report|table))?|aging(?: (?:balance|report))?|aged (?:balance|debt|debtors|receivables)|(?:balance|creances|encours) (?:par (?:tranches? d )?(?:age|anciennete|anteriorite)|par tranches?)|anciennete des creances|repartition par (?:age|anciennete)|echeancier clients',
  ],
  [
    'concentration',
    'concentration(?: (?:du risque|de l encours|des creances|clients?|risk))?|(?:poids|parts?|share|weight|proportion|pourcentage|percentage|%)(?: (?:of|de|des|du|d|nos|mes|les|the|our|my|that|held|by|representent|que|represents?|is|with|due|from))* (?=\\u0005)',
  ],
  [
    'recovery',
    'taux de (?:recouvrement|recuperation|recouvre)|recovery(?: rate)?|recouvrement|recovered|recouvrees?|recupere',
  ],
  [
    'priority',
    '(?:qui|a qui|lesquels?)(?: (?:est ce que|faut il|dois|doit|devons|devrais|on|je|j|nous|il|faut|vais))* (?:appeler|telephoner|contacter|relancer|rappeler)(?: en (?:premier|priorite)| d abord| maintenant)?|par (?:qui|ou|quoi|lesquels) (?:(?:je|on|dois je|faut il|devrais je) )*commenc(?:er|e|ons)|(?:whom?|which (?:customers?|accounts?|debtors?))(?: (?:should|do|must|shall|to|can))*(?: (?:i|we|you))?(?: (?:have to|need to))? (?:call|phone|ring|chase|contact|deal with)(?: first)?|where (?:(?:do|should) (?:i|we) )?(?:to )?start|what should i (?:do|work on) first|(?:liste|file) de travail|work ?list|call list|liste d appels?|appels? (?:prioritaires?|a (?:passer|faire))|priorites?|mes priorites|my priorities|(?:calls|who) to make',
  ],
  [
    'changes',
    'qu est ce qui (?:a|est) (?:change|nouveau|arrive|passe)|quoi de (?:neuf|nouveau)|ce qui (?:a|est) (?:change|nouveau|arrive)|what (?:s |is |has |have )?(?:changed?|new|happened|different|moved)|changements?|changes|nouveautes?|news|evenements?|il y a du nouveau|que s est il passe|qu y a t il de (?:neuf|nouveau)|any(?:thing)? new',
  ],
  [
    'stops',
    '(?:nous )?(?:a|ont|qui a|qui ont) (?:dit|ecrit|repondu|envoye) stop|(?:has|have|who)? ?(?:stopped|silenced) (?:us|our messages)|(?:said|wrote|texted|sent|replied) stop|opt(?:ed)? ?outs?|stops|desabonnements?|desinscriptions?|desinscrits?|desabonnes?|unsubscribed?|unsubscribes|ne veu(?:t|lent) plus (?:de|etre|recevoir) (?:sms|messages?|contactes?|relances?)|refus(?:ent|e) (?:nos|les) messages',
  ],
  [
    'holds',
    '(?:comptes? |clients? |dossiers? |accounts? |customers? |invoices? )?(?:(?:qui )?(?:sont|est|are|is) )?(?:mis(?:es)? en (?:attente|pause)|en (?:attente|pause|suspens)|suspendue?s?|geles?|on hold|(?:put )?on pause|paused|suspended|frozen|held)(?: (?:et pourquoi|and why|avec (?:les |leurs )?(?:motifs|raisons)|with (?:the |their )?reasons?))?|blocages?|suspensions?|holds?|mises? en (?:attente|pause)|bloquee?s?|blocked|pauses',
  ],
  [
    'tasks',
    'taches?|tasks?|to ?dos?|choses a faire|(?:qu est ce que |que |qu )?(?:(?:je|j|on|dois je|ai je|ai|dois|a) )*(?:a )?faire(?= (?:aujourd|demain|cette)|$| ?[?])|a traiter|actions? (?:a faire|en attente)',
  ],
  ['disputed', 'disputed|contestee?s?|under dispute'],
  ['disputes', 'litiges?|contestations?|disputes?|reclamations?|complaints?|queries'],
  [
    'promises',
    'promesses?(?: de (?:paiement|reglement|payer))?|promises?(?: to pay)?|(?:a|ont|avait|avaient) promis(?: (?:de (?:payer|regler)|un paiement|un reglement))?|promised to pay|(?:who|has|have) promised|engagements?(?: de (?:paiement|reglement))?|ptps?',
  ],
  ['promised', 'promised|promise?s?'],
  [
    'planned',
    'planned|echelonnee?s?|planifiee?s?|(?:in|on|under) (?:payment |instalment )?plans|en plans?(?: de paiement)?|sous (?:plans?|echeanciers?)|en echeanciers?',
  ],
  ['plans', 'plans?(?: de (?:paiement|reglement|remboursement))?|(?:payment|instal?lment) plans?|echeanciers?|plans'],
  [
    'collected',
    'encaisse(?:e|s|es|r|ments?)?|encaissons|collect(?:ed)?|collections|cash (?:in|collected|received)|money (?:in|received|collected)|received|recus?|recues|rentrees?(?: d argent| de tresorerie)?|paiements?(?: recus)?|reglements?(?: recus)?|payments?(?: received)?|receipts|paye|payes|payee?s?|paid|(?:argent|cash) (?:recu|rentre)|a ete (?:paye|regle)|virements? recus?|rentre',
  ],
  [
    'invoiced',
    '(?:(?:a t on|on a|avons|ai je|j ai|a ete|ont ete|total|montant|montants|combien) )+(?:on |nous |je |bien )?facture?s?|facturees?|facturations?|chiffre d affaires?|ca|invoiced|billed|billing|sales|turnover|revenue|ventes|(?:did|do) (?:we|i) (?:invoice|bill)',
  ],
  [
    'contacts',
    '(?:combien de |nombre de |how many |number of )?(?:relances|rappels|reminders|messages?(?: envoyes| sent)?|sms (?:envoyes|sent)|e ?mails? (?:envoyes|sent)|courriers? (?:envoyes|sent)|lettres? (?:envoyees|sent)|letters? sent|appels(?: passes)?|calls(?: made)?|chasers?|contacts)(?: (?:did we send|have we sent|were sent|we sent|sent|envoyees?|avons nous envoyees?|a t on envoyees?))?|combien de fois|how (?:often|many times)',
  ],
  [
    'overdue',
    'en retards?(?: de paiement)?|retards?(?: de paiement)?|retardataires?|echus?|echues?|impayee?s?|impayes|overdues?|past ?due|late(?: payers?)?|arrears|delinquent|behind(?: on payments?)?|mauvais payeurs?|(?:bad|slow) payers?|depasse(?:e|s|es)?|en souffrance|non (?:regles?|payes?|reglees?|payees?)|unpaid(?: after due)?|pas paye|not paid|n ont pas paye|haven t paid|have not paid|hasn t paid',
  ],
  [
    'open',
    'encours|(?:montants? |sommes? |creances )?(?:ouverts?|ouvertes?|dus?|dues?|restant du|en cours)|reste(?:nt)? (?:du|a (?:payer|encaisser|recouvrer|percevoir))|a (?:encaisser|recouvrer)|creances?(?: clients?)?|receivables|outstanding(?: (?:amounts?|balances?|debt))?|(?:do |does |is |are |total )?(?:owed|owes?|owing)(?: (?:us|me|to us|to me))?|open(?: (?:amounts?|balances?))?|(?:me |nous |m |on )?doi(?:t|vent)(?: on)?|dettes?|debts?|soldes?|balances?|redevables?|devons nous recevoir|a recevoir',
  ],
];

/** What a question is about when it only says of what: "clients", "factures". */
export const subjectWords: readonly (readonly [Grouping, string])[] = [
  [
    'account',
    'qui|quels? (?:clients?|comptes?|debiteurs?)|clients?|clientes?|debiteurs?|comptes?|dossiers?|who|whom|whose|customers?|debtors?|accounts?|everyone|everybody|anyone|anybody|tous ceux|ceux|celles|people|those|payeurs?|payers?|acheteurs?',
  ],
  ['line', 'factures?|invoices?|bills?|lignes?|due lines?|lines?|echeances?|pieces'],
  ['payment', 'paiements?|payments?|encaissements|reglements?|virements?|receipts'],
];

/** Measures whose rows are things of their own kind unless a total is asked for. */
export const ownThing: Partial<Readonly<Record<Measure, Grouping>>> = {
  promises: 'promise',
  plans: 'plan',
  disputes: 'dispute',
  holds: 'hold',
  stops: 'stop',
  tasks: 'task',
  priority: 'account',
  accounts: 'account',
  lines: 'line',
};
