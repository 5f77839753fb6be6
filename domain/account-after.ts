import { type Account, type Dispute, type Hold, type Plan, type PromiseToPay } from './account.ts';
import { type Fact } from './fact.ts';

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

function withPromise(account: Account, fact: FactOf<'promise-made'>): Account {
  const { id, lines, amount, due, madeOn } = fact;
  const made: PromiseToPay = { id, lines, amount, due, madeOn, status: 'open' };
  const kept = endPromises(account, fact.supersedes);
  return { ...kept, promises: [...kept.promises, made] };
}

/** Open promises that something new replaces are withdrawn, and hold nothing any more. */
function endPromises(account: Account, ids: readonly string[]): Account {
  const sources = new Set(ids.map((id) => `promise:${id}`));
  return {
    ...account,
    promises: account.promises.map((promise) =>
      ids.includes(promise.id) ? { ...promise, status: 'withdrawn' } : promise,
    ),
    holds: account.holds.filter((hold) => !sources.has(hold.source)),
  };
}

function withPlan(account: Account, fact: FactOf<'plan-accepted'>): Account {
  const { id, lines, total, frequency, instalments, signedOn, termsHash } = fact;
  const plan: Plan = { id, lines, total, frequency, instalments, signedOn, termsHash, status: 'active' };
  return { ...endPromises(account, fact.supersedes), plans: [...account.plans.filter((of) => of.id !== id), plan] };
}

function withDispute(account: Account, fact: FactOf<'dispute-opened'>): Account {
  const { reason, openedOn, answerBy } = fact;
  const disputes = fact.disputes.map(({ id, lineId, amount, itemIds }): Dispute => ({
    id,
    lineId,
    itemIds,
    amount,
    reason,
    status: 'open',
    openedOn,
    answerBy,
  }));
  const holds = fact.disputes.map(({ id, holdId, lineId, amount }): Hold => ({
    id: holdId,
    lineId,
    reason: 'dispute',
    source: `dispute:${id}`,
    amount,
    from: openedOn,
    until: null,
  }));
  return { ...account, disputes: [...account.disputes, ...disputes], holds: [...account.holds, ...holds] };
}

function withHold(account: Account, fact: FactOf<'hold-opened'>): Account {
  const { id, lineId, reason, source, amount, from, until } = fact;
  return { ...account, holds: [...account.holds, { id, lineId, reason, source, amount, from, until }] };
}

function withdrawn(account: Account, { what, id, on }: FactOf<'withdrawn'>): Account {
  const ended = { ...account, holds: endHolds(account.holds, `${what}:${id}`, on) };
  switch (what) {
    case 'promise':
      return { ...ended, promises: ended.promises.map((of) => (of.id === id ? { ...of, status: 'withdrawn' } : of)) };
    case 'plan':
      return { ...ended, plans: ended.plans.map((of) => (of.id === id ? { ...of, status: 'cancelled' } : of)) };
    case 'dispute':
      return { ...ended, disputes: ended.disputes.map((of) => (of.id === id ? { ...of, status: 'withdrawn' } : of)) };
  }
}

function endHolds(holds: readonly Hold[], source: string, on: Hold['from']): readonly Hold[] {
  return holds.map((hold) =>
    hold.source === source && (hold.until === null || hold.until > on) ? { ...hold, until: on } : hold,
  );
}

function apply(account: Account, fact: Fact): Account {
  switch (fact.kind) {
    case 'promise-made':
      return withPromise(account, fact);
    case 'plan-accepted':
      return withPlan(account, fact);
    case 'dispute-opened':
      return withDispute(account, fact);
    case 'hold-opened':
      return withHold(account, fact);
    case 'hold-ended':
      return { ...account, holds: endHolds(account.holds, fact.source, fact.on) };
    case 'withdrawn':
      return withdrawn(account, fact);
    default:
      return account;
  }
}

function isAbout(fact: Fact, account: Account): boolean {
  return 'debtorId' in fact && fact.debtorId === account.debtor.id;
}

/** Whether the account was read after the fact was written. */
function isKnown(fact: Fact, { promises, plans, disputes, holds }: Account): boolean {
  switch (fact.kind) {
    case 'promise-made':
      return promises.some(({ id }) => id === fact.id);
    case 'plan-accepted':
      return plans.some(({ id, status }) => id === fact.id && status !== 'offered');
    case 'dispute-opened':
      return fact.disputes.some((opened) => disputes.some(({ id }) => id === opened.id));
    case 'hold-opened':
      return holds.some(({ id }) => id === fact.id);
    default:
      return false;
  }
}

/**
 * The account as the commit of these facts will leave it, so that what is said in the same turn is true afterwards. It serves
 * for speaking only: the database applies facts by itself, and the next turn reads what it wrote. Facts the account already
 * holds change nothing.
 */
export function accountAfter(account: Account, facts: readonly Fact[]): Account {
  return facts.filter((fact) => isAbout(fact, account) && !isKnown(fact, account)).reduce(apply, account);
}
