/** One-time codes: the same words whether an account exists or not. */
export const codeTexts = {
  fr: {
    sms: 'Par SMS au {hint}',
    whatsapp: 'Par WhatsApp au {hint}',
    email: 'Par e-mail à {hint}',
    where: 'Où souhaitez-vous recevoir un code à 6 chiffres ?',
    enterCode: 'Entrez les 6 chiffres du code, s’il vous plaît. Il est valable 10 minutes.',
    enterConfirmCode:
      'Entrez les 6 chiffres du code pour confirmer exactement ce récapitulatif. Il est valable 10 minutes.',
    enterAddressCode:
      'Entrez les 6 chiffres reçus à la nouvelle adresse, s’il vous plaît. Le code est valable 10 minutes.',
    director: 'Pour ce montant, c’est la direction de votre entreprise qui confirme : le code part à son adresse.',
    sentIdentify: 'Si tout correspond, un code est parti.',
    sentConfirm: 'Un code est parti, {where}.',
    resend: 'Renvoyer un code',
    other: 'Choisir une autre adresse',
    nowhere:
      'Nous n’avons pas d’adresse confirmée où vous envoyer un code. Une personne peut terminer cela avec vous ; rien n’est encore enregistré.',
    identified: 'Merci, c’est bien vous.',
    codeWhy:
      'Ce code prouve que c’est bien vous : il part vers une adresse que nous connaissons déjà, et il ne sert qu’une fois.',
  },
  en: {
    sms: 'By text to {hint}',
    whatsapp: 'By WhatsApp to {hint}',
    email: 'By e-mail to {hint}',
    where: 'Where would you like to receive a 6-digit code?',
    enterCode: 'Please enter the 6 digits of the code. It is valid for 10 minutes.',
    enterConfirmCode: 'Enter the 6 digits of the code to confirm exactly this summary. It is valid for 10 minutes.',
    enterAddressCode: 'Please enter the 6 digits you got at the new address. The code is valid for 10 minutes.',
    director: 'For this amount your company’s director confirms: the code goes to their address.',
    sentIdentify: 'If everything matches, a code is on its way.',
    sentConfirm: 'A code is on its way, {where}.',
    resend: 'Send another code',
    other: 'Choose another address',
    nowhere:
      'We have no confirmed address to send you a code. A person can finish this with you; nothing is recorded yet.',
    identified: 'Thank you, your identity is confirmed.',
    codeWhy: 'This code proves it is you: it goes to an address we already know, and it works only once.',
  },
} as const;
