import { type Instant } from '../calendar.ts';
import { type Channel } from '../channel.ts';
import { type Language } from '../language.ts';
import { type Money } from '../money.ts';
import { type ActAccount } from '../staff/acts/act-outcome.ts';

/** A conversation that waits for a person, or that one holds. */
export type HandoffListed = {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly reason: string;
  readonly since: Instant;
  readonly answerBy: Instant; // after that the debtor is told that nobody answered
  readonly holder: string | null; // handle
  readonly declined: boolean; // by whoever asks
  readonly account: ActAccount | null; // null: nobody knows whose it is
};

/** One thing that was said. */
export type Line = { readonly at: Instant; readonly from: 'debtor' | 'bot' | 'staff'; readonly text: string };

/** All that a person needs to go on with a conversation. */
export type Brief = HandoffListed & {
  readonly language: Language;
  readonly identified: boolean; // whether they proved who they are, and it still holds: else nothing about a debt is said to them
  readonly open: readonly Money[];
  readonly overdue: readonly Money[];
  readonly asked: string | null; // what the bot was asking, by the name of its form
  readonly notes: readonly string[]; // what was written down for people
  readonly transcript: readonly Line[]; // oldest first
};

/**
 * What a hub of people is told, by the names that Bot Framework gives these events: a desk of ours, or somebody else's. At least once;
 * `id` tells a second time.
 */
export type HandoffEvent = {
  readonly id: string;
  readonly creditorId: string;
  readonly handoffId: string;
  readonly conversationId: string;
  readonly at: Instant;
} & (
  | {
      readonly name: 'handoff.initiate';
      readonly value: { readonly reason: string; readonly language: Language; readonly channel: Channel };
      readonly transcript: readonly Line[];
    }
  | {
      readonly name: 'handoff.status';
      readonly value: { readonly state: 'accepted' | 'failed' | 'completed'; readonly message: string | null };
    }
);
