export const documentTexts = {
  fr: {
    which: 'Quel document souhaitez-vous recevoir ?',
    why: 'Je prépare le document à partir de votre compte tel qu’il est aujourd’hui.',
    statement: 'Relevé de compte',
    plan: 'Mon échéancier',
    promise: 'Ma date de paiement convenue',
    invoice: 'Copie de {number}',
    notFound: 'Je ne trouve pas cette facture dans votre compte. Vérifiez le numéro, s’il vous plaît.',
    label: 'le document',
    ready: 'Voici votre document. Le lien est personnel et temporaire.',
  },
  en: {
    which: 'Which document would you like to receive?',
    why: 'I prepare the document from your account as it is today.',
    statement: 'Account statement',
    plan: 'My instalment plan',
    promise: 'My agreed payment date',
    invoice: 'Copy of {number}',
    notFound: 'I can’t find this invoice in your account. Please check the number.',
    label: 'the document',
    ready: 'Here is your document. The link is personal and temporary.',
  },
} as const;
