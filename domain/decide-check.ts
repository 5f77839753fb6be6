import { nextWorkingDay } from './calendar.ts';
import { addDays } from './civil-date.ts';
import { type DecisionInput } from './decision-input.ts';
import { type Fact } from './fact.ts';
import { makeLedger } from './ledger.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { type Request } from './request.ts';

/** How long the chasing pauses where no policy says otherwise, in days. */
const checkDays = 10;

/**
 * Pauses the chasing of the named lines while we look for a payment or a missing document, for a limited time. It closes nothing:
 * only the accounts say that an invoice is paid.
 */
export function decideCheck({ terms }: Extract<Request, { kind: 'check' }>, input: DecisionInput): Outcome {
  const { account, calendar } = input;
  if (account === null || input.subject === null) return refuse('not-identified');
  if (terms.debtorId !== account.debtor.id) return refuse('not-found');
  const ledger = makeLedger(account, calendar.today);
  const open = terms.lineIds.filter((lineId) => (ledger.byLine.get(lineId)?.open.minor ?? 0) > 0);
  if (open.length === 0) return refuse('nothing-open');
  const id = input.newId();
  const until = addDays(calendar.today, input.policy?.checkDays ?? checkDays);
  const paused = new Set(
    account.holds
      .filter((hold) => hold.reason === 'check' && (hold.until === null || hold.until > calendar.today))
      .map((hold) => hold.lineId),
  );
  const holds = open
    .filter((lineId) => !paused.has(lineId))
    .map((lineId): Fact => ({
      kind: 'hold-opened',
      id: input.newId(),
      debtorId: account.debtor.id,
      lineId,
      reason: 'check',
      source: `check:${id}`,
      amount: null,
      from: calendar.today,
      until,
    }));
  const task: Fact = {
    kind: 'task-opened',
    id,
    debtorId: account.debtor.id,
    what: 'check',
    reason: terms.reason,
    note: terms.note,
    dueOn: nextWorkingDay(calendar, addDays(calendar.today, 2)),
    terms: JSON.stringify(terms),
  };
  const evidence: Fact[] =
    terms.evidence.length === 0
      ? []
      : [{ kind: 'evidence-kept', debtorId: account.debtor.id, blobIds: terms.evidence, with: `check:${id}` }];
  return { ...nothing, facts: [...holds, task, ...evidence], result: { kind: 'done', id, file: null } };
}
