/** What a person decided about an invoice that was contested, and how to say that they disagree. */
export const disputeAnswerTexts = {
  fr: {
    subject: 'La réponse à votre demande',
    hello: 'Bonjour,',
    accepted:
      'Nous avons étudié votre demande sur la facture {number}. Vous aviez raison : {given} sont déduits de cette facture.',
    part: 'Nous avons étudié votre demande sur la facture {number}. Nous déduisons {given} ; {stays} restent à régler sur la partie étudiée.',
    rejected:
      'Nous avons étudié votre demande sur la facture {number}. D’après nos pièces, {stays} restent à régler sur la partie étudiée.',
    noInterest: 'Aucun intérêt ne vous est demandé pour le temps de cette étude.',
    contest:
      'Si vous n’êtes pas d’accord, ou pour voir les pièces, répondez à ce message ou appelez-nous{phone} : une autre personne reprendra votre demande.',
    mediator: 'Vous pouvez aussi vous adresser gratuitement à un médiateur de la consommation.',
    mediatorNamed:
      'Vous pouvez aussi vous adresser gratuitement au médiateur de la consommation dont nous relevons : {mediator}',
    bye: '{creditor}',
  },
  en: {
    subject: 'The answer to your request',
    hello: 'Hello,',
    accepted:
      'We have looked into your request about invoice {number}. You were right: {given} are taken off this invoice.',
    part: 'We have looked into your request about invoice {number}. We take off {given}; {stays} are left to pay of the part we looked into.',
    rejected:
      'We have looked into your request about invoice {number}. From our records, {stays} are left to pay of the part we looked into.',
    noInterest: 'No interest is asked of you for the time this took.',
    contest:
      'If you disagree, or would like to see the records, reply to this message or call us{phone}: another person will look at your request.',
    mediator: 'You can also turn to an alternative dispute resolution body, free of charge.',
    mediatorNamed: 'You can also turn, free of charge, to the consumer mediator we belong to: {mediator}',
    bye: '{creditor}',
  },
} as const;
