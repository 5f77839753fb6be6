import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type Allocation, type Payment, type Plan, type PromiseToPay } from '../../domain/account.ts';
import { addDays, type CivilDate, date } from '../../domain/civil-date.ts';
import { type DayChange, dayWork } from '../../domain/day-work.ts';
import { accountOf, aHold, aLine, allocated, aPayment, eur } from './an-account.ts';

const line = aLine('1', '2026-02-01', 10_000);
const promise: PromiseToPay = {
  ...{ id: 'p', lines: [{ lineId: '1', amount: eur(10_000) }], amount: eur(10_000), status: 'open' },
  ...{ due: date('2026-03-10'), madeOn: date('2026-03-01') },
};
const plan: Plan = {
  ...{ id: 'plan', lines: promise.lines, total: eur(10_000), frequency: 'month', status: 'active' },
  instalments: [
    { position: 1, due: date('2026-03-10'), amount: eur(5_000) },
    { position: 2, due: date('2026-04-10'), amount: eur(5_000) },
  ],
  ...{ signedOn: date('2026-03-01'), termsHash: 'h' },
};

/** The accounts are known up to that day unless told: where they are not, nothing is judged as missed. */
function work(on: string, with_: Partial<Account>, knownTo: CivilDate | null = date(on)): readonly DayChange[] {
  return dayWork(accountOf([line], with_), { today: date(on), graceDays: 5, knownTo });
}

function paid(minor: number, on: string, with_: Parameters<typeof aPayment>[3] = {}): Partial<Account> {
  const payment = aPayment('pay', on, minor, with_);
  return { payments: [payment], allocations: [allocated(payment, '1', minor)] };
}

/** Settled on the word of the accounts, by a snapshot of that day. */
function cleared(on: string, minor: number): Allocation {
  const source = { kind: 'clearing', id: 'c' } as const;
  return { ...allocated(aPayment('c', on, minor), '1', minor), source };
}

describe('what a day brings', () => {
  it('leaves a promise open until its day and grace are over, then judges it by value dates and ends its hold', () => {
    const open = { promises: [promise] };
    expect(work('2026-03-15', open)).to.deep.equal([]);
    const ended = { kind: 'hold-ended', source: 'promise:p' };
    expect(work('2026-03-16', open)).to.deep.equal([{ kind: 'promise-judged', id: 'p', status: 'broken' }, ended]);
    expect(work('2026-05-01', { ...open, ...paid(4_000, '2026-03-15') })[0]).to.include({ status: 'partly-kept' });
    expect(work('2026-03-06', { ...open, ...paid(10_000, '2026-03-05') })[0]).to.include({ status: 'kept' });
    expect(work('2026-05-01', { ...open, ...paid(10_000, '2026-03-16') })[0]).to.include({ status: 'broken' });
  });

  it('does not judge a promise as not kept on days that the accounts are not known for', () => {
    expect(work('2026-04-01', { promises: [promise] }, date('2026-03-14'))).to.deep.equal([]);
    expect(work('2026-04-01', { promises: [promise] }, date('2026-03-15'))).to.have.length(2);
    expect(
      work('2026-04-01', { promises: [promise], ...paid(10_000, '2026-03-05') }, date('2026-03-05')),
    ).to.have.length(2);
  });

  it('judges nothing as missed where nobody ever said up to which day the accounts are known', () => {
    const open = { promises: [promise], plans: [plan] };
    expect(work('2026-12-31', open, null)).to.deep.equal([]);
    expect(work('2026-12-31', { ...open, ...paid(4_000, '2026-03-05') }, null)).to.deep.equal([]);
    expect(work('2026-12-31', { promises: [promise], ...paid(10_000, '2026-03-05') }, null)[0]).to.include({
      status: 'kept',
    });
    expect(work('2026-12-31', { plans: [plan], ...paid(10_000, '2026-03-05') }, null)[0]).to.include({
      status: 'completed',
    });
  });

  it('judges again what was judged, when the payment came back', () => {
    const kept = { promises: [{ ...promise, status: 'kept' as const }] };
    const returned = paid(10_000, '2026-03-05', { status: 'returned', returnedOn: date('2026-03-20') });
    expect(work('2026-03-19', { ...kept, ...paid(10_000, '2026-03-05') })).to.deep.equal([]);
    expect(work('2026-03-20', { ...kept, ...returned })).to.deep.equal([
      { kind: 'promise-judged', id: 'p', status: 'broken' },
    ]);
    expect(work('2026-04-20', { promises: [{ ...promise, status: 'withdrawn' }] })).to.deep.equal([]);
  });

  it('waits for money that is on its way before it says that a date was missed', () => {
    const coming = (minor: number, with_: Partial<Payment> = {}): Partial<Account> => {
      const payment = aPayment('pay', '2026-03-20', minor, { status: 'in-transit', means: 'cheque', ...with_ });
      return { payments: [payment], allocations: [allocated(payment, '1', minor, { on: date('2026-03-10') })] };
    };
    expect(work('2026-03-16', { promises: [promise], ...coming(10_000) })).to.deep.equal([]);
    expect(work('2026-03-16', { plans: [plan], ...coming(5_000) })).to.deep.equal([]);
    expect(work('2026-03-16', { promises: [promise], ...coming(100) })).to.have.length(2);
    const back = { status: 'returned' as const, returnedOn: date('2026-03-18') };
    expect(work('2026-03-18', { promises: [promise], ...coming(10_000, back) })[0]).to.include({ status: 'broken' });
  });

  it('does not take back that a promise was kept because only a snapshot settled it', () => {
    const kept = { promises: [{ ...promise, status: 'kept' as const }] };
    expect(work('2026-03-21', { ...kept, allocations: [cleared('2026-03-20', 10_000)] })).to.deep.equal([]);
    expect(work('2026-03-22', kept)).to.deep.equal([{ kind: 'promise-judged', id: 'p', status: 'broken' }]);
  });

  it('says that a plan is late, caught up or completed, and leaves its end to a person', () => {
    const task = { kind: 'task-opened', what: 'plan-late', reason: 'instalment-late' };
    expect(work('2026-03-15', { plans: [plan] })).to.deep.equal([]);
    expect(work('2026-03-16', { plans: [plan] })).to.deep.equal([
      { kind: 'plan-moved', id: 'plan', status: 'late' },
      { ...task, key: 'plan-late:plan:1' },
    ]);
    const late = { ...plan, status: 'late' as const };
    expect(work('2026-12-31', { plans: [late] })).to.deep.equal([
      { ...task, key: 'plan-late:plan:1' },
      { ...task, key: 'plan-late:plan:2' },
    ]);
    expect(work('2026-03-20', { plans: [late], ...paid(5_000, '2026-03-18') })).to.deep.equal([
      { kind: 'plan-moved', id: 'plan', status: 'active' },
    ]);
    expect(work('2026-03-20', { plans: [late], ...paid(10_000, '2026-03-18') })).to.deep.equal([
      { kind: 'plan-moved', id: 'plan', status: 'completed' },
      { kind: 'hold-ended', source: 'plan:plan' },
    ]);
  });

  it('wakes a person when a check ran out and the invoice is still open', () => {
    const hold = aHold('1', { reason: 'check', source: 'check:c', until: date('2026-03-10') });
    const task = { kind: 'task-opened', what: 'check-ended', reason: 'not-found', key: 'check-ended:check:c' };
    expect(work('2026-03-09', { holds: [hold] })).to.deep.equal([]);
    expect(work('2026-03-10', { holds: [hold] })).to.deep.equal([task]);
    expect(work('2026-03-10', { holds: [hold], ...paid(10_000, '2026-03-09') })).to.deep.equal([]);
    expect(work('2026-06-10', { holds: [hold] })).to.deep.equal([]);
  });
});

