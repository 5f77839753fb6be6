import { type Language } from '../language.ts';

const fr = {
  and: ' et ',
  none: 'rien',
  others: (count: number): string => ` et ${count} autre${count > 1 ? 's' : ''}`,
  count: (count: number): string => `${count} facture${count > 1 ? 's' : ''}`,
  reach: (link: string, phone: string): string => `${link} ou ${phone}`,
  optOut: {
    sms: 'STOP pour ne plus recevoir de SMS',
    whatsapp: 'Répondez STOP pour ne plus recevoir ces messages.',
    email: 'Pour ne plus recevoir d’e-mail de notre part, répondez STOP à ce message.',
  },
  crossed: (day: string): string =>
    `Ces montants sont indiqués sauf erreur, et hors règlement reçu après le ${day} ; si vous venez de payer, ne tenez pas compte de ce message.`,
  crossedShort: (day: string): string =>
    `Sauf erreur, et hors règlement reçu après le ${day} ; si vous venez de payer, ne tenez pas compte de ce message.`,
  wayOut: (ways: string): string =>
    `Vous contestez une somme, il vous manque un document, vous avez besoin de temps ou vous préférez parler à une personne : ${ways}.`,
  row: (number: string, issued: string, due: string, amount: string): string =>
    `${number} du ${issued}, échéance du ${due} : ${amount}`,
  original: (amount: string): string => `montant initial : ${amount}`,
  paidSince: (amount: string): string => `déjà réglé ou déduit : ${amount}`,
  contested: (amount: string): string => `dont contesté, non demandé : ${amount}`,
  later: (amount: string): string => `dont déjà convenu ou en cours, non demandé : ${amount}`,
  principal: 'Montant des factures',
  credits: 'Avoirs et règlements déduits',
  total: 'À régler',
  payTo: (holder: string): string => `À régler à ${holder}`,
  askFor: 'À régler : le compte à créditer vous est indiqué par notre équipe',
  charge: {
    indemnity: (number: string, day: string): string => `Indemnité forfaitaire légale, facture ${number}, au ${day}`,
    interest: (number: string, day: string): string => `Intérêts de retard, facture ${number}, arrêtés au ${day}`,
  },
  announced:
    'Les montants suivants sont prévus par la loi ou par votre contrat. Ils vous sont annoncés et ne vous sont pas demandés à ce jour :',
  disputed:
    'La partie que vous contestez n’est pas comprise dans cette demande. Vos droits sur cette partie sont conservés pendant son étude :',
  earlier: (days: string): string => `Nous vous avons déjà écrit à ce sujet : ${days}.`,
  mediator: (who: string): string =>
    `Après une réclamation écrite restée sans suite, vous pouvez recourir gratuitement au médiateur de la consommation dont nous relevons : ${who}`,
  pay: {
    holder: 'Bénéficiaire',
    iban: 'IBAN',
    bic: 'BIC',
    text: 'Référence à indiquer',
    amount: 'Montant',
    page: 'Paiement en ligne',
    ask: (ways: string): string => `Pour connaître le compte à créditer, contactez-nous : ${ways}.`,
  },
  colon: ' : ',
};

export type NoticeWords = typeof fr;

const en: NoticeWords = {
  and: ' and ',
  none: 'nothing',
  others: (count) => ` and ${count} other${count > 1 ? 's' : ''}`,
  count: (count) => `${count} invoice${count > 1 ? 's' : ''}`,
  reach: (link, phone) => `${link} or ${phone}`,
  optOut: {
    sms: 'Reply STOP to opt out',
    whatsapp: 'Reply STOP to receive no more of these messages.',
    email: 'To receive no more e-mails from us, reply STOP to this message.',
  },
  crossed: (day) =>
    `These amounts are given errors excepted, without any payment received after ${day}; if you have just paid, please disregard this message.`,
  crossedShort: (day) =>
    `Errors excepted, without any payment received after ${day}; if you have just paid, please disregard this message.`,
  wayOut: (ways) =>
    `If you dispute an amount, miss a document, need time or would rather talk to a person, here is how to reach us: ${ways}.`,
  row: (number, issued, due, amount) => `${number} of ${issued}, due on ${due}: ${amount}`,
  original: (amount) => `original amount: ${amount}`,
  paidSince: (amount) => `already paid or credited: ${amount}`,
  contested: (amount) => `of which disputed, not asked for: ${amount}`,
  later: (amount) => `of which already agreed or on its way, not asked for: ${amount}`,
  principal: 'Invoices',
  credits: 'Credit notes and payments deducted',
  total: 'To pay',
  payTo: (holder) => `To pay to ${holder}`,
  askFor: 'To pay: our team will tell you the account',
  charge: {
    indemnity: (number, day) => `Fixed sum set by law, invoice ${number}, on ${day}`,
    interest: (number, day) => `Late-payment interest, invoice ${number}, up to ${day}`,
  },
  announced:
    'The law or your contract provides for the following amounts. You are told of them; they are not asked for today:',
  disputed:
    'The part you dispute is not in this request. You keep all your rights on that part while it is being looked into:',
  mediator: (who) =>
    `After a written complaint that was not settled, you can turn, free of charge, to the consumer mediator we belong to: ${who}`,
  earlier: (days) => `We have written to you about this before: ${days}.`,
  pay: {
    holder: 'Payee',
    iban: 'IBAN',
    bic: 'BIC',
    text: 'Reference to quote',
    amount: 'Amount',
    page: 'Pay online',
    ask: (ways) => `To know which account to pay into, please contact us: ${ways}.`,
  },
  colon: ': ',
};

/** What messages say around values; the texts themselves are the policy's. */
export const noticeWords: Readonly<Record<Language, NoticeWords>> = { fr, en };
