import { z } from 'zod';
import { makeLedger } from '../../../../domain/ledger.ts';
import { plannable } from '../../../../domain/plannable.ts';
import { planTerms } from '../../../../domain/plan-terms.ts';
import { type PlanTerms } from '../../../../domain/request.ts';
import { type ActFact } from '../../../../domain/staff/acts/act-outcome.ts';
import { type DisputeAnswer } from '../../../../domain/staff/dispute-decision.ts';
import { askPlan } from '../../ask-plan.ts';
import { liftBlock, proposeBlock } from '../../block.ts';
import { decideApproval } from '../../decide-approval.ts';
import { decideDispute } from '../../decide-dispute.ts';
import { offerPlan } from '../../offer-plan.ts';
import { openTask } from '../../open-task.ts';
import { planFacts } from '../../plan-facts.ts';
import { endPause, pauseStep } from '../../pause.ts';
import { giveDefaultNotice } from '../../plan-default.ts';
import { tellDebtor } from '../../tell-debtor.ts';
import { act, type Act, onAccount } from '../act.ts';
import { calendarOf, type Doing, done, type OnAccount, type Performed, refused } from '../doing.ts';
import { fact } from '../facts.ts';
import { amountIn, count, day, flag, maybeWords, words } from '../inputs.ts';

async function answer(
  doing: Doing,
  wish: { readonly answer: DisputeAnswer; readonly note: string; readonly waiveInterest?: boolean },
): Promise<Performed> {
  const { place, order, target, deps } = doing;
  const asked = { ...order, disputeId: target.id, waiveInterest: false, ...wish };
  const decided = await decideDispute(place, asked, deps.words.dispute);
  if (decided.kind === 'not-done') return refused(decided.why);
  const { status, givenUp, stays, told } = decided;
  const waived = decided.chargesWaived === 0 ? [] : [fact.count('charges-waived', decided.chargesWaived)];
  const facts = [fact.code('status', 'dispute-status', status), fact.money('given-up', givenUp)];
  return done([...facts, fact.money('stays', stays), ...waived, fact.code('told', 'told', told)], { told });
}

const noted = (): z.ZodType<{ readonly note: string }> => z.object({ note: words });

const acceptDispute = act('accept-dispute', noted, ({ note }, doing) =>
  answer(doing, { answer: { kind: 'accept' }, note }),
);
const partDispute = act(
  'part-dispute',
  (currency) => z.object({ amount: amountIn(currency), note: words }),
  ({ amount, note }, doing) => answer(doing, { answer: { kind: 'part', amount }, note }),
);
const rejectDispute = act(
  'reject-dispute',
  () => z.object({ note: words, waiveInterest: flag }),
  ({ note, waiveInterest }, doing) => answer(doing, { answer: { kind: 'reject' }, note, waiveInterest }),
);

/** The debtor hears what was decided of their plan, in approved words. */
async function tellPlan(doing: OnAccount, decision: 'approved' | 'countered' | 'refused'): Promise<'email' | 'task'> {
  const { place, order, locked, target, deps } = doing;
  const { creditor, debtor } = locked.account;
  const message = deps.words.plan({ creditor, language: debtor.language, decision });
  const facts = { approvalId: target.id, decision };
  return await tellDebtor(place.client, order, locked, { message, reason: 'plan', key: target.id, facts });
}

/** What a plan comes to, its first dates one by one. */
function termFacts({ total, instalments }: Pick<PlanTerms, 'total' | 'instalments'>): readonly ActFact[] {
  const shown = instalments
    .slice(0, 6)
    .flatMap(({ due, amount }) => [fact.date('instalment', due), fact.money('amount', amount)]);
  return [fact.money('total', total), fact.count('instalments', instalments.length), ...shown];
}

/** The terms that were asked for and are now approved: whoever approves sees them before. */
async function approvedTerms({ place, target }: Doing): Promise<readonly ActFact[]> {
  const { rows } = await place.client.query<{ facts: unknown }>('SELECT facts FROM approvals WHERE id = $1', [
    target.id,
  ]);
  return termFacts(planFacts.parse(rows[0]?.facts).terms);
}

async function decide(doing: Doing, decision: 'approve' | 'refuse', note: string | null): Promise<Performed> {
  const { place, order, target, locked } = doing;
  const decided = await decideApproval(place, { ...order, approvalId: target.id, decision, note });
  if (decided.kind === 'not-done') return refused(decided.why);
  const facts = [fact.code('approval', 'approval', decided.what), fact.code('decision', 'decision', decided.kind)];
  if (decided.kind === 'lapsed') return done([...facts, fact.code('why', 'lapse', decided.why)]);
  if (decided.what !== 'plan' || locked === null) return done(facts);
  const told = await tellPlan({ ...doing, locked }, decided.kind === 'approved' ? 'approved' : 'refused');
  const terms = decided.kind === 'approved' ? await approvedTerms(doing) : [];
  return done([...facts, ...terms, fact.code('told', 'told', told)], { told });
}

