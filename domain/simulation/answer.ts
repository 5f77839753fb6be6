import { type ActInput } from '../act-input.ts';
import { type PromiseLine } from '../account.ts';
import { accountAfter } from '../account-after.ts';
import { agreeable } from '../agreeable.ts';
import { addDays } from '../civil-date.ts';
import { openDispute } from '../decide-dispute.ts';
import { agreePlan } from '../decide-plan.ts';
import { agreePromise } from '../decide-promise.ts';
import { type ClaimedLine } from '../escalation/step.ts';
import { type Outcome } from '../outcome.ts';
import { makeLedger } from '../ledger.ts';
import { money } from '../money.ts';
import { planTerms } from '../plan-terms.ts';
import { type DisputeTerms } from '../request.ts';
import { promiseTerms } from '../promise-terms.ts';
import { type Actor, type Intention } from './actor.ts';
import { type Chance } from './chance.ts';

/** Somebody who was written to, and by whose rules they can agree on something. */
type Asked = { readonly actor: Actor; readonly lines: readonly ClaimedLine[]; readonly input: ActInput };

/** What became of a message: what they agreed on or contested, by the same rules as in a conversation. */
export type Answer = {
  readonly actor: Actor;
  readonly what: 'paid' | 'promised' | 'planned' | 'disputed' | 'stopped' | 'nothing';
};

function intend(actor: Actor, intentions: readonly Intention[]): Actor {
  return { ...actor, intentions: [...actor.intentions, ...intentions] };
}

function partsOf(lines: readonly ClaimedLine[]): readonly PromiseLine[] {
  return lines.map(({ lineId, claim }) => ({ lineId, amount: claim }));
}

function payLater({ actor, lines, input }: Asked, draw: Chance): Answer {
  const on = addDays(input.calendar.today, draw.int(1, 8));
  return { actor: intend(actor, [{ on, parts: partsOf(lines) }]), what: 'paid' };
}

function taken({ actor }: Asked, outcome: Outcome): Actor | null {
  if (outcome.refusal !== null || outcome.facts.length === 0) return null;
  return { ...actor, account: accountAfter(actor.account, outcome.facts) };
}

function promise(asked: Asked, draw: Chance): Answer {
  const { actor, lines, input } = asked;
  const due = addDays(input.calendar.today, draw.int(3, 14));
  const wish = { lineIds: lines.map(({ lineId }) => lineId), amount: null, due };
  const draft = promiseTerms(wish, makeLedger(actor.account, input.calendar.today), input.policy, input.calendar);
  if (draft.kind !== 'within') return payLater(asked, draw);
  const next = taken(asked, agreePromise(draft.terms, input));
  if (next === null) return payLater(asked, draw);
  const kept = draw.chance(actor.habit.keeps) ? [{ on: due, parts: draft.terms.lines }] : [];
  return { actor: intend(next, kept), what: 'promised' };
}

/** Instalments are paid one by one onto the lines, the oldest first, until one is missed. */
function instalmentsOf(actor: Actor, planned: readonly PromiseLine[], draw: Chance): readonly Intention[] {
  const plan = actor.account.plans.at(-1);
  if (plan === undefined) return [];
  const left = planned.map(({ lineId, amount }) => ({ lineId, minor: amount.minor, currency: amount.currency }));
  const paid: Intention[] = [];
  for (const { due, amount } of plan.instalments) {
    if (!draw.chance(actor.habit.keeps)) break;
    let rest = amount.minor;
    const parts: PromiseLine[] = [];
    for (const line of left) {
      const minor = Math.min(rest, line.minor);
      if (minor > 0) parts.push({ lineId: line.lineId, amount: money(minor, line.currency) });
      line.minor -= minor;
      rest -= minor;
    }
    paid.push({ on: due, parts });
  }
  return paid;
}

function plan(asked: Asked, draw: Chance): Answer {
  const { actor, lines, input } = asked;
  const ledger = makeLedger(actor.account, input.calendar.today);
  const [of] = agreeable(
    ledger,
    lines.map(({ lineId }) => lineId),
  );
  if (of === undefined) return { actor, what: 'nothing' };
  const wish = { cut: { count: draw.int(2, 5) }, first: null, frequency: null, payday: null, downPayment: null };
  const draft = planTerms(wish, { ledger, of, policy: input.policy, calendar: input.calendar });
  if (draft.kind !== 'within') return promise(asked, draw);
  const next = taken(asked, agreePlan(draft.terms, `simulated:${draw.uuid()}`, input));
  if (next === null) return promise(asked, draw);
  return { actor: intend(next, instalmentsOf(next, draft.terms.lines, draw)), what: 'planned' };
}

function dispute(asked: Asked, draw: Chance): Answer {
  const { actor, lines, input } = asked;
  const [line] = lines;
  if (line === undefined) return { actor, what: 'nothing' };
  const amount = money(Math.max(1, Math.floor(line.claim.minor / draw.int(1, 4))), line.claim.currency);
  const terms: DisputeTerms = {
    ...{ debtorId: actor.account.debtor.id, invoiceId: line.invoiceId, itemIds: [] },
    ...{ parts: [{ lineId: line.lineId, amount }], amount, note: null, evidence: [] },
    reason: 'quantity',
  };
  const next = taken(asked, openDispute(terms, input));
  if (next === null) return { actor, what: 'nothing' };
  const rest = money(line.claim.minor - amount.minor, amount.currency);
  const others = [...partsOf(lines.slice(1)), ...(rest.minor > 0 ? [{ lineId: line.lineId, amount: rest }] : [])];
  return { actor: intend(next, [{ on: addDays(input.calendar.today, 5), parts: others }]), what: 'disputed' };
}

/** STOP by text message: the telephone is not written to any more; money owed is owed all the same. */
function stop({ actor }: Asked): Answer {
  const points = actor.account.points.map((point) =>
    point.channel === 'sms' || point.channel === 'whatsapp' ? { ...point, optedOut: true } : point,
  );
  return { actor: { ...actor, account: { ...actor.account, points } }, what: 'stopped' };
}

/** What somebody does about a message that reached them, drawn from their habit. */
export function answerOf(asked: Asked, draw: Chance): Answer {
  const { habit } = asked.actor;
  if (draw.chance(habit.pays)) return payLater(asked, draw);
  if (habit.answers === 'pay' || !draw.chance(60)) return { actor: asked.actor, what: 'nothing' };
  switch (habit.answers) {
    case 'promise':
      return promise(asked, draw);
    case 'plan':
      return plan(asked, draw);
    case 'dispute':
      return dispute(asked, draw);
    case 'stop':
      return stop(asked);
  }
}
