import { type Wording } from './wording-fr.ts';

/** The approved English texts of documents. Amounts and dates arrive already written out. */
export const wordingEn: Wording = {
  reference: 'Your customer reference:',
  page: (page, of) => `Page ${page} of ${of}`,
  identifier: (id) => `Identifier: ${id}`,
  fingerprint: (hash) => `Fingerprint of the agreed terms (SHA-256): ${hash}`,
  column: {
    invoice: 'Invoice',
    issued: 'Issued on',
    due: 'Due on',
    amount: 'Amount',
    original: 'Original amount',
    open: 'Left to pay',
    remark: 'Remark',
    number: 'No.',
    date: 'Date',
    rest: 'Left after it',
    credit: 'Credit note or payment',
    label: 'Description',
    quantity: 'Quantity',
    vatRate: 'VAT',
    inclusive: 'Amount incl. VAT',
  },
  total: {
    credits: 'Credit notes and payments deducted',
    plan: 'Total of the plan',
    paid: 'Total of the instalments',
    promise: 'Agreed amount',
    overdue: 'Past its due date',
    coming: 'Not yet due',
    net: 'Account balance',
    invoice: 'Total incl. VAT',
    due: 'Left to pay today',
  },
  pay: {
    title: 'How to pay',
    holder: 'Payee',
    iban: 'IBAN',
    bic: 'BIC',
    text: 'Reference to quote',
    page: 'Pay online',
    scan: 'Your banking app can read this code to prepare the transfer: please check it before you approve it.',
    debit: 'A direct debit is planned: there is nothing for you to do.',
    ask: 'To know which account to pay into, please contact us: our details are below.',
  },
  contact: {
    title: 'Talk to a person',
    reach: (ways) => `A person in our team will answer you: ${ways}.`,
    write: 'Write “a person” in your conversation with us: someone in our team will answer you.',
  },
  agreement: {
    meaning: 'What your confirmation means',
    acknowledges: (total) =>
      `By confirming, you acknowledged that you owe the amounts above, ${total} in all. This acknowledgement restarts ` +
      'the legal limitation period for these amounts.',
    noNovation:
      'This agreement sets payment dates. It does not replace your invoices (there is no novation): your rights and ours ' +
      'stay the same in every other respect.',
    early: 'You may pay earlier, at once or in parts, at any time and free of charge.',
    free: (zero) => `No fee and no interest is added to these amounts: ${zero}.`,
    only: 'This agreement covers the amounts shown above and nothing else.',
    excluded: 'Disputed part, not included',
    rights: (list) =>
      `The part you dispute is not included in this agreement: ${list}. You keep all your rights on that part, and we ask ` +
      'nothing of you about it while your dispute is being looked into.',
    change: 'To change this agreement',
    changing: (what) =>
      `Is a date no longer right for you? Write to us before that date, in the same conversation: ${what} can ` +
      'be looked at again with you.',
    recorded: (creditor, on) =>
      `This agreement was recorded on ${on} by the automated assistant of ${creditor}’s customer service, after your ` +
      'confirmation. You may ask at any time for a person to look at it.',
  },
  plan: {
    title: 'Your payment plan',
    intro: (creditor, count) =>
      `Hello,\nYou agreed with ${creditor} to pay the invoices below in ${count} ${count > 1 ? 'instalments' : 'instalment'}. ` +
      'This document states exactly what was agreed; please keep it.',
    covered: 'Invoices covered by the plan',
    netted: (credits) =>
      `Your available credit notes and payments, ${credits} in all, are already deducted from these amounts.`,
    schedule: 'Your instalments',
    what: 'the plan',
    missed: 'If a date is missed',
    missing: (days) =>
      `If we have not seen an instalment ${days} ${days > 1 ? 'days' : 'day'} after its date, we will first write to you to find ` +
      'a solution together. If none is found, a person in our team may end the plan; the amounts left would then be payable ' +
      'under the terms of your invoices. Nothing is automatic.',
  },
  promise: {
    title: 'Your agreed payment date',
    intro: (amount, on) => `Hello,\nYou plan to pay ${amount} on ${on}. Thank you: it is noted.`,
    covered: 'What this payment covers',
    held: (on) => `Until ${on} we will not ask you for this amount. The rest of your account is not changed.`,
    what: 'the date',
    missed: 'If this date is no longer right for you or is missed',
    missing:
      'If we have not seen your payment after that date, we will write to you to find a solution together. Nothing is ' +
      'automatic.',
  },
  statement: {
    title: 'Account statement',
    intro: (on) => `Hello,\nHere is the position of your account on ${on}.`,
    nothing: 'Your account is up to date: there is nothing to pay.',
    open: (currency) => `Invoices to pay (${currency})`,
    credits: (currency) => `Credit notes and payments in your favour (${currency})`,
    agreed: 'Dates already agreed with you',
    favour: 'A negative balance is in your favour.',
    disputed: (amount) => `of which ${amount} disputed, being looked into`,
    debit: 'Direct debit planned',
    transit: 'Payment on its way',
    factor: (holder) => `Payable to ${holder}`,
    crossed:
      'If a payment of yours crossed this statement, please disregard it. If a line looks wrong to you, tell us: a person ' +
      'will look into it.',
  },
  original: {
    title: (number) => `Invoice ${number}`,
    intro: (issued) => `Issued on ${issued}.`,
    order: (number) => `Your order number: ${number}.`,
    items: 'Detail of the invoice',
    dues: 'Due dates',
  },
};
