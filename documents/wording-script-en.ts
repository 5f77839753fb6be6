import { type ScriptWording } from './script-wording.ts';

/** What a call's script says in English. */
export const scriptWordingEn: ScriptWording = {
  note: 'For our team: do not send',
  goal: 'Goal of the call',
  goalText:
    'Understand what is in the way, and leave with one thing agreed: a date, a plan, a dispute on record, or the right person to ' +
    'call again. Listen first.',
  whom: 'Whom to ask for',
  privately: (name) => `${name}, and nobody else.`,
  payables: (name) => `Whoever looks after supplier accounts at ${name}.`,
  number: (phone) => `Telephone: ${phone}`,
  noNumber: 'No usable number is known: do not look for one elsewhere.',
  facts: 'Five things to know',
  habit: (lines, days) =>
    `Habit: over their last ${lines > 1 ? `${lines} settled invoices` : 'settled invoice'}, paid ` +
    `${days > 0 ? `${days} ${days > 1 ? 'days' : 'day'} after the due date` : 'by the due date'} (median).`,
  noHabit: 'Habit: no settled invoice yet.',
  promise: (amount, due, status) => `Last agreed date: ${amount} on ${due}, ${status}.`,
  noPromise: 'Last agreed date: none.',
  promised: {
    open: 'still to come',
    kept: 'kept',
    'partly-kept': 'kept in part',
    broken: 'passed, no payment seen',
    withdrawn: 'withdrawn',
  },
  open: (number, amount, reason, by) => `${number}, ${amount} disputed (${reason}), our answer by ${by}`,
  request: (kind, since) => `${kind}, since ${since}`,
  openQuestions: (list) => `Open questions: ${list}.`,
  quoted: (text) => `“${text}”`,
  titleOf: (name) => `A call to prepare: ${name}`,
  nothingOpen: 'Open questions: none.',
  lastContact: (on, reply, without) =>
    `We last wrote or called on ${on}. Their last answer: ${reply}. Messages left unanswered: ${without}.`,
  noContact: 'We have not contacted them yet.',
  never: 'never',
  circumstances: (causes, payday) => `Known circumstances: ${[causes, payday].filter(Boolean).join(' ')}`,
  causes: (list) => `${list}.`,
  payday: (day) => `Paid around day ${day} of the month.`,
  nothingKnown: 'Known circumstances: nothing was said.',
  reason: {
    'not-received': 'not received',
    quantity: 'quantity',
    price: 'price',
    vat: 'VAT',
    quality: 'quality',
    duplicate: 'twice',
    'not-ordered': 'not ordered',
    terminated: 'contract ended',
    'credit-missing': 'credit note expected',
    other: 'other',
    'already-paid': 'already paid',
    'number-missing': 'order number missing',
  },
  opening: 'First words',
  openingRule: {
    private:
      'Nothing more until you know whom you are speaking to: no invoice, no amount, no lateness, even if they insist. If asked why: ' +
      '“It is a personal message.”',
    company:
      'Nothing more until you know whom you are speaking to: no amount, no lateness, even if they insist. If asked why: “It is for ' +
      'accounts payable.”',
  },
  voicemail: 'On voicemail',
  message: (phone, name) =>
    `Hello, this is the customer service of ${name}. Please call us back on ${phone}. Have a good day.`,
  messageFor: (phone, customer) => `Hello, this message is for ${customer}. Please call ${phone}. Have a good day.`,
  afterwards: 'Once you know who it is',
  identity: {
    private: 'Check: customer number and date of birth, said by them, never prompted.',
    company: 'Check: an invoice number and its amount, said by them, never prompted.',
  },
  questions: 'Questions, by what they say',
  asked: {
    private: [
      '“I received nothing”: Where shall we send it? Would you like it again now?',
      '“It is not right”: Which invoice, which line, for which reason? (record it, ask for nothing more on that part)',
      '“I have paid”: When, how, how much? (we look on our side first)',
      '“I cannot”: Which date would suit you? How much without putting you in difficulty?',
      '“Things are hard right now”: Would you like us to pause, or free advice to call you?',
    ],
    company: [
      '“We do not have the invoice”: Where shall we send it? Is an order or a delivery note missing?',
      '“It is being approved”: Who has it? When will it be approved?',
      '“It is disputed”: Which line, for which reason? (record it, ask for nothing more on that part)',
      '“It is paid”: When, how, with which reference? (we look on our side first)',
      '“Cash is tight”: Which date holds? Would a plan help? Who can decide it?',
    ],
  },
  offers: 'What you may offer',
  offerDate: (days) => `A date, within ${days} days.`,
  offerPlan: (count, months) => `A plan: at most ${count} instalments over at most ${months} months, free of charge.`,
  offerDispute: 'To look into a dispute, and to send any document.',
  offerNone: 'Nothing by yourself: note what they ask for, somebody who may decide will answer.',
  closing: 'To end',
  closingText: [
    'Say it again: the exact sum, the exact date, the means, the reference to quote.',
    '“I am sending you a confirmation; if anything changes, answer it or call us.” Thank them.',
    'If they want no more calls: note it at once (code “stop”).',
  ],
  outcomes: 'Note the result',
  code: 'Code',
  meaning: 'What to note',
  outcome: {
    reached: 'listened, nothing agreed',
    promised: 'a date and an amount agreed',
    'plan-wanted': 'would like to pay in parts: how many, when',
    disputes: 'disputes: invoice, line, reason',
    paid: 'says it is paid: date, means, amount',
    'document-missing': 'a document is missing: which, where to send it',
    hardship: 'a difficulty: which, since when',
    'call-back': 'call again: whom, which day, what time',
    voicemail: 'message left, as written above',
    'no-answer': 'no answer',
    'wrong-number': 'not the right person: never call this number again',
    stop: 'wants no more calls',
  },
};
