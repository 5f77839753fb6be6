/** What somebody of the creditor can be told unasked; each can be switched off. */
export const toldTopics = [
  'digest', // their morning list
  'handoff', // a debtor asks for a person
  'large-overdue', // a large account is newly late
  'broken-promise',
  'dispute-opened',
  'delivery-failure', // a message could not be delivered
  'spend-cap', // sending stopped at what may be spent
  'rate-missing', // no interest rate is known for a day
  'access', // somebody without access wrote to the assistant
] as const;
export type ToldTopic = (typeof toldTopics)[number];

/** When a person is told things, by the clock on their wall; minutes from midnight, 1 is Monday. */
export type ToldSettings = {
  readonly zone: string | null; // null: the creditor's
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly days: readonly number[];
  readonly off: readonly ToldTopic[];
};

/** Working days from eight to six, everything. */
export const ordinarySettings: ToldSettings = {
  ...{ zone: null, fromMinute: 480, untilMinute: 1080, days: [1, 2, 3, 4, 5], off: [] },
};
