/** How a call ended. */
export const callOutcomes = [
  'reached',
  'promised', // a date and an amount
  'plan-wanted',
  'disputes',
  'paid', // says it is paid: looked for before anything else is asked
  'document-missing',
  'hardship',
  'call-back', // another day or another person
  'voicemail',
  'no-answer',
  'wrong-number',
  'stop', // wants no more calls, nor messages to that number
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Why somebody pays late, in their words. */
export const lateCauses = [
  'cashflow',
  'missing-invoice',
  'missing-order-number',
  'dispute',
  'forgot',
  'hardship',
  'process',
] as const;
export type LateCause = (typeof lateCauses)[number];

/** What a call's end means for the level it stood for. */
export type CallEffect = {
  /** counted: we spoke; again: another try; failed: this way leads to nobody. */
  readonly level: 'counted' | 'again' | 'failed';
  readonly number: 'quarantined' | 'opted-out' | null; // what becomes of the number
  readonly cause: LateCause | null; // that goes without saying
  readonly pauses: 'check' | 'vulnerable' | null;
  readonly task: 'check' | 'dispute' | 'distress' | 'callback' | 'document' | 'plan-review' | 'address-check' | null;
};

const spoke: CallEffect = { level: 'counted', number: null, cause: null, pauses: null, task: null };

/** What follows from each end of a call, beside a promise or a dispute with its own terms. */
export const callEffects: Readonly<Record<CallOutcome, CallEffect>> = {
  reached: spoke,
  promised: spoke,
  'plan-wanted': { ...spoke, cause: 'cashflow', task: 'plan-review' },
  // Without an invoice or a reason: ten days, then a person decides.
  disputes: { ...spoke, cause: 'dispute', pauses: 'check', task: 'dispute' },
  paid: { ...spoke, pauses: 'check', task: 'check' },
  'document-missing': { ...spoke, cause: 'missing-invoice', pauses: 'check', task: 'document' },
  hardship: { ...spoke, cause: 'hardship', pauses: 'vulnerable', task: 'distress' },
  'call-back': { ...spoke, task: 'callback' },
  voicemail: { ...spoke, level: 'again' },
  'no-answer': { ...spoke, level: 'again' },
  'wrong-number': { ...spoke, level: 'failed', number: 'quarantined', task: 'address-check' },
  stop: { ...spoke, number: 'opted-out' },
};

/** How often a call is tried before the next way is taken. */
export const mostTries = 3;

/** How long a pause after a call lasts, in days. */
export const pauseDays = { check: 10, vulnerable: 30 } as const;
