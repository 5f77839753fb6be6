import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Money } from '../../../domain/money.ts';
import { type ActFact } from '../../../domain/staff/acts/act-outcome.ts';

/** A thing to show, by kind. */
export const fact = {
  money: (key: string, money: Money): ActFact => ({ key, cell: { kind: 'money', money } }),
  date: (key: string, date: CivilDate): ActFact => ({ key, cell: { kind: 'date', date } }),
  code: (key: string, of: string, code: string): ActFact => ({ key, cell: { kind: 'code', of, code } }),
  count: (key: string, count: number): ActFact => ({ key, cell: { kind: 'count', count } }),
  text: (key: string, text: string): ActFact => ({ key, cell: { kind: 'text', text } }),
};
