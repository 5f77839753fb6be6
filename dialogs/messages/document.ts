export const documentTexts = {
  fr: {
    which: 'Quel document souhaitez-vous recevoir ?',
    why: 'Le relevé est établi sur votre compte tel qu’il est aujourd’hui ; une facture est copiée de son original.',
    statement: 'Relevé de compte',
    settled: 'Attestation de règlement',
    plan: 'Mon échéancier',
    promise: 'Ma date de paiement convenue',
    invoice: 'Copie de {number}',
    notFound: 'Je ne trouve pas la facture {number} dans votre compte. Vérifiez le numéro, s’il vous plaît.',
    label: 'le document',
    ready:
      '{count#Voici votre document. Le lien est personnel et temporaire.#Voici vos {count} documents. Les liens sont personnels et temporaires.}',
    byPerson:
      'Je n’ai pas l’original de {number} ici. J’ai transmis votre demande : une personne s’en occupe et vous répond au plus tard le {date}.',
  },
  en: {
    which: 'Which document would you like to receive?',
    why: 'A statement shows your account as it is today; an invoice is copied from its original.',
    statement: 'Account statement',
    settled: 'Statement of settlement',
    plan: 'My instalment plan',
    promise: 'My agreed payment date',
    invoice: 'Copy of {number}',
    notFound: 'I can’t find invoice {number} in your account. Please check the number.',
    label: 'the document',
    ready:
      '{count#Here is your document. The link is personal and temporary.#Here are your {count} documents. The links are personal and temporary.}',
    byPerson:
      'I don’t have the original of {number} here. I have passed on your request: a person will see to it and answer you by {date}.',
  },
} as const;
