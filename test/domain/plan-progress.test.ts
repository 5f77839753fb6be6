import { expect } from 'chai';
import { type Account, type Dispute, type Plan } from '../../domain/account.ts';
import { date } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { planProgress, type PlanProgress } from '../../domain/plan-progress.ts';
import { accountOf, aCreditNote, aLine, allocated, aPayment, eur } from './an-account.ts';

const line = aLine('1', '2026-01-01', 118_000);
const plan: Plan = {
  id: 'plan',
  lines: [{ lineId: '1', amount: eur(95_000) }], // 230.00 contested, left out
  total: eur(90_000), // 50.00 of credit netted
  frequency: 'month',
  instalments: [
    { position: 1, due: date('2026-02-27'), amount: eur(30_000) },
    { position: 2, due: date('2026-03-27'), amount: eur(30_000) },
    { position: 3, due: date('2026-04-27'), amount: eur(30_000) },
  ],
  status: 'active',
  signedOn: date('2026-02-01'),
  termsHash: 'hash',
};

function progress(on: string, with_: Partial<Account> = {}): PlanProgress {
  return planProgress(plan, makeLedger(accountOf([line], { plans: [plan], ...with_ }), date(on)), 5);
}

function statuses(of: PlanProgress): string {
  return of.instalments.map(({ status, missing }) => `${status}:${missing.minor}`).join(' ');
}

const credit = aCreditNote('AV', '2026-01-15', 5_000);

describe('the progress of a plan', () => {
  it('starts at nothing, and an instalment is late only after its day and its grace', () => {
    expect(statuses(progress('2026-02-27'))).to.equal('coming:30000 coming:30000 coming:30000');
    expect(statuses(progress('2026-03-04'))).to.equal('in-grace:30000 coming:30000 coming:30000');
    expect(statuses(progress('2026-03-05'))).to.equal('late:30000 coming:30000 coming:30000');
    expect([progress('2026-03-04').late, progress('2026-03-05').late]).to.deep.equal([false, true]);
  });

  it('meets instalments in order with whatever was paid since signature', () => {
    const payment = aPayment('p', '2026-02-20', 45_000);
    const of = progress('2026-03-28', { payments: [payment], allocations: [allocated(payment, '1', 45_000)] });
    expect(statuses(of)).to.equal('met:0 in-grace:15000 coming:30000');
    expect([of.paid.minor, of.missing.minor, of.next?.position]).to.deep.equal([45_000, 45_000, 2]);
  });

  it('counts what a snapshot of the accounts settled since the day after signature', () => {
    const cleared = (on: string): PlanProgress => {
      const of = {
        ...allocated(aPayment('c', on, 30_000), '1', 30_000),
        source: { kind: 'clearing', id: 'c' },
      } as const;
      return progress('2026-03-05', { allocations: [of] });
    };
    expect(statuses(cleared('2026-02-20'))).to.equal('met:0 coming:30000 coming:30000');
    expect(cleared('2026-02-01').late).to.equal(true);
  });

  it('counts money of the day of signature unless the plan was made for what that money had left', () => {
    const day = '2026-02-01';
    const payment = aPayment('p', day, 30_000);
    const paid = { payments: [payment], allocations: [allocated(payment, '1', 30_000)] };
    const of = (minor: number, with_: Partial<Account> = {}): number => {
      const covers = { ...plan, lines: [{ lineId: '1', amount: eur(minor) }], total: eur(minor) };
      const account = accountOf([line], { plans: [covers], ...paid, ...with_ });
      return planProgress(covers, makeLedger(account, date('2026-02-20')), 5).paid.minor;
    };
    expect(of(118_000)).to.equal(30_000); // signed, then paid
    expect(of(88_000)).to.equal(0); // paid, then signed for the rest
    const another = aPayment('q', day, 10_000);
    const both = { payments: [payment, another], allocations: [...paid.allocations, allocated(another, '1', 10_000)] };
    expect(of(88_000, both)).to.equal(10_000); // one before, one after
    const corrected = { allocations: [allocated(payment, '1', 30_000, { on: date('2026-02-10') })] };
    expect(of(88_000, corrected)).to.equal(30_000); // it was on another line then
  });

  it('counts money of the day of signature though a part was contested, credited or on its way then', () => {
    const payment = aPayment('p', '2026-02-01', 30_000);
    const covers = { ...plan, lines: [{ lineId: '1', amount: eur(88_000) }], total: eur(88_000) };
    const of = (with_: Partial<Account>): number => {
      const account = accountOf([line], {
        ...{ plans: [covers], ...with_, payments: [payment, ...(with_.payments ?? [])] },
        allocations: [allocated(payment, '1', 30_000), ...(with_.allocations ?? [])],
      });
      return planProgress(covers, makeLedger(account, date('2026-02-02')), 5).paid.minor;
    };
    const dispute: Dispute = {
      ...{ id: 'd', lineId: '1', itemIds: [], amount: eur(30_000), reason: 'quality', status: 'rejected' },
      ...{ openedOn: date('2026-01-20'), answerBy: date('2026-02-05') },
    };
    expect(of({ disputes: [dispute] })).to.equal(30_000);
    expect(of({ creditNotes: [aCreditNote('AV', '2026-01-15', 30_000)] })).to.equal(30_000);
    const cheque = aPayment('c', '2026-02-05', 30_000, { status: 'in-transit', means: 'cheque' });
    const coming = { payments: [cheque], allocations: [allocated(cheque, '1', 30_000, { on: date('2026-01-31') })] };
    expect(of(coming)).to.equal(30_000);
    expect(of({})).to.equal(0);
  });

  it('opens an instalment again when its payment comes back', () => {
    const payment = aPayment('p', '2026-02-20', 30_000, { status: 'returned', returnedOn: date('2026-03-10') });
    const of = { payments: [payment], allocations: [allocated(payment, '1', 30_000)] };
    expect(progress('2026-03-09', of).next?.position).to.equal(2);
    expect(progress('2026-03-10', of).next?.position).to.equal(1);
  });

  it('does not count the netted credit a second time when the accounts place it', () => {
    const placed = {
      ...allocated(aPayment('AV', '2026-02-10', 5_000), '1', 5_000),
      source: { kind: 'credit-note', id: 'AV' },
    } as const;
    expect(progress('2026-02-10', { creditNotes: [credit], allocations: [placed] }).paid.minor).to.equal(0);
  });

  it('counts a payment that was already on its way at signature once it closes the lines', () => {
    const payment = aPayment('early', '2026-01-31', 118_000);
    const of = progress('2026-02-10', { payments: [payment], allocations: [allocated(payment, '1', 118_000)] });
    expect([of.completed, of.next]).to.deep.equal([true, null]);
  });

  it('is complete exactly when the total is paid, and never more than that', () => {
    const payment = aPayment('p', '2026-02-20', 100_000);
    const of = progress('2026-02-20', { payments: [payment], allocations: [allocated(payment, '1', 100_000)] });
    expect([of.paid.minor, of.missing.minor, of.completed, of.late]).to.deep.equal([90_000, 0, true, false]);
    const short = aPayment('q', '2026-02-20', 89_999);
    expect(
      progress('2026-02-20', { payments: [short], allocations: [allocated(short, '1', 89_999)] }).completed,
    ).to.equal(false);
  });
});
