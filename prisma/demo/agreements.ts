import { type Dispute, type Instalment, type Plan, type PromiseToPay } from '../../domain/account.ts';
import { addDays, addMonths, type CivilDate } from '../../domain/civil-date.ts';
import { type DisputeReason } from '../../domain/command.ts';
import { money, splitEvenly } from '../../domain/money.ts';
import { termsHash } from '../../domain/terms-hash.ts';
import { sha256 } from '../sha256.ts';
import { acknowledge, type Draft, type DraftDebtor, type DraftItem, type DraftLine, put } from './draft.ts';

type HoldWish = {
  readonly reason: 'dispute' | 'promise' | 'plan' | 'check' | 'insolvency' | 'vulnerable';
  readonly source: string;
  readonly minor: number | null;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
};

/** Adds a hold on a line, or on the whole account. */
export function hold(draft: Draft, on: DraftLine | DraftDebtor, wish: HoldWish): void {
  const line = 'due' in on ? on : null;
  const debtor = 'due' in on ? on.debtor : on;
  put(draft, 'holds', {
    id: draft.random.uuid(),
    debtor_id: debtor.id,
    line_id: line?.id ?? null,
    reason: wish.reason,
    source: wish.source,
    amount_minor: wish.minor,
    currency: wish.minor === null ? null : debtor.currency,
    from_on: wish.from,
    until_on: wish.until,
  });
}

export type DisputeWish = {
  readonly line: DraftLine;
  readonly item: DraftItem | null; // null: an amount
  readonly minor: number;
  readonly reason: DisputeReason;
  readonly status: Dispute['status'];
  readonly openedOn: CivilDate;
  readonly answeredOn: CivilDate | null;
  readonly words: string;
};

/** Adds a dispute with the hold it opens, ended by its answer. */
export function dispute(draft: Draft, wish: DisputeWish): void {
  const { line, item, minor, openedOn, answeredOn } = wish;
  const id = draft.random.uuid();
  const { debtor } = line;
  put(draft, 'disputes', {
    id,
    debtor_id: debtor.id,
    line_id: line.id,
    reason: wish.reason,
    by_items: item !== null,
    amount_minor: minor,
    currency: debtor.currency,
    status: wish.status,
    opened_on: openedOn,
    answer_by: addDays(openedOn, 15),
    answered_on: answeredOn,
    words: wish.words,
  });
  if (item !== null) {
    put(draft, 'dispute_items', { debtor_id: debtor.id, dispute_id: id, line_id: line.id, item_id: item.id });
  }
  hold(draft, line, { reason: 'dispute', source: `dispute:${id}`, minor, from: openedOn, until: answeredOn });
}

export type PromiseWish = {
  readonly line: DraftLine;
  readonly minor: number;
  readonly madeOn: CivilDate;
  readonly due: CivilDate;
  readonly status: PromiseToPay['status'];
  readonly endedOn: CivilDate | null; // when it was judged or withdrawn
};

/** Adds a promise with its acknowledgement and its hold, which lasts until it is judged or withdrawn. */
export function promise(draft: Draft, wish: PromiseWish): void {
  const { line, minor, madeOn, due, status, endedOn } = wish;
  const id = draft.random.uuid();
  const { debtor } = line;
  const amount = money(minor, debtor.currency);
  const terms = { debtorId: debtor.id, lines: [{ lineId: line.id, amount }], amount, due };
  const cells = { amount_minor: minor, currency: debtor.currency };
  put(draft, 'promises', {
    id,
    debtor_id: debtor.id,
    ...cells,
    due,
    made_on: madeOn,
    status,
    judged_on: endedOn,
    terms_hash: termsHash({ kind: 'promise', terms }, sha256),
    policy_version: 'demo',
  });
  put(draft, 'promise_lines', { debtor_id: debtor.id, promise_id: id, line_id: line.id, ...cells });
  hold(draft, line, { reason: 'promise', source: `promise:${id}`, minor, from: madeOn, until: endedOn });
  acknowledge(draft, line, madeOn, `promise:${id}`);
}

export type PlanWish = {
  readonly lines: readonly DraftLine[];
  readonly count: number;
  readonly first: CivilDate; // then monthly
  readonly offeredOn: CivilDate;
  readonly signedOn: CivilDate | null;
  readonly endedOn: CivilDate | null;
  readonly status: Plan['status'];
};

function addPlanParts(draft: Draft, id: string, wish: PlanWish, instalments: readonly Instalment[]): void {
  for (const line of wish.lines) {
    const { debtor, open } = line;
    const cells = { amount_minor: open, currency: debtor.currency };
    put(draft, 'plan_lines', { debtor_id: debtor.id, plan_id: id, line_id: line.id, ...cells });
    if (wish.signedOn === null) continue;
    const source = `plan:${id}`;
    hold(draft, line, { reason: 'plan', source, minor: open, from: wish.signedOn, until: wish.endedOn });
    acknowledge(draft, line, wish.signedOn, source);
  }
  for (const { position, due, amount } of instalments) {
    const [line] = wish.lines;
    const cells = { amount_minor: amount.minor, currency: amount.currency };
    put(draft, 'instalments', { debtor_id: line?.debtor.id ?? null, plan_id: id, position, due, ...cells });
  }
}

/** Adds a plan over all that is open of the lines; gives its instalments, which the caller pays or not. */
export function plan(draft: Draft, debtor: DraftDebtor, wish: PlanWish): readonly Instalment[] {
  const id = draft.random.uuid();
  const lines = wish.lines.map(({ id: lineId, open }) => ({ lineId, amount: money(open, debtor.currency) }));
  const total = money(
    lines.reduce((minor, { amount }) => minor + amount.minor, 0),
    debtor.currency,
  );
  const instalments = splitEvenly(total, wish.count).map((amount, index) => ({
    position: index + 1,
    due: addMonths(wish.first, index),
    amount,
  }));
  const terms = { debtorId: debtor.id, lines, excluded: [], credits: money(0, debtor.currency), total };
  const act = { kind: 'plan', terms: { ...terms, frequency: 'month', instalments, policyVersion: 'demo' } } as const;
  put(draft, 'plans', {
    id,
    debtor_id: debtor.id,
    total_minor: total.minor,
    currency: total.currency,
    frequency: 'month',
    status: wish.status,
    offered_on: wish.offeredOn,
    signed_on: wish.signedOn,
    terms_hash: termsHash(act, sha256),
    policy_version: 'demo',
  });
  addPlanParts(draft, id, wish, instalments);
  return instalments;
}
