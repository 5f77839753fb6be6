/** How a call can end. Each says what happens next: a promise, a dispute, a cause, another contact, or another try. */
export const callOutcomes = [
  'promised', // a date and an amount
  'plan-wanted',
  'disputes',
  'paid', // says it is paid: looked for before anything else is asked
  'document-missing',
  'difficulty', // a cause of lateness, or a hardship
  'call-back', // reached, another day or another person
  'voicemail',
  'no-answer',
  'wrong-number',
  'stop', // wants no more calls
] as const;
export type CallOutcome = (typeof callOutcomes)[number];
