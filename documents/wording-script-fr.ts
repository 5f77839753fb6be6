import { type ScriptWording } from './script-wording.ts';

/** What a call's script says in French. */
export const scriptWordingFr: ScriptWording = {
  note: 'Pour l’équipe : ne pas envoyer',
  goal: 'But de l’appel',
  goalText:
    'Comprendre ce qui bloque, et repartir avec une seule chose convenue : une date, un échéancier, une contestation enregistrée, ' +
    'ou la bonne personne à rappeler. Écouter d’abord.',
  whom: 'Qui demander',
  privately: (name) => `${name}, et personne d’autre.`,
  payables: (name) => `La personne qui suit les comptes fournisseurs chez ${name}.`,
  number: (phone) => `Téléphone : ${phone}`,
  noNumber: 'Aucun numéro utilisable n’est connu : ne pas en chercher un ailleurs.',
  facts: 'Cinq choses à savoir',
  habit: (lines, days) =>
    `Habitude : ${lines > 1 ? `sur ses ${lines} dernières factures soldées` : 'sur sa dernière facture soldée'}, règlement ` +
    `${days > 0 ? `${days} ${days > 1 ? 'jours' : 'jour'} après l’échéance` : 'à l’échéance ou avant'} (médiane).`,
  noHabit: 'Habitude : aucune facture soldée encore.',
  promise: (amount, due, status) => `Dernière date convenue : ${amount} le ${due}, ${status}.`,
  noPromise: 'Dernière date convenue : aucune.',
  promised: {
    open: 'encore à venir',
    kept: 'tenue',
    'partly-kept': 'tenue en partie',
    broken: 'passée sans règlement vu',
    withdrawn: 'retirée',
  },
  open: (number, amount, reason, by) =>
    `${number}, ${amount} contestés (${reason}), réponse de notre part avant le ${by}`,
  request: (kind, since) => `${kind}, depuis le ${since}`,
  openQuestions: (list) => `Questions ouvertes : ${list}.`,
  quoted: (text) => `« ${text} »`,
  titleOf: (name) => `Appel à préparer : ${name}`,
  nothingOpen: 'Questions ouvertes : aucune.',
  lastContact: (on, reply, without) =>
    `Dernier contact de notre part : ${on}. Dernière réponse : ${reply}. Messages restés sans réponse : ${without}.`,
  noContact: 'Dernier contact de notre part : aucun.',
  never: 'jamais',
  circumstances: (causes, payday) => `Situation connue : ${[causes, payday].filter(Boolean).join(' ')}`,
  causes: (list) => `${list}.`,
  payday: (day) => `Paie vers le ${day}.`,
  nothingKnown: 'Situation connue : rien n’a été dit.',
  reason: {
    'not-received': 'non reçu',
    quantity: 'quantité',
    price: 'prix',
    vat: 'TVA',
    quality: 'qualité',
    duplicate: 'doublon',
    'not-ordered': 'non commandé',
    terminated: 'contrat résilié',
    'credit-missing': 'avoir attendu',
    other: 'autre',
    'already-paid': 'déjà réglé',
    'number-missing': 'numéro de commande manquant',
  },
  opening: 'Premiers mots',
  openingRule: {
    private:
      'Rien de plus tant que vous ne savez pas à qui vous parlez : ni facture, ni montant, ni retard, même si l’on insiste. Si on vous ' +
      'demande pourquoi : « C’est un message personnel. »',
    company:
      'Rien de plus tant que vous ne savez pas à qui vous parlez : ni montant, ni retard, même si l’on insiste. Si on vous demande ' +
      'pourquoi : « C’est pour la comptabilité fournisseurs. »',
  },
  voicemail: 'Sur un répondeur',
  message: (phone, name) =>
    `Bonjour, ici le service clients de ${name}. Merci de nous rappeler au ${phone}. Bonne journée.`,
  messageFor: (phone, customer) =>
    `Bonjour, ce message est pour ${customer}. Merci de rappeler le ${phone}. Bonne journée.`,
  afterwards: 'Une fois l’identité vérifiée',
  identity: {
    private: 'Vérifier : numéro de client et date de naissance, dits par la personne, jamais soufflés.',
    company: 'Vérifier : un numéro de facture et son montant, dits par la personne, jamais soufflés.',
  },
  questions: 'Questions, selon ce qui est dit',
  asked: {
    private: [
      '« Je n’ai rien reçu » : À quelle adresse vous l’envoyer ? Souhaitez-vous un nouvel envoi maintenant ?',
      '« Ce n’est pas juste » : Sur quelle facture, quelle ligne, pour quelle raison ? (enregistrer, ne plus rien demander sur cette partie)',
      '« J’ai déjà réglé » : Quand, par quel moyen, de quel montant ? (nous cherchons d’abord chez nous)',
      '« Je ne peux pas » : Quelle date vous conviendrait ? Quel montant sans vous mettre en difficulté ?',
      '« C’est compliqué en ce moment » : Souhaitez-vous qu’on suspende, ou qu’un conseil gratuit vous rappelle ?',
    ],
    company: [
      '« Nous n’avons pas la facture » : À quelle adresse l’envoyer ? Manque-t-il un bon de commande ou de livraison ?',
      '« Elle est en validation » : Chez qui est-elle ? À quelle date sera-t-elle validée ?',
      '« Elle est contestée » : Sur quelle ligne, pour quelle raison ? (enregistrer, ne plus rien demander sur cette partie)',
      '« Elle est réglée » : À quelle date, par quel moyen, avec quelle référence ? (nous cherchons d’abord chez nous)',
      '« Trésorerie tendue » : Quelle date tient ? Faut-il un échéancier ? Qui peut le décider ?',
    ],
  },
  offers: 'Ce que vous pouvez proposer',
  offerDate: (days) => `Une date de règlement, dans les ${days} jours.`,
  offerPlan: (count, months) => `Un échéancier : ${count} versements au plus, sur ${months} mois au plus, sans frais.`,
  offerDispute: 'L’étude d’une contestation, et l’envoi de tout document.',
  offerNone: 'Rien par vous-même : noter ce qui est demandé, une personne habilitée répondra.',
  closing: 'Pour finir',
  closingText: [
    'Reformuler : la somme exacte, la date exacte, le moyen, la référence à indiquer.',
    '« Je vous envoie une confirmation ; si quelque chose change, répondez-y ou rappelez-nous. » Remercier.',
    'Si la personne ne veut plus d’appels : le noter tout de suite (code « stop »).',
  ],
  outcomes: 'Noter le résultat',
  code: 'Code',
  meaning: 'Ce qui est noté',
  outcome: {
    reached: 'a écouté, rien de convenu',
    promised: 'une date et un montant convenus',
    'plan-wanted': 'souhaite régler en plusieurs fois : combien, quand',
    disputes: 'conteste : facture, ligne, raison',
    paid: 'dit avoir réglé : date, moyen, montant',
    'document-missing': 'une pièce manque : laquelle, où l’envoyer',
    hardship: 'une difficulté : laquelle, depuis quand',
    'call-back': 'rappeler : qui, quel jour, quelle heure',
    voicemail: 'message laissé, tel qu’écrit ci-dessus',
    'no-answer': 'pas de réponse',
    'wrong-number': 'ce n’est pas la bonne personne : ne plus appeler ce numéro',
    stop: 'ne veut plus d’appels',
  },
};
