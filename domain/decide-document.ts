import { type Invoice } from './account.ts';
import { answerDay } from './answer-day.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { nothing, type Outcome } from './outcome.ts';
import { type Request } from './request.ts';

function taskFor(
  { id, number }: Invoice,
  debtorId: string,
  input: DecisionInput,
): Extract<Fact, { kind: 'task-opened' }> {
  return {
    kind: 'task-opened',
    id: input.newId(),
    debtorId,
    what: 'document',
    reason: 'invoice-copy',
    note: number,
    dueOn: answerDay(input.calendar, input.now),
    terms: JSON.stringify({ invoiceId: id }),
  };
}

/**
 * A document is drawn by the shell from the account as it is, and nothing about the account changes. A copy of an invoice is of its
 * original alone: where none is kept a person sends it, by a day that is told.
 */
export function decideDocument(request: Extract<Request, { kind: 'document' }>, input: DecisionInput): Outcome {
  const { account, evidence } = input;
  if (request.of !== 'invoice' || account === null) return nothing;
  const wanted = [request.id, ...(request.also ?? [])];
  const invoices = account.invoices.filter(({ id }) => wanted.includes(id));
  const missing = invoices.filter(({ id }) => evidence.originals?.includes(id) !== true);
  if (missing.length === 0) return nothing;
  const tasks = missing.map((invoice) => taskFor(invoice, account.debtor.id, input));
  const [first] = tasks;
  // What is kept is sent at once, whatever a person has to find.
  return first === undefined || missing.length < invoices.length
    ? { ...nothing, facts: tasks }
    : { ...nothing, facts: tasks, result: { kind: 'review', taskId: first.id, why: 'document' } };
}
