/** New contact details: nothing here, nor in the notice to the old address, says what the account is about. */
export const contactTexts = {
  fr: {
    what: 'Que souhaitez-vous changer ?',
    phone: 'Mon numéro de téléphone',
    email: 'Mon adresse e-mail',
    newPhone: 'Quel est votre nouveau numéro de téléphone ?',
    newEmail: 'Quelle est votre nouvelle adresse e-mail ?',
    why: 'Nous n’écrivons qu’à des adresses que vous avez confirmées vous-même.',
    same: 'C’est déjà ce que nous avons. Donnez-moi le nouveau numéro ou la nouvelle adresse, s’il vous plaît.',
    dear: 'Nous ne pouvons pas écrire à ce numéro. En avez-vous un autre ?',
    which: 'Lequel faut-il remplacer ?',
    whichWhy: 'Nous en connaissons plusieurs : un seul change.',
    label: 'le nouveau numéro ou la nouvelle adresse',
    recap: 'Récapitulatif : {address} remplace {old}.',
    recapNew: 'Récapitulatif : nous ajoutons {address}.',
    recapCode: 'Par sécurité, un code part d’abord à une autre adresse que nous connaissons déjà.',
    changed: 'C’est enregistré. Un code vient d’y partir ({where}) : tapez-le ici pour confirmer que c’est bien vous.',
    noCode: 'C’est enregistré. Une personne confirmera avec vous que la nouvelle adresse est bien la vôtre.',
    byPerson:
      'Merci. Nous n’avons pas d’autre adresse où vous envoyer un code : une personne fera ce changement avec vous. Rien n’est changé d’ici là.',
    verified: 'Merci, c’est confirmé. Par sécurité, nous n’y enverrons de codes qu’à partir de demain.',
    waiting: 'Cette adresse est déjà enregistrée. Une personne confirmera avec vous que c’est bien la vôtre.',
    noticePhone:
      '{creditor} : votre numéro de téléphone a été changé chez nous, à votre demande. Si ce n’est pas vous, dites-le-nous vite : {us}.',
    noticeEmail:
      '{creditor} : votre adresse e-mail a été changée chez nous, à votre demande. Si ce n’est pas vous, dites-le-nous vite : {us}.',
  },
  en: {
    what: 'What would you like to change?',
    phone: 'My phone number',
    email: 'My e-mail address',
    newPhone: 'What is your new phone number?',
    newEmail: 'What is your new e-mail address?',
    why: 'We only write to addresses that you confirmed yourself.',
    same: 'That is what we have already. Please give me the new number or address.',
    dear: 'We can’t write to this number. Do you have another one?',
    which: 'Which one should be replaced?',
    whichWhy: 'We know of several: only one changes.',
    label: 'the new number or address',
    recap: 'Summary: {address} replaces {old}.',
    recapNew: 'Summary: we add {address}.',
    recapCode: 'To be safe, a code goes first to another address that we already know.',
    changed: 'It is recorded. A code is on its way there ({where}): type it here to confirm that it is yours.',
    noCode: 'It is recorded. A person will confirm with you that the new address is yours.',
    byPerson:
      'Thank you. We have no other address to send you a code: a person will make this change with you. Nothing is changed until then.',
    verified: 'Thank you, it is confirmed. To be safe, we will send codes there from tomorrow only.',
    waiting: 'This address is recorded already. A person will confirm with you that it is yours.',
    noticePhone:
      '{creditor}: your phone number was changed with us, at your request. If it was not you, please tell us at once: {us}.',
    noticeEmail:
      '{creditor}: your e-mail address was changed with us, at your request. If it was not you, please tell us at once: {us}.',
  },
} as const;
