import { type Instant } from '../calendar.ts';
import { type Message } from '../message.ts';

/** One thing somebody is told: of what kind, and about which thing; they are told of it once. */
export type Told = { readonly topic: string; readonly about: string };

/** Somebody to be told, in which conversation, and of what. */
export type StaffTelling = {
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly told: readonly Told[];
  readonly at: Instant;
};

/** What is said, and what its buttons stand for. */
export type Written = {
  readonly id: string;
  readonly message: Message;
  readonly cardId: string;
  readonly presses: readonly unknown[];
};
