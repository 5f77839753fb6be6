import { type Dispute, type Plan, type PromiseToPay } from '../../domain/account.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { dispute, hold, plan, promise } from './agreements.ts';
import { addInvoice, type Draft, type DraftDebtor, type DraftInvoice, type DraftLine } from './draft.ts';
import { credit, pay, settle } from './settlements.ts';

/** One thing that can have happened to an account. */
export type Scenario = (draft: Draft, debtor: DraftDebtor) => void;

function ago(draft: Draft, days: number): CivilDate {
  return addDays(draft.today, -days);
}

function labels({ language }: DraftDebtor): readonly [string, string] {
  return language === 'fr' ? ['Luminaires', 'Pose et raccordement'] : ['Light fittings', 'Fitting and wiring'];
}

/** An invoice of two items, due about so many days ago, of a size that suits the debtor. */
function invoiceDue(draft: Draft, debtor: DraftDebtor, dueAgo: number): DraftInvoice {
  const slot = draft.numbers.near(debtor.currency === 'EUR' ? 'FA' : 'INV', ago(draft, dueAgo + 30));
  const size = debtor.kind === 'consumer' ? 1 : 6;
  const [goods, work] = labels(debtor);
  const items = [
    [goods, 6 * draft.random.int(1500, 4000) * size],
    [work, 6 * draft.random.int(800, 2000) * size],
  ] as const;
  return addInvoice(draft, debtor, { slot, items, dues: [ago(draft, dueAgo)] });
}

function only({ lines }: DraftInvoice): DraftLine {
  const [line] = lines;
  invariant(line !== undefined, 'an invoice has a due line');
  return line;
}

type PlanCase = {
  readonly status: Plan['status'];
  readonly dueAgo: readonly [number, number];
  readonly offered: number; // days ago, as the next three
  readonly signed: number | null;
  readonly first: number;
  readonly ended: number | null;
  readonly met: number; // how many instalments were paid on their day
};

const planCases: readonly PlanCase[] = [
  { status: 'offered', dueAgo: [70, 40], offered: 3, signed: null, first: -10, ended: null, met: 0 },
  { status: 'accepted', dueAgo: [65, 35], offered: 2, signed: 1, first: -12, ended: null, met: 0 },
  { status: 'active', dueAgo: [120, 90], offered: 52, signed: 50, first: 45, ended: null, met: 2 },
  { status: 'late', dueAgo: [130, 100], offered: 57, signed: 55, first: 50, ended: null, met: 1 },
  { status: 'defaulted', dueAgo: [190, 160], offered: 122, signed: 120, first: 115, ended: 40, met: 1 },
  { status: 'completed', dueAgo: [230, 200], offered: 152, signed: 150, first: 145, ended: 50, met: 4 },
  { status: 'cancelled', dueAgo: [110, 80], offered: 62, signed: 60, first: 50, ended: 52, met: 0 },
];

function planScenario(of: PlanCase): Scenario {
  return (draft, debtor) => {
    const lines = of.dueAgo.map((days) => only(invoiceDue(draft, debtor, days)));
    const day = (days: number | null): CivilDate | null => (days === null ? null : ago(draft, days));
    const instalments = plan(draft, debtor, {
      ...{ lines, count: 4, first: ago(draft, of.first), status: of.status },
      ...{ offeredOn: ago(draft, of.offered), signedOn: day(of.signed), endedOn: day(of.ended) },
    });
    for (const { due, amount } of instalments.slice(0, of.met)) {
      pay(draft, debtor, { minor: amount.minor, on: due, lines, by: 'debtor' });
    }
  };
}

type PromiseCase = {
  readonly status: PromiseToPay['status'];
  readonly made: number;
  readonly due: number;
  readonly ended: number | null;
  readonly paidPercent: number;
};

const promiseCases: readonly PromiseCase[] = [
  { status: 'open', made: 4, due: -7, ended: null, paidPercent: 0 },
  { status: 'kept', made: 30, due: 20, ended: 19, paidPercent: 100 },
  { status: 'partly-kept', made: 32, due: 22, ended: 21, paidPercent: 40 },
  { status: 'broken', made: 28, due: 16, ended: 15, paidPercent: 0 },
  { status: 'withdrawn', made: 25, due: 12, ended: 20, paidPercent: 0 },
];

