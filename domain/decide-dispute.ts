import { type AgreementInput } from './act-input.ts';
import { makeLedger } from './ledger.ts';
import { nextWorkingDay } from './calendar.ts';
import { addDays } from './civil-date.ts';
import { type Fact } from './fact.ts';
import { formatShortDate } from './format.ts';
import { nothing, type Outcome, type RefusalCode, refuse } from './outcome.ts';
import { plannedDebits } from './planned-debits.ts';
import { type DisputeTerms } from './request.ts';

/** Days we have to answer where no policy says otherwise. */
const answerDays = 15;

/** Opens a dispute: the contested parts are held in the same commit, someone of ours must answer by a day, the rest stays payable. */
export function openDispute(terms: DisputeTerms, input: AgreementInput): Outcome {
  const { account, calendar, policy } = input;
  const problem = uncontestable(terms, input);
  if (problem !== null) return refuse(problem);
  const answerBy = nextWorkingDay(calendar, addDays(calendar.today, policy?.disputeAnswerDays ?? answerDays));
  const disputes = terms.parts.map(({ lineId, amount }) => ({
    id: input.newId(),
    holdId: input.newId(),
    lineId,
    amount,
    itemIds: terms.itemIds,
  }));
  const opened: Fact = {
    kind: 'dispute-opened',
    disputes,
    debtorId: account.debtor.id,
    reason: terms.reason,
    note: terms.note,
    evidence: terms.evidence,
    openedOn: calendar.today,
    answerBy,
  };
  const task: Fact = {
    kind: 'task-opened',
    id: input.newId(),
    debtorId: account.debtor.id,
    what: 'dispute',
    reason: terms.reason,
    note: terms.note,
    dueOn: answerBy,
    terms: JSON.stringify(terms),
  };
  return {
    ...nothing,
    facts: [opened, task, ...debitTasks(terms, input)],
    result: { kind: 'done', id: disputes[0]?.id ?? task.id, file: null },
  };
}

/** A direct debit that is planned collects contested money too unless someone changes it at the bank: a task for before its day. */
function debitTasks(terms: DisputeTerms, { account, calendar, newId }: AgreementInput): Fact[] {
  const contested = account.lines.filter(({ id }) => terms.parts.some(({ lineId }) => lineId === id));
  const number = account.invoices.find(({ id }) => id === terms.invoiceId)?.number ?? '';
  return plannedDebits(contested, calendar.today).map((due): Fact => {
    const working = nextWorkingDay(calendar, calendar.today);
    return {
      kind: 'task-opened',
      id: newId(),
      debtorId: account.debtor.id,
      what: 'dispute',
      reason: 'debit',
      note: `${formatShortDate(due)} ${number}`,
      dueOn: working < due ? working : calendar.today,
      terms: JSON.stringify(terms),
    };
  });
}

/** Why these parts cannot be contested on the account as it is now; null when they can. */
function uncontestable(terms: DisputeTerms, input: AgreementInput): RefusalCode | null {
  const ledger = makeLedger(input.account, input.calendar.today);
  if (terms.parts.length === 0) return 'nothing-open';
  for (const { lineId, amount } of terms.parts) {
    const view = ledger.byLine.get(lineId);
    if (view?.invoice.id !== terms.invoiceId) return 'not-found';
    const contestable = view.open.minor - view.disputed.minor;
    if (contestable <= 0) return view.open.minor > 0 ? 'line-disputed' : 'nothing-open';
    if (amount.minor <= 0 || amount.minor > contestable) return 'terms-changed';
  }
  return null;
}
