import { type AgreementInput } from '../act-input.ts';
import { nextWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type DisputeReason } from '../command.ts';
import { agreePromise } from '../decide-promise.ts';
import { openDispute } from '../decide-dispute.ts';
import { checkDispute } from '../dispute-rules.ts';
import { type Fact } from '../fact.ts';
import { makeLedger } from '../ledger.ts';
import { type Money } from '../money.ts';
import { type Outcome } from '../outcome.ts';
import { promiseTerms } from '../promise-terms.ts';
import { callEffects, type CallOutcome, pauseDays } from './call.ts';

/** What was said in a call, as the caller noted it. */
export type CallNoted = {
  readonly callId: string;
  readonly outcome: CallOutcome;
  readonly lineIds: readonly string[]; // of the notice; empty where the call was about none
  readonly promise: { readonly due: CivilDate; readonly amount: Money | null } | null;
  readonly dispute: {
    readonly invoice: string;
    readonly reason: DisputeReason;
    readonly amount: Money | null;
  } | null;
  readonly callBackOn: CivilDate | null;
  readonly note: string | null;
};

export type CalledFacts =
  | { readonly kind: 'ok'; readonly facts: readonly Fact[]; readonly review: boolean }
  | { readonly kind: 'refused'; readonly why: string };

type TaskWish = Pick<Extract<Fact, { kind: 'task-opened' }>, 'what' | 'reason' | 'dueOn'> & {
  readonly terms?: string;
};

function refused(why: string): CalledFacts {
  return { kind: 'refused', why };
}

function task(noted: CallNoted, input: AgreementInput, { what, reason, dueOn, terms }: TaskWish): Fact {
  const debtorId = input.account.debtor.id;
  return {
    kind: 'task-opened',
    ...{ id: input.newId(), debtorId, what, reason, note: noted.note, dueOn, terms: terms ?? null },
  };
}

/**
 * A promise over the telephone goes through the rules of any other. It acknowledges nothing: what was said in a call is no writing
 * of theirs (C. civ. 2240), so that no limitation begins anew.
 */
function promised(noted: CallNoted, input: AgreementInput): CalledFacts {
  if (noted.promise === null) return refused('promise-missing');
  const { account, calendar, policy } = input;
  const lineIds = noted.lineIds.length === 0 ? null : noted.lineIds;
  const draft = promiseTerms({ ...noted.promise, lineIds }, makeLedger(account, calendar.today), policy, calendar);
  if (draft.kind === 'refused') return refused(draft.why);
  if (draft.kind === 'beyond') {
    const dueOn = nextWorkingDay(calendar, addDays(calendar.today, 1));
    const terms = JSON.stringify(draft.terms);
    return {
      kind: 'ok',
      facts: [task(noted, input, { what: 'promise-review', reason: draft.why, dueOn, terms })],
      review: true,
    };
  }
  return fromOutcome(agreePromise(draft.terms, input));
}

function fromOutcome({ refusal, facts }: Outcome): CalledFacts {
  if (refusal !== null) return refused(refusal);
  return { kind: 'ok', facts: facts.filter(({ kind }) => kind !== 'acknowledged'), review: false };
}

function disputed(noted: CallNoted, of: NonNullable<CallNoted['dispute']>, input: AgreementInput): CalledFacts {
  const { account, calendar, policy } = input;
  const invoice = account.invoices.find(({ number }) => number.toUpperCase() === of.invoice.toUpperCase());
  if (invoice === undefined) return refused('unknown-invoice');
  const scope = of.amount === null ? ({ kind: 'all' } as const) : ({ kind: 'amount', amount: of.amount } as const);
  const wish = { invoiceId: invoice.id, scope, reason: of.reason };
  const days = { disputeAnswerDays: policy?.disputeAnswerDays ?? 15, checkDays: policy?.checkDays ?? pauseDays.check };
  const verdict = checkDispute(wish, makeLedger(account, calendar.today), days, calendar);
  if (verdict.kind === 'refused') return refused(verdict.why);
  if (verdict.kind === 'check') return paused(noted, input, verdict.lineIds);
  const { parts, amount, itemIds } = verdict;
  const terms = { debtorId: account.debtor.id, invoiceId: invoice.id, itemIds, parts, amount, reason: of.reason };
  return fromOutcome(openDispute({ ...terms, note: noted.note, evidence: [] }, input));
}

/** Chasing pauses for some days, on the lines that were spoken of or on the whole account, and somebody looks into it. */
function paused(noted: CallNoted, input: AgreementInput, lineIds: readonly string[]): CalledFacts {
  const effect = callEffects[noted.outcome];
  const { account, calendar, policy } = input;
  const { today } = calendar;
  const facts: Fact[] = [];
  if (effect.pauses !== null) {
    const lines = effect.pauses === 'check' && lineIds.length > 0 ? lineIds : [null];
    const days = effect.pauses === 'check' ? (policy?.checkDays ?? pauseDays.check) : pauseDays.vulnerable;
    for (const lineId of lines) {
      facts.push({
        ...{ kind: 'hold-opened', id: input.newId(), debtorId: account.debtor.id, lineId, reason: effect.pauses },
        ...{ source: `call:${noted.callId}`, amount: null, from: today, until: addDays(today, days) },
      });
    }
  }
  if (effect.task !== null && effect.task !== 'address-check') {
    const dueOn = noted.callBackOn ?? nextWorkingDay(calendar, addDays(today, 1));
    facts.push(task(noted, input, { what: effect.task, reason: `call-${noted.outcome}`, dueOn }));
  }
  return { kind: 'ok', facts, review: false };
}

/** What a call changes on the account, or why what was noted cannot be so. */
export function calledFacts(noted: CallNoted, input: AgreementInput): CalledFacts {
  if (noted.outcome === 'promised') return promised(noted, input);
  if (noted.outcome === 'disputes' && noted.dispute !== null) return disputed(noted, noted.dispute, input);
  return paused(noted, input, noted.lineIds);
}
