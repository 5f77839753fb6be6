/** The approved French texts of documents. Amounts and dates arrive already written out. */
export const wordingFr = {
  reference: 'Votre référence client :',
  page: (page: number, of: number) => `Page ${page} sur ${of}`,
  identifier: (id: string) => `Identifiant : ${id}`,
  fingerprint: (hash: string) => `Empreinte des termes convenus (SHA-256) : ${hash}`,
  column: {
    invoice: 'Facture',
    issued: 'Émise le',
    due: 'Échéance',
    amount: 'Montant',
    original: 'Montant initial',
    open: 'Reste à régler',
    remark: 'Remarque',
    number: 'N°',
    date: 'Date',
    rest: 'Reste ensuite',
    credit: 'Avoir ou règlement',
    label: 'Désignation',
    quantity: 'Quantité',
    vatRate: 'TVA',
    inclusive: 'Montant TTC',
  },
  total: {
    credits: 'Avoirs et règlements déduits',
    plan: 'Total de l’échéancier',
    paid: 'Total des versements',
    promise: 'Montant convenu',
    overdue: 'Échéance passée',
    coming: 'À venir',
    net: 'Solde du compte',
    invoice: 'Total TTC',
    due: 'Reste à régler à ce jour',
  },
  pay: {
    title: 'Comment régler',
    holder: 'Bénéficiaire',
    iban: 'IBAN',
    bic: 'BIC',
    text: 'Référence à indiquer',
    page: 'Paiement en ligne',
    scan: 'Ce code, lu par l’application de votre banque, prépare le virement : vérifiez-le avant de valider.',
    debit: 'Un prélèvement est prévu : vous n’avez rien à faire.',
    ask: 'Pour connaître le compte à créditer, contactez-nous : les coordonnées figurent ci-dessous.',
  },
  contact: {
    title: 'Parler à une personne',
    reach: (ways: string) => `Une personne de notre équipe vous répond : ${ways}.`,
    write: 'Écrivez « une personne » dans votre conversation avec nous : quelqu’un de notre équipe vous répondra.',
  },
  agreement: {
    meaning: 'Ce que signifie votre confirmation',
    acknowledges: (total: string) =>
      `En confirmant, vous avez reconnu devoir les sommes ci-dessus, soit ${total}. Cette reconnaissance fait repartir ` +
      'le délai légal de prescription de ces sommes (article 2240 du Code civil).',
    noNovation:
      'Cet accord fixe des dates de règlement. Il ne remplace pas vos factures et n’emporte pas novation : vos droits ' +
      'et les nôtres restent les mêmes pour tout le reste.',
    early: 'Vous pouvez régler plus tôt, en une ou plusieurs fois, à tout moment et sans frais.',
    free: (zero: string) => `Aucun frais ni intérêt n’est ajouté à ces sommes : ${zero}.`,
    only: 'Cet accord ne comprend que les sommes indiquées ci-dessus.',
    excluded: 'Partie contestée, non comprise',
    rights: (list: string) =>
      `La partie que vous contestez n’est pas comprise dans cet accord : ${list}. Vos droits sur cette partie sont ` +
      'entièrement conservés, et nous ne vous demandons rien à ce sujet pendant l’étude de votre contestation.',
    change: 'Pour modifier cet accord',
    changing: (what: string) =>
      `Une date ne vous convient plus ? Écrivez-nous avant cette date, dans la même conversation : ${what} ` +
      'peut être revu avec vous.',
    recorded: (creditor: string, on: string) =>
      `Cet accord a été enregistré le ${on} par l’assistant automatique du service clients de ${creditor}, après votre ` +
      'confirmation. Vous pouvez demander à tout moment qu’une personne l’examine.',
  },
  plan: {
    title: 'Votre échéancier de paiement',
    intro: (creditor: string, count: number) =>
      `Bonjour,\nVous avez convenu avec ${creditor} de régler en ${count} ${count > 1 ? 'versements' : 'versement'} les ` +
      'factures ci-dessous. Ce document reprend exactement ce qui a été convenu ; nous vous invitons à le conserver.',
    covered: 'Factures comprises dans l’échéancier',
    netted: (credits: string) =>
      `Vos avoirs et règlements disponibles, soit ${credits}, sont déjà déduits de ces montants.`,
    schedule: 'Vos versements',
    what: 'l’échéancier',
    missed: 'Si une date est dépassée',
    missing: (days: number) =>
      `Si nous n’avons pas vu un versement ${days} ${days > 1 ? 'jours' : 'jour'} après sa date, nous vous écrirons d’abord ` +
      'pour trouver une solution avec vous. Si aucune n’est trouvée, une personne de notre équipe pourra mettre fin à ' +
      'l’échéancier ; les sommes restantes seraient alors à régler aux conditions de vos factures. Rien n’est automatique.',
  },
  promise: {
    title: 'Votre date de règlement convenue',
    intro: (amount: string, on: string) =>
      `Bonjour,\nVous avez prévu de régler ${amount} le ${on}. Merci : c’est bien noté.`,
    covered: 'Ce que couvre ce règlement',
    held: (on: string) =>
      `Jusqu’au ${on}, nous ne vous demanderons pas cette somme. Le reste de votre compte n’est pas modifié.`,
    what: 'la date',
    missed: 'Si cette date ne convient plus ou est dépassée',
    missing:
      'Si nous n’avons pas encore vu votre règlement après cette date, nous vous écrirons pour trouver une solution ' +
      'avec vous. Rien n’est automatique.',
  },
  statement: {
    title: 'Relevé de compte',
    intro: (on: string) => `Bonjour,\nVoici la situation de votre compte au ${on}.`,
    nothing: 'Votre compte est à jour : il n’y a rien à régler.',
    open: (currency: string) => `Factures à régler (${currency})`,
    credits: (currency: string) => `Avoirs et règlements à votre crédit (${currency})`,
    agreed: 'Dates déjà convenues avec vous',
    favour: 'Un solde négatif est en votre faveur.',
    disputed: (amount: string) => `dont ${amount} contesté, à l’étude`,
    debit: 'Prélèvement prévu',
    transit: 'Règlement en cours',
    factor: (holder: string) => `À régler à ${holder}`,
    crossed:
      'Si un règlement a croisé ce relevé, merci de ne pas en tenir compte. Si une ligne vous paraît inexacte, dites-le-nous : ' +
      'une personne va étudier votre demande.',
  },
  original: {
    title: (number: string) => `Facture ${number}`,
    intro: (issued: string) => `Émise le ${issued}.`,
    order: (number: string) => `Votre numéro de commande : ${number}.`,
    items: 'Détail de la facture',
    dues: 'Échéances',
  },
} as const;

type Same<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Same<T[K]> };

/** Every text of the documents; each language has exactly these. */
export type Wording = Same<typeof wordingFr>;
