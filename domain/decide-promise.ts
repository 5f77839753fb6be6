import { type AgreementInput } from './act-input.ts';
import { uncovered } from './covered-terms.ts';
import { type Fact } from './fact.ts';
import { formatShortDate } from './format.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { promiseLimit } from './promise-rules.ts';
import { type PromiseTerms } from './request.ts';

/** Records a promise: it holds its amount until its day, replaces open promises on the same lines, and acknowledges these sums. */
export function agreePromise(terms: PromiseTerms, input: AgreementInput): Outcome {
  const { account, calendar, policy } = input;
  if (policy === null) return refuse('account-held');
  if (terms.due < calendar.today) return refuse('date-past');
  const limit = promiseLimit(policy, calendar, account.debtor.payday);
  if (terms.due > limit) return refuse('promise-too-late', { latest: formatShortDate(limit) });
  const lineIds = new Set(terms.lines.map(({ lineId }) => lineId));
  const touching = account.promises.filter((promise) => promise.lines.some(({ lineId }) => lineIds.has(lineId)));
  const same = touching.find(
    ({ status, due, amount }) => status === 'open' && due === terms.due && amount.minor === terms.amount.minor,
  );
  // The same promise twice, from two channels or two clicks, is one promise.
  if (same !== undefined) return { ...nothing, result: { kind: 'done', id: same.id, file: null } };
  const spent = touching.filter(({ status }) => status !== 'kept');
  if (
    terms.lines.some(
      ({ lineId }) =>
        spent.filter((of) => of.lines.some((line) => line.lineId === lineId)).length >= policy.promisesPerLine,
    )
  ) {
    return refuse('already-promised');
  }
  const problem = uncovered(terms.lines, input);
  if (problem !== null) return refuse(problem);
  const id = input.newId();
  const facts: Fact[] = [
    {
      kind: 'promise-made',
      id,
      debtorId: account.debtor.id,
      lines: terms.lines,
      amount: terms.amount,
      due: terms.due,
      madeOn: calendar.today,
      supersedes: touching.filter(({ status }) => status === 'open').map((promise) => promise.id),
    },
    ...terms.lines.map(({ lineId, amount }): Fact => ({
      kind: 'hold-opened',
      id: input.newId(),
      debtorId: account.debtor.id,
      lineId,
      reason: 'promise',
      source: `promise:${id}`,
      amount,
      from: calendar.today,
      until: null, // ends when the promise is judged
    })),
    { kind: 'acknowledged', debtorId: account.debtor.id, lines: terms.lines, on: calendar.today, why: 'promise' },
  ];
  return { ...nothing, facts, result: { kind: 'done', id, file: null } };
}
