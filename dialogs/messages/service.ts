/** Notices that are expected, and thanks: approved wording. `quiet…` is for what somebody else could read, and says nothing. */
export const serviceTexts = {
  fr: {
    quietTitle: 'Un message concernant votre compte',
    quiet:
      '{creditor} : un message concernant votre compte vous attend. Répondez BONJOUR à ce message pour le lire{phone}. STOP pour ne plus recevoir de messages.',
    phone: ', ou appelez le {phone}',
    planTitle: 'Votre prochaine échéance',
    plan: 'Bonjour, comme convenu ensemble, votre prochaine échéance est de {amount}, le {date}.',
    planAfter:
      'Sauf erreur, et hors règlement reçu après le {known} : si vous venez de payer, ne tenez pas compte de ce message. Un empêchement ? Répondez-nous avant cette date, nous chercherons une solution avec vous.',
    planAfterAny:
      'Si vous venez de payer, ne tenez pas compte de ce message. Un empêchement ? Répondez-nous avant cette date, nous chercherons une solution avec vous.',
    planSms:
      '{creditor} : votre échéance convenue est de {amount} le {date}. Déjà payée ? Ne tenez pas compte de ce message. Un empêchement ? Répondez ici.',
    thanksTitle: 'Merci',
    thanks:
      'Bonjour, nous avons bien reçu votre règlement et vous en remercions. Tout ce dont nous vous avions parlé est à jour, sous réserve d’encaissement. Vous pouvez nous demander un relevé à tout moment.',
    thanksSms: '{creditor} : votre règlement est bien arrivé, merci ! Tout est à jour, sous réserve d’encaissement.',
    quietThanks: '{creditor} : merci, c’est bien reçu. Bonne journée !',
  },
  en: {
    quietTitle: 'A message about your account',
    quiet:
      '{creditor}: a message about your account is waiting for you. Reply HELLO to this message to read it{phone}. STOP to receive no more messages.',
    phone: ', or call {phone}',
    planTitle: 'Your next instalment',
    plan: 'Hello, as agreed together, your next instalment is {amount}, on {date}.',
    planAfter:
      'This does not include payments received after {known}: if you have just paid, please disregard this message. Is something in the way? Reply before that date and we will look for a solution with you.',
    planAfterAny:
      'If you have just paid, please disregard this message. Is something in the way? Reply before that date and we will look for a solution with you.',
    planSms:
      '{creditor}: your agreed instalment is {amount} on {date}. Just paid? Please disregard this message. Something in the way? Reply here.',
    thanksTitle: 'Thank you',
    thanks:
      'Hello, we have received your payment, and thank you for it. Everything we wrote to you about is up to date, subject to the money clearing. You can ask us for a statement at any time.',
    thanksSms:
      '{creditor}: your payment has arrived, thank you! Everything is up to date, subject to the money clearing.',
    quietThanks: '{creditor}: thank you, all received. Have a good day!',
  },
} as const;