const approve = act(
  'approve',
  () => z.object({ note: maybeWords }),
  ({ note }, doing) => decide(doing, 'approve', note),
);
const refuse = act('refuse', noted, ({ note }, doing) => decide(doing, 'refuse', note));

/** Other terms than those that were asked for: the first request ends, and somebody proposes these; the debtor agrees to them or not. */
const counterPlan = onAccount(
  'counter-plan',
  () => z.object({ count, first: day, frequency: z.enum(['week', 'fortnight', 'month']), note: words }),
  async ({ count: times, first, frequency, note }, doing) => {
    const { place, order, target, locked, today } = doing;
    if (target.approval !== 'plan') return refused('unknown');
    const ledger = makeLedger(locked.account, today);
    const [of] = plannable(ledger);
    if (of === undefined || of.net.minor <= 0) return refused('nothing-open');
    const wish = { cut: { count: times }, first, frequency, payday: null, downPayment: null };
    const draft = planTerms(wish, { ledger, of, policy: null, calendar: calendarOf(doing) });
    if (draft.kind === 'impossible') return refused(draft.why);
    const ended = await decideApproval(place, { ...order, approvalId: target.id, decision: 'refuse', note });
    if (ended.kind === 'not-done') return refused(ended.why);
    await offerPlan(place.client, { creditorId: order.creditorId, terms: draft.terms, today });
    await openTask(place.client, {
      ...{ creditorId: order.creditorId, at: order.at, kind: 'offer-plan', reason: 'countered' },
      ...{ debtorId: locked.account.debtor.id, dueOn: today, key: `offer-plan:${target.id}` },
      facts: { terms: draft.terms, amount: draft.terms.total, reason: note },
    });
    const told = await tellPlan(doing, 'countered');
    return done([...termFacts(draft.terms), fact.code('told', 'told', told)], { told });
  },
);

const askPlanAct = act(
  'ask-plan',
  () => z.object({}),
  async (_, { place, order, target }) => {
    const asked = await askPlan(place, { ...order, taskId: target.id });
    return asked.kind === 'not-done' ? refused(asked.why) : done([], { asked: true });
  },
);

const reasoned = (): z.ZodType<{ readonly reason: string }> => z.object({ reason: words });

const proposeBlockAct = onAccount('propose-block', reasoned, async ({ reason }, { place, order, locked, deps }) => {
  const wish = { ...order, debtor: locked.account.debtor.reference, reason };
  const asked = await proposeBlock(place, wish, deps.calendars);
  if (asked.kind !== 'proposed') return refused(asked.kind === 'not-done' ? asked.why : asked.kind);
  return done(asked.notBefore === null ? [] : [fact.text('not-before', asked.notBefore)], { asked: true });
});

const liftBlockAct = onAccount('lift-block', reasoned, async ({ reason }, { place, order, locked }) => {
  const lifted = await liftBlock(place, { ...order, debtor: locked.account.debtor.reference, reason });
  return lifted.kind === 'lifted' ? done([]) : refused(lifted.kind === 'not-done' ? lifted.why : lifted.kind);
});

const pause = onAccount(
  'pause',
  () => z.object({ days: count, reason: words }),
  async ({ days, reason }, { place, order, locked, deps }) => {
    const wish = { ...order, debtor: locked.account.debtor.reference, days, reason };
    const paused = await pauseStep(place, wish, deps.calendars);
    if (paused.kind === 'paused') return done([fact.date('until', paused.until)]);
    return refused(paused.kind === 'not-done' ? paused.why : paused.kind);
  },
);

const endPauseAct = onAccount(
  'end-pause',
  () => z.object({}),
  async (_, { place, order, locked }) => {
    const ended = await endPause(place, { ...order, debtor: locked.account.debtor.reference });
    return ended.kind === 'ended' ? done([]) : refused(ended.kind === 'not-done' ? ended.why : ended.kind);
  },
);

const giveNotice = act(
  'give-default-notice',
  () => z.object({}),
  async (_, { place, order, target, deps }) => {
    const given = await giveDefaultNotice(place, { ...order, planId: target.id }, deps.words.planNotice);
    return given.kind === 'not-done'
      ? refused(given.why)
      : done([fact.count('notice-days', given.days)], { asked: true });
  },
);

/** What a person decides for the creditor, or asks another to decide. */
export const decisionActs = {
  ...{ 'accept-dispute': acceptDispute, 'part-dispute': partDispute, 'reject-dispute': rejectDispute },
  ...{ approve, refuse, 'counter-plan': counterPlan, 'ask-plan': askPlanAct, 'give-default-notice': giveNotice },
  ...{ 'propose-block': proposeBlockAct, 'lift-block': liftBlockAct, pause, 'end-pause': endPauseAct },
} satisfies Readonly<Record<string, Act>>;
