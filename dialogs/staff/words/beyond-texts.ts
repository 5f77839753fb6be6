/** Why a plan that was asked for is for a person to decide. */
export const beyondTexts = {
  fr: {
    ...{ currency: 'autre monnaie', frequency: 'autre rythme' },
    ...{ 'too-many-instalments': 'trop de versements', 'too-long': 'trop long' },
    ...{ 'instalment-too-small': 'versements trop petits', 'down-payment-too-small': 'premier versement trop petit' },
    ...{ 'first-too-late': 'commence trop tard', insured: 'client couvert par l’assureur' },
    ...{ factored: 'créance cédée', 'no-policy': 'aucune règle ne convient' },
  },
  en: {
    ...{ currency: 'another currency', frequency: 'another rhythm' },
    ...{ 'too-many-instalments': 'too many instalments', 'too-long': 'too long' },
    ...{ 'instalment-too-small': 'instalments too small', 'down-payment-too-small': 'first payment too small' },
    ...{ 'first-too-late': 'begins too late', insured: 'insured customer' },
    ...{ factored: 'factored claim', 'no-policy': 'no policy fits' },
  },
} as const;
