/** What a person fills in before an act. A choice is of the codes of that list, or of things of the account that its offer names. */
export type ActField = {
  readonly name: string;
  readonly kind: 'text' | 'long-text' | 'date' | 'money' | 'count' | 'choice' | 'flag';
  readonly required: boolean;
  readonly of?: ChoiceOf;
};

/** The first ones are codes that are worded for the reader; the rest are named by the offer, since they are of one account. */
export type ChoiceOf =
  | 'call-outcome'
  | 'late-cause'
  | 'dispute-reason'
  | 'hold-reason'
  | 'proceedings'
  | 'payment-means'
  | 'frequency'
  | 'contact-channel'
  | 'contact-role'
  | 'representative-kind'
  | 'presentation'
  | 'staff'
  | 'line'
  | 'contact'
  | 'proof'
  | 'point';