describe('laws of the day’s work', () => {
  const anyPayment = fc.record({
    minor: fc.integer({ min: 1, max: 6_000 }),
    late: fc.integer({ min: -9, max: 30 }),
    returnedAfter: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  });
  const after = (account: Account, changes: readonly DayChange[]): Account => ({
    ...account,
    promises: account.promises.map((of) => {
      const judged = changes.find((change) => change.kind === 'promise-judged' && change.id === of.id);
      return judged?.kind === 'promise-judged' ? { ...of, status: judged.status } : of;
    }),
    plans: account.plans.map((of) => {
      const moved = changes.find((change) => change.kind === 'plan-moved' && change.id === of.id);
      return moved?.kind === 'plan-moved' ? { ...of, status: moved.status } : of;
    }),
  });

  it('done twice it finds nothing more; done every day, or late and once, it comes to the same', () => {
    fc.assert(
      fc.property(
        fc.array(anyPayment, { maxLength: 4 }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 5 }),
        (drawn, days) => {
          let left = 10_000;
          const payments = drawn.map(({ minor, late, returnedAfter }, index) => {
            const on = addDays(promise.due, late);
            const back =
              returnedAfter === null ? {} : { status: 'returned' as const, returnedOn: addDays(on, returnedAfter) };
            return aPayment(`pay${index}`, on, minor, back);
          });
          const allocations = payments.flatMap((payment) => {
            const part = Math.min(left, payment.amount.minor);
            left -= part;
            return part > 0 ? [allocated(payment, '1', part)] : [];
          });
          const start = accountOf([line], { promises: [promise], plans: [plan], payments, allocations });
          const input = (day: number): Parameters<typeof dayWork>[1] => ({
            today: addDays(promise.due, day),
            graceDays: 5,
            knownTo: addDays(promise.due, day),
          });
          const run = (account: Account, day: number): Account => after(account, dayWork(account, input(day)));
          const last = 60;
          const daily = [...days.toSorted((a, b) => a - b), last].reduce(run, start);
          const once = run(start, last);
          expect([daily.promises[0]?.status, daily.plans[0]?.status]).to.deep.equal([
            once.promises[0]?.status,
            once.plans[0]?.status,
          ]);
          const again = dayWork(once, input(last)).filter(({ kind }) => kind !== 'task-opened');
          expect(again).to.deep.equal([]);
        },
      ),
    );
  });
});
