import { type Account, type Dispute } from './account.ts';
import { type ActInput } from './act-input.ts';
import { type DecisionInput } from './decision-input.ts';
import { mayAgree, rolesOf } from './may-agree.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { receivedOn } from './received-on.ts';
import { type Request } from './request.ts';

type Undo = Extract<Request, { kind: 'undo' }>;

/**
 * Takes back a promise, a plan or a dispute made today; what was paid stays paid, and both the act and its end stay in the
 * record. Later, a person decides; as for a promise or plan that whoever asks could not have agreed on.
 */
export function decideUndo(request: Undo, input: DecisionInput): Outcome {
  const { account, calendar } = input;
  if (account === null || input.subject === null) return refuse('not-identified');
  const { today } = calendar;
  const ids = standing(request, account, today);
  if (ids.length === 0) return refuse('nothing-to-undo');
  if (request.what !== 'dispute' && !mayAgree(rolesOf(account, [input.subject.contactId]))) {
    return askPerson(request, { ...input, account });
  }
  return {
    ...nothing,
    facts: ids.map((id) => ({ kind: 'withdrawn', what: request.what, id, debtorId: account.debtor.id, on: today })),
    result: { kind: 'done', id: request.id, file: null },
  };
}

function askPerson({ what, id }: Undo, input: ActInput): Outcome {
  const taskId = input.newId();
  return {
    ...nothing,
    facts: [
      {
        kind: 'task-opened',
        id: taskId,
        debtorId: input.account.debtor.id,
        what: 'undo-review',
        reason: 'role',
        note: null,
        dueOn: receivedOn(input.calendar, input.now),
        terms: JSON.stringify({ what, id }),
      },
    ],
    result: { kind: 'review', taskId, why: 'policy' },
  };
}

/** What was made today in that act and still stands: a dispute over several due lines is one act with several rows. */
function standing({ what, id }: Undo, account: Account, today: string): readonly string[] {
  switch (what) {
    case 'promise':
      return account.promises
        .filter((of) => of.id === id && of.status === 'open' && of.madeOn === today)
        .map((of) => of.id);
    case 'plan':
      return account.plans
        .filter((of) => of.id === id && of.status === 'active' && of.signedOn === today)
        .map((of) => of.id);
    case 'dispute': {
      const open = account.disputes.filter((of) => of.status === 'open' && of.openedOn === today);
      const named = open.find((of) => of.id === id);
      return named === undefined ? [] : open.filter((of) => isSameAct(of, named, account)).map((of) => of.id);
    }
  }
}

function isSameAct(a: Dispute, b: Dispute, account: Account): boolean {
  const invoiceOf = (of: Dispute): string | undefined => account.lines.find(({ id }) => id === of.lineId)?.invoiceId;
  return a.reason === b.reason && a.itemIds.join() === b.itemIds.join() && invoiceOf(a) === invoiceOf(b);
}
