/** What is said where a question has no answer, by the code of what is missing; `{about}` are the words it is about. */
export const missingTexts = {
  fr: {
    vulnerable:
      'La situation personnelle d’un client n’est pas une liste : elle se voit dans son dossier, par les personnes habilitées.',
    forecast: 'Je ne fais pas de prévision : je connais ce qui est promis et planifié.',
    margin: 'Les marges ne sont pas dans les comptes clients.',
    suppliers: 'Je ne connais que ce que les clients doivent, pas les fournisseurs.',
    'bank-balance': 'Le solde de la banque n’est pas dans les comptes clients ; je connais ce qui a été encaissé.',
    charges: 'Les intérêts et les indemnités se voient compte par compte, pas en liste.',
    'write-offs': 'Les passages en perte et les provisions ne se demandent pas ici.',
    'credit-limit': 'Les limites de crédit se voient dans le dossier d’un client, pas en liste.',
    products: 'Les produits et les livraisons ne sont pas dans les comptes clients.',
    'staff-performance': 'Je ne mesure pas les personnes.',
    conversion: 'Je ne convertis pas les devises : chacune a son propre total.',
    'contact-data': 'Les coordonnées se voient dans le dossier d’un client, pas en liste.',
    'no-such-place': 'Aucun client ne se trouve à {about}.',
    'no-such-date': 'Cette date n’existe pas.',
    'no-such-amount': 'Je n’ai pas compris un montant ou un nombre de jours.',
    period: 'De quelle période ?',
    'one-split': 'Je peux ventiler par une seule chose à la fois.',
    'does-not-fit': 'Ce que vous demandez ne se filtre pas ou ne se ventile pas ainsi.',
    'unknown-words': 'Je n’ai pas compris « {about} », donc je ne réponds pas à côté.',
    other: 'Je ne peux pas répondre à cette question telle quelle.',
  },
  en: {
    vulnerable:
      'A customer’s personal situation is no list: it is seen in their file, by the people who are entitled to.',
    forecast: 'I make no forecasts: I know what is promised and planned.',
    margin: 'Margins are not in the customer accounts.',
    suppliers: 'I know what customers owe, not what you owe suppliers.',
    'bank-balance': 'The bank balance is not in the customer accounts; I know what was collected.',
    charges: 'Interest and indemnities are seen account by account, not as a list.',
    'write-offs': 'Write-offs and provisions cannot be asked for here.',
    'credit-limit': 'Credit limits are seen in a customer’s file, not as a list.',
    products: 'Products and deliveries are not in the customer accounts.',
    'staff-performance': 'I do not measure people.',
    conversion: 'I do not convert currencies: each has its own total.',
    'contact-data': 'Contact details are seen in a customer’s file, not as a list.',
    'no-such-place': 'There is no customer in {about}.',
    'no-such-date': 'There is no such date.',
    'no-such-amount': 'I did not understand an amount or a number of days.',
    period: 'Of which period?',
    'one-split': 'I can split by one thing at a time.',
    'does-not-fit': 'What you ask for cannot be filtered or split like that.',
    'unknown-words': 'I did not understand “{about}”, so I would rather not answer something else.',
    other: 'I cannot answer this question as it stands.',
  },
} as const;

export const nearestTexts = {
  fr: {
    unclear: 'Je n’ai pas compris. Voici ce que je peux montrer tout de suite ; « aide » montre le reste.',
    nearest: 'Le plus proche que je sais répondre :',
  },
  en: {
    unclear: 'I did not understand. This is what I can show at once; “help” shows the rest.',
    nearest: 'The nearest I can answer:',
  },
} as const;

/** Questions that can be typed as they stand, to show what can be asked. */
export const exampleTexts: Readonly<Record<'fr' | 'en', readonly string[]>> = {
  fr: [
    'tableau de bord',
    'qui me doit plus de 5 000 € depuis plus de 60 jours à Lyon ?',
    'balance âgée',
    'promesses de la semaine',
    'qui dois-je appeler en premier aujourd’hui ?',
    'combien a-t-on encaissé en octobre ?',
  ],
  en: [
    'dashboard',
    'who owes us more than 5,000 € for more than 60 days in Lyon?',
    'ageing',
    'promises due this week',
    'who should I call first today?',
    'how much did we collect in October?',
  ],
};