function promiseScenario(of: PromiseCase): Scenario {
  return (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 50));
    const { open: minor } = line;
    promise(draft, {
      ...{ line, minor, status: of.status, madeOn: ago(draft, of.made), due: ago(draft, of.due) },
      endedOn: of.ended === null ? null : ago(draft, of.ended),
    });
    const paid = Math.floor((minor * of.paidPercent) / 100);
    if (paid > 0) pay(draft, debtor, { minor: paid, on: ago(draft, of.due + 1), lines: [line], by: 'debtor' });
  };
}

type DisputeCase = {
  readonly status: Dispute['status'];
  readonly opened: number;
  readonly answered: number | null;
  readonly creditPercent: number;
};

const disputeCases: readonly DisputeCase[] = [
  { status: 'open', opened: 5, answered: null, creditPercent: 0 },
  { status: 'investigating', opened: 11, answered: null, creditPercent: 0 },
  { status: 'accepted', opened: 40, answered: 31, creditPercent: 100 },
  { status: 'partly-accepted', opened: 38, answered: 28, creditPercent: 50 },
  { status: 'rejected', opened: 36, answered: 24, creditPercent: 0 },
  { status: 'withdrawn', opened: 34, answered: 30, creditPercent: 0 },
];

function disputeScenario(of: DisputeCase): Scenario {
  return (draft, debtor) => {
    const invoice = invoiceDue(draft, debtor, of.opened + 12);
    const [line, item] = [only(invoice), invoice.items[1] ?? null];
    invariant(item !== null, 'the invoice has a second item');
    const words = debtor.language === 'fr' ? 'La pose n’a pas été terminée.' : 'The fitting was not finished.';
    dispute(draft, {
      ...{ line, item, minor: item.minor, reason: 'quality', status: of.status, words },
      ...{ openedOn: ago(draft, of.opened), answeredOn: of.answered === null ? null : ago(draft, of.answered) },
    });
    const minor = Math.floor((item.minor * of.creditPercent) / 100);
    if (minor === 0 || of.answered === null) return;
    credit(draft, debtor, { minor, on: ago(draft, of.answered), invoiceId: invoice.id, lines: [line] });
  };
}

const paymentScenarios: readonly Scenario[] = [
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 18));
    pay(draft, debtor, { minor: line.open, on: addDays(draft.today, 2), lines: [line], status: 'announced' });
  },
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 12));
    const transit = { status: 'in-transit', means: 'card' } as const;
    pay(draft, debtor, { minor: line.open, on: draft.today, lines: [line], ...transit });
  },
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 15));
    const bounced = { returnedOn: ago(draft, 8), means: 'direct-debit' } as const;
    // It stood until it was returned; what it settled is open again.
    const { open } = line;
    pay(draft, debtor, { minor: open, on: ago(draft, 14), lines: [line], ...bounced });
  },
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 60));
    pay(draft, debtor, { minor: line.open + 5000, on: ago(draft, 41), lines: [line] });
  },
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 44));
    pay(draft, debtor, { minor: Math.floor(line.open / 3), on: ago(draft, 26), lines: [line] });
  },
  (draft, debtor) => {
    settle(draft, [only(invoiceDue(draft, debtor, 55))], ago(draft, 20), 'cheque');
  },
];

const holdScenarios: readonly Scenario[] = [
  (draft, debtor) => {
    const line = only(invoiceDue(draft, debtor, 33));
    const until = addDays(draft.today, 6);
    hold(draft, line, { reason: 'check', source: 'check:demo', minor: null, from: ago(draft, 4), until });
  },
  (draft, debtor) => {
    invoiceDue(draft, debtor, 75);
    hold(draft, debtor, { reason: 'vulnerable', source: 'staff', minor: null, from: ago(draft, 20), until: null });
  },
];

/** Every state a plan, a promise, a dispute and a payment can be in, and the holds that nothing else opens. */
export const scenarios: readonly Scenario[] = [
  ...planCases.map(planScenario),
  ...promiseCases.map(promiseScenario),
  ...disputeCases.map(disputeScenario),
  ...paymentScenarios,
  ...holdScenarios,
];
