import { type ActAccount } from './acts/act-outcome.ts';
import { type Money } from '../money.ts';
import { type ToldTopic } from './told-topics.ts';

/** Something that happened which people are told of; `about` tells it from every other. */
export type StaffEvent = {
  readonly topic: Exclude<ToldTopic, 'digest' | 'handoff'>;
  readonly about: string;
  readonly account: ActAccount | null;
  readonly salesOwner: string | null;
  readonly amount: Money | null;
  readonly detail: string | null; // a code: of a dispute's reason, of why a message did not arrive
};
