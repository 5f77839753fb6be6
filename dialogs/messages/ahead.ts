/** What came back, and what is granted or asked ahead of a due date. */
export const aheadTexts = {
  fr: {
    returned: 'Un règlement de {amount} pour {number}, du {date}, n’a pas abouti : ce montant est de nouveau à régler.',
    early: '{amount} suffisent pour {number} si nous les recevons au plus tard le {date} ({saved} d’escompte).',
    deposit: 'Pour {number}, un acompte de {amount} est prévu pour le {date}.',
    rebate: 'Votre contrat prévoit une ristourne de fin d’année ({saved}) si tout est réglé au plus tard le {date}.',
  },
  en: {
    returned: 'A payment of {amount} for {number}, of {date}, did not go through: this amount is to be paid again.',
    early: '{amount} is enough for {number} if we receive it by {date} ({saved} early-payment discount).',
    deposit: 'For {number}, a down payment of {amount} is expected by {date}.',
    rebate: 'Your contract grants a year-end rebate ({saved}) if everything is settled by {date}.',
  },
} as const;
