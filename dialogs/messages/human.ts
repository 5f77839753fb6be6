export const humanTexts = {
  fr: {
    when: 'Quand souhaitez-vous être rappelé, et à quel numéro ? Par exemple : « demain entre 10 h et 12 h au 06 39 98 00 01 ».',
    whenWhy: 'Nous l’utilisons seulement pour vous joindre au bon moment.',
    whenLabel: 'le moment du rappel',
    asked: 'C’est noté : une personne de notre équipe va reprendre cette conversation.',
    discount:
      'Je ne peux pas accorder de remise moi-même : une personne de notre équipe étudie votre demande et reprend cette conversation.',
    fees: 'Je ne peux pas retirer de frais moi-même : une personne de notre équipe étudie votre demande et reprend cette conversation.',
    callback: 'C’est noté : une personne de notre équipe vous rappellera. Votre souhait : {when}.',
    hours: 'Nos horaires : {hours}.',
    phone: 'Vous pouvez aussi appeler le {phone}.',
    transcript: 'Elle verra nos échanges : vous n’aurez rien à répéter.',
  },
  en: {
    when: 'When would you like to be called back, and on which number? For example: “tomorrow between 10 and 12 on 07700 900003”.',
    whenWhy: 'We only use it to reach you at the right moment.',
    whenLabel: 'the time of the call',
    asked: 'Noted: a person in our team will take over this conversation.',
    discount:
      'I can’t grant a discount myself: a person in our team looks at your request and takes over this conversation.',
    fees: 'I can’t take fees off myself: a person in our team looks at your request and takes over this conversation.',
    callback: 'Noted: a person in our team will call you back. Your wish: {when}.',
    hours: 'Our hours: {hours}.',
    phone: 'You can also call {phone}.',
    transcript: 'They will see this conversation: you won’t have to repeat anything.',
  },
} as const;
