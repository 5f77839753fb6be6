/** The letter that comes before a plan may end: what is missing, what is still possible, and what happens otherwise. */
export const planNoticeTexts = {
  fr: {
    subject: 'Votre plan de paiement',
    hello: 'Bonjour,',
    missing:
      'Sauf erreur de notre part, et hors règlement reçu {since}, {missing} manquent à votre plan de paiement. Si vous venez de payer, ne tenez pas compte de ce courrier.',
    still:
      'Vous avez {days} jours à compter de l’envoi de ce courrier pour régler cette somme : votre plan continue alors comme prévu.',
    otherwise:
      'Sans règlement dans ce délai, votre plan pourra prendre fin. Les factures qu’il couvre seraient alors de nouveau à régler à leurs dates d’origine, moins ce que vous avez payé.',
    help: 'Si votre situation a changé, ou si ce courrier vous semble inexact, appelez-nous{phone} : nous cherchons une solution avec vous.',
    bye: '{creditor}',
  },
  en: {
    subject: 'Your payment plan',
    hello: 'Hello,',
    missing:
      'Unless we are mistaken, and leaving aside any payment received {since}, {missing} are missing from your payment plan. If you have just paid, please ignore this letter.',
    still: 'You have {days} days from the posting of this letter to pay this sum: your plan then goes on as agreed.',
    otherwise:
      'Without a payment within that time, your plan may end. The invoices it covers would then be payable at their original dates again, less what you have paid.',
    help: 'If your situation has changed, or if this letter seems wrong to you, call us{phone}: we will look for a way with you.',
    bye: '{creditor}',
  },
} as const;
