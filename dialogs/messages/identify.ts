/** The same words for everyone, known or not: nothing here says that an account or a debt exists. */
export const identifyTexts = {
  fr: {
    reference:
      'Pour protéger vos données, je vérifie d’abord que c’est bien vous. Quel est votre numéro de client ou de facture ?',
    factor:
      'Merci. Donnez-moi une de ces informations : date de naissance (ex. 31/12/1999), montant exact de votre dernière facture, ou code de notre courrier. Pour une entreprise : un numéro de facture et son montant, ou l’e-mail de votre comptabilité.',
    referenceWhy:
      'Ce numéro figure en haut de nos factures et de nos courriers. Il me permet de retrouver le bon compte, et de n’en parler qu’à la bonne personne.',
    factorWhy:
      'Un numéro seul peut être lu par quelqu’un d’autre. Cette deuxième information protège vos données ; elle ne sert qu’à cette vérification.',
    noFactor: 'Je n’ai aucune de ces informations',
    referenceLabel: 'le numéro de client ou de facture',
    factorLabel: 'l’information de vérification',
    already: 'Vous êtes déjà identifié.',
    notMatched:
      'Je n’ai pas pu vérifier ces informations. Vous pouvez réessayer, ou parler à une personne : aucun justificatif n’est nécessaire pour cela.',
    dateInvalid: 'Cette date n’est pas possible. Écrivez-la par exemple ainsi : 31/12/1999.',
  },
  en: {
    reference: 'To protect your data I first need to check that it is you. What is your customer or invoice number?',
    factor:
      'Thank you. Please give me one of these: date of birth (e.g. 31/12/1999), the exact amount of your last invoice, or the code on our letter. For a company: an invoice number and its amount, or your accounts department’s e-mail.',
    referenceWhy:
      'This number is at the top of our invoices and letters. It lets me find the right account, and speak of it only to the right person.',
    factorWhy:
      'A number alone can be read by someone else. This second piece of information protects your data; it is only used for this check.',
    noFactor: 'I have none of these',
    referenceLabel: 'the customer or invoice number',
    factorLabel: 'the information for the check',
    already: 'You are already identified.',
    notMatched:
      'I could not check this information. You can try again, or speak to a person: nothing needs to be proved for that.',
    dateInvalid: 'This date is not possible. Write it for example like this: 31/12/1999.',
  },
} as const;
