import { date } from '../../domain/civil-date.ts';
import { type PendingQuestion, type Situation } from '../../understanding/situation.ts';

const base: Situation = {
  language: 'fr',
  today: date('2026-11-22'), // a Sunday
  currency: 'EUR',
  pending: null,
  options: [],
  invoiceNumbers: [],
  flow: null,
};

/** A situation in French on Sunday 22 November 2026, with what differs. */
export function situationWith(differs: Partial<Situation> = {}): Situation {
  return { ...base, ...differs };
}

/** A pending question that wants those kinds. */
export function asks(...kinds: PendingQuestion['kinds']): PendingQuestion {
  return { kinds, yesNo: false, confirm: false, freeText: false };
}
