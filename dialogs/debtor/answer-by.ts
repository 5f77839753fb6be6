import { answerDay } from '../../domain/answer-day.ts';
import { formatDate } from '../../domain/format.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Context } from '../form.ts';

/** The day by which a person answers, as the task of this outcome has it. */
export function answerBy(outcome: Outcome, { calendar, now, language }: Context): string {
  const task = outcome.facts.find((fact) => fact.kind === 'task-opened');
  return formatDate(task?.dueOn ?? answerDay(calendar, now), language);
}
