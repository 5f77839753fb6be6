import { type Language } from '../domain/language.ts';

const fr = {
  registered: 'Lettre recommandée avec avis de réception',
  byCommissaire: 'Remise par commissaire de justice',
  signature: 'Signature',
  column: { invoice: 'Facture', issued: 'Émise le', due: 'Échéance', remark: 'Remarque', amount: 'À régler' },
  plan: {
    title: 'Ce qui manque',
    column: { due: 'Échéance du plan', amount: 'Montant prévu', missing: 'Manque' },
    total: 'Total à régler',
    help: 'Une question, une difficulté ?',
  },
  settled: {
    title: 'Attestation de règlement',
    intro: (on: string): string =>
      `Bonjour,\nNous vous remercions de vos règlements. À ce jour, ${on}, et sous réserve d’encaissement, plus rien ne ` +
      'reste à régler sur les factures ci-dessous.',
    lines: 'Factures soldées',
    column: { invoice: 'Facture', due: 'Échéance', settled: 'Soldée le', amount: 'Montant' },
    total: (currency: string): string => `Total soldé (${currency})`,
    others:
      'Ce relevé ne porte que sur ces factures. Les autres factures de votre compte, s’il y en a, restent à leurs dates.',
    returned:
      'Si la banque nous retournait un de ces règlements, ce relevé ne vaudrait plus pour la facture concernée : une personne ' +
      'de notre équipe vous le dirait.',
    keep: 'Vous pouvez garder ce relevé : il vous est adressé une fois vos règlements définitifs.',
  },
};

type NoticeWording = typeof fr;

const en: NoticeWording = {
  registered: 'Registered letter with acknowledgement of receipt',
  byCommissaire: 'Delivered by a commissaire de justice',
  signature: 'Signature',
  column: { invoice: 'Invoice', issued: 'Issued on', due: 'Due on', remark: 'Remark', amount: 'To pay' },
  plan: {
    title: 'What is missing',
    column: { due: 'Instalment due on', amount: 'Amount agreed', missing: 'Missing' },
    total: 'Total to pay',
    help: 'A question, a difficulty?',
  },
  settled: {
    title: 'Statement of settlement',
    intro: (on) =>
      `Hello,\nThank you for your payments. As of today, ${on}, and subject to their clearing, nothing is left to pay on the ` +
      'invoices below.',
    lines: 'Settled invoices',
    column: { invoice: 'Invoice', due: 'Due on', settled: 'Settled on', amount: 'Amount' },
    total: (currency) => `Total settled (${currency})`,
    others: 'This statement is about these invoices only. Any other invoice on your account keeps its own dates.',
    returned:
      'If the bank returned one of these payments to us, this statement would no longer hold for the invoice it paid: a person ' +
      'in our team would tell you.',
    keep: 'Please keep this statement: it is sent once your payments are final.',
  },
};

/** The approved wording of letters that ask, and of the one that says all is settled. */
export const noticeWording: Readonly<Record<Language, NoticeWording>> = { fr, en };
