import { type ActInput } from './act-input.ts';
import { answerDay } from './answer-day.ts';
import { type Fact } from './fact.ts';
import { nothing, type Outcome } from './outcome.ts';
import { type Act } from './request.ts';

type Asked = {
  readonly what: 'plan-review' | 'promise-review' | 'director-confirms' | 'dispute' | 'contact-change';
  readonly reasons: readonly string[];
  readonly before?: readonly Fact[]; // what happened in the same turn, such as a code being used
};

/** Hands an act to a person, with its terms, the reasons and a day by which to answer. */
export function toStaff(act: Act, asked: Asked, input: ActInput): Outcome {
  const { what, reasons, before = [] } = asked;
  const id = input.newId();
  const task: Fact = {
    kind: 'task-opened',
    id,
    debtorId: input.account.debtor.id,
    what,
    reason: reasons.join(', '),
    note: null,
    dueOn: answerDay(input.calendar, input.now),
    terms: JSON.stringify(act.terms),
  };
  return {
    ...nothing,
    facts: [...before, task],
    result: { kind: 'review', taskId: id, why: what === 'director-confirms' ? 'director' : 'policy' },
  };
}
