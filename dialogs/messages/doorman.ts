/** What somebody hears who writes where only staff is served: nothing of whom we serve, nor whether there is anything to serve. */
export const doormanTexts = {
  fr: {
    unknown:
      'Bonjour, je suis l’assistant automatique de {creditor}. Je ne peux pas vous répondre ici. Votre administrateur peut vous donner accès.',
  },
  en: {
    unknown:
      'Hello, I am the automated assistant of {creditor}. I can’t answer you here. Your administrator can give you access.',
  },
} as const;
