import { nextWorkingDay } from './calendar.ts';
import { type DecisionInput } from './decision-input.ts';
import { nothing, type Outcome } from './outcome.ts';
import { type Request } from './request.ts';

/**
 * A document is drawn by the shell from the account as it is, and nothing about the account changes. A copy of an invoice is of its
 * original alone: where none is kept a person sends it, by a day that is told.
 */
export function decideDocument(request: Extract<Request, { kind: 'document' }>, input: DecisionInput): Outcome {
  const { account, calendar, evidence } = input;
  const invoice = account?.invoices.find(({ id }) => id === request.id);
  if (request.of !== 'invoice' || account === null || invoice === undefined) return nothing;
  if (evidence.originals?.includes(invoice.id) === true) return nothing;
  const id = input.newId();
  return {
    ...nothing,
    facts: [
      {
        kind: 'task-opened',
        id,
        debtorId: account.debtor.id,
        what: 'document',
        reason: 'invoice-copy',
        note: invoice.number,
        dueOn: nextWorkingDay(calendar, calendar.today),
        terms: JSON.stringify({ invoiceId: invoice.id }),
      },
    ],
    result: { kind: 'review', taskId: id, why: 'document' },
  };
}
