/** What is said when a person takes a conversation, gives it back, or cannot come. */
export const handoffTexts = {
  fr: {
    taken: 'Vous parlez maintenant avec {who}, de {creditor}.',
    file: '{who} vous envoie un document.',
    back: '{summary}\n\nL’assistant de {creditor} reprend la conversation. Que puis-je faire pour vous ?',
    late: 'Personne n’a pu vous répondre à temps, et nous en sommes désolés. Quelqu’un vous rappellera le {date}. Dites-moi si un moment vous convient mieux, ou si je peux vous aider d’ici là.',
    closed:
      'Nos conseillers ne sont pas là en ce moment. Quelqu’un vous rappellera le {date}. Dites-moi si un moment vous convient mieux, ou si je peux vous aider d’ici là.',
  },
  en: {
    taken: 'You are now speaking with {who}, from {creditor}.',
    file: '{who} has sent you a document.',
    back: '{summary}\n\nThe assistant of {creditor} takes over again. What can I do for you?',
    late: 'Nobody could answer you in time, and we are sorry about that. Somebody will call you back on {date}. Tell me if another moment suits you better, or if I can help meanwhile.',
    closed:
      'Our advisers are not here at the moment. Somebody will call you back on {date}. Tell me if another moment suits you better, or if I can help meanwhile.',
  },
} as const;
