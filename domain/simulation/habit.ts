import { invariant } from '../errors.ts';
import { type Chance } from './chance.ts';

/** How a debtor of the simulation behaves; shares and delays are choices of this model, no measurement. */
export type Habit = {
  readonly name: 'prompt' | 'slow' | 'forgetful' | 'promising' | 'cash-poor' | 'disputing' | 'silent' | 'opting-out';
  readonly share: number; // of a hundred debtors
  readonly unasked: number; // percent of invoices paid without a word
  readonly daysLate: readonly [least: number, most: number]; // when they are paid unasked
  readonly pays: number; // percent of messages that are answered by a payment of what they ask for
  readonly answers: 'pay' | 'promise' | 'plan' | 'dispute' | 'stop';
  readonly keeps: number; // percent of promises and instalments that are kept
};

export const habits: readonly Habit[] = [
  { name: 'prompt', share: 34, unasked: 97, daysLate: [-4, 3], pays: 90, answers: 'pay', keeps: 98 },
  { name: 'slow', share: 22, unasked: 85, daysLate: [4, 40], pays: 25, answers: 'pay', keeps: 85 },
  { name: 'forgetful', share: 16, unasked: 35, daysLate: [0, 20], pays: 60, answers: 'pay', keeps: 90 },
  { name: 'promising', share: 9, unasked: 40, daysLate: [5, 30], pays: 15, answers: 'promise', keeps: 65 },
  { name: 'cash-poor', share: 7, unasked: 30, daysLate: [10, 45], pays: 5, answers: 'plan', keeps: 80 },
  { name: 'disputing', share: 5, unasked: 60, daysLate: [0, 25], pays: 30, answers: 'dispute', keeps: 90 },
  { name: 'silent', share: 5, unasked: 25, daysLate: [20, 60], pays: 6, answers: 'pay', keeps: 50 },
  { name: 'opting-out', share: 2, unasked: 50, daysLate: [0, 30], pays: 20, answers: 'stop', keeps: 80 },
];

/** Draws a habit by the shares. */
export function habitOf(draw: Chance): Habit {
  let left = draw.int(1, 100);
  const drawn = habits.find(({ share }) => (left -= share) <= 0);
  invariant(drawn !== undefined, 'the shares of habits are a hundred in all');
  return drawn;
}
