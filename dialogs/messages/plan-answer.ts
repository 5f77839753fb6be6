/** What a person decided about instalments that were asked for. */
export const planAnswerTexts = {
  fr: {
    subject: 'La réponse à votre demande',
    hello: 'Bonjour,',
    approved:
      'Nous avons étudié votre demande de règlement en plusieurs fois : elle nous convient. Écrivez « payer en plusieurs fois » à notre assistant : il vous en montrera les dates et les montants, que vous pourrez confirmer.',
    countered:
      'Nous avons étudié votre demande de règlement en plusieurs fois. Nous pouvons vous proposer d’autres dates. Écrivez « payer en plusieurs fois » à notre assistant pour les voir ; vous déciderez si elles vous conviennent.',
    refused:
      'Nous avons étudié votre demande de règlement en plusieurs fois. Elle ne peut pas se faire sous cette forme. Appelez-nous{phone} ou répondez à ce message : nous chercherons ensemble ce qui est possible.',
    bye: '{creditor}',
  },
  en: {
    subject: 'The answer to your request',
    hello: 'Hello,',
    approved:
      'We have looked into your request to pay in instalments, and it suits us. Write “pay in instalments” to our assistant: it will show you the dates and amounts, which you can then confirm.',
    countered:
      'We have looked into your request to pay in instalments. We can offer you other dates. Write “pay in instalments” to our assistant to see them; it is yours to say whether they suit you.',
    refused:
      'We have looked into your request to pay in instalments. It cannot be done in this form. Call us{phone} or reply to this message: we will look together for what is possible.',
    bye: '{creditor}',
  },
} as const;
