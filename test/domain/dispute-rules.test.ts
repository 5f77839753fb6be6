import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type Invoice } from '../../domain/account.ts';
import { date } from '../../domain/civil-date.ts';
import { checkDispute, type DisputeWish } from '../../domain/dispute-rules.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import {
  accountOf,
  aCalendar,
  aHold,
  aLine,
  allocated,
  aPayment,
  aPolicy,
  eur,
  invoiceOf,
  today,
} from './an-account.ts';

const line = aLine('0088', '2026-01-01', 118_000);
const item = (id: string, minor: number): Invoice['items'][number] => ({
  id,
  position: 1,
  label: id,
  quantity: '1',
  amount: eur(minor),
  vatRate: '20',
});
const invoice = invoiceOf(line, { items: [item('machine', 95_000), item('service', 23_000), item('rebate', -500)] });

function account(with_: Partial<Account> = {}): Account {
  return accountOf([line], { invoices: [invoice], ...with_ });
}

function check(wish: Partial<DisputeWish>, with_: Partial<Account> = {}): ReturnType<typeof checkDispute> {
  const of: DisputeWish = { invoiceId: invoice.id, scope: { kind: 'all' }, reason: 'quality', ...wish };
  return checkDispute(of, makeLedger(account(with_), today), aPolicy(), aCalendar());
}

const items = (...itemIds: string[]): Partial<DisputeWish> => ({ scope: { kind: 'items', itemIds } });
const amount = (minor: number): Partial<DisputeWish> => ({ scope: { kind: 'amount', amount: eur(minor) } });

describe('a dispute', () => {
  it('of one item contests its amount and leaves the rest payable, with a deadline on us', () => {
    expect(check(items('service'))).to.deep.equal({
      kind: 'dispute',
      parts: [{ lineId: '0088', amount: eur(23_000) }],
      itemIds: ['service'],
      amount: eur(23_000),
      paidPart: eur(0),
      remaining: eur(95_000),
      answerBy: date('2026-03-31'),
    });
  });

  it('is answered on a working day', () => {
    const verdict = checkDispute(
      { invoiceId: invoice.id, scope: { kind: 'all' }, reason: 'vat' },
      makeLedger(account(), today),
      aPolicy(),
      aCalendar(today, [date('2026-03-31')]),
    );
    expect(verdict.kind === 'dispute' && verdict.answerBy).to.equal('2026-04-01');
  });

  it('never exceeds what is open: of a paid item, only the unpaid part, and a person hears of the other', () => {
    const payment = aPayment('p', '2026-02-01', 100_000);
    const paid = { payments: [payment], allocations: [allocated(payment, '0088', 100_000)] };
    const verdict = check(items('service'), paid);
    expect(
      verdict.kind === 'dispute' && [verdict.amount.minor, verdict.paidPart.minor, verdict.remaining.minor],
    ).to.deep.equal([18_000, 5_000, 0]);
    expect(check(amount(18_001), paid)).to.deep.equal({ kind: 'refused', why: 'amount-too-high', most: eur(18_000) });
  });

  it('is not opened twice on an item, nor on what is contested in full, nor on what is settled', () => {
    const open = {
      id: 'd',
      lineId: '0088',
      itemIds: ['service'],
      amount: eur(23_000),
      reason: 'quality',
      status: 'open',
      openedOn: date('2026-03-01'),
      answerBy: today,
    } as const;
    const of = (wish: Partial<DisputeWish>, with_: Partial<Account>): string => {
      const verdict = check(wish, with_);
      return verdict.kind === 'refused' ? verdict.why : verdict.kind;
    };
    expect(of(items('service'), { disputes: [open] })).to.equal('line-disputed');
    expect(of(items('machine'), { disputes: [open] })).to.equal('dispute');
    expect(of(items('service'), { disputes: [{ ...open, status: 'rejected' }] })).to.equal('dispute');
    expect(of({}, { holds: [aHold('0088', { reason: 'dispute' })] })).to.equal('line-disputed');
    const payment = aPayment('p', '2026-02-01', 118_000);
    expect(of({}, { payments: [payment], allocations: [allocated(payment, '0088', 118_000)] })).to.equal(
      'nothing-open',
    );
  });

  it('needs an invoice and items that exist, and an amount above nothing in its currency', () => {
    const why = (wish: Partial<DisputeWish>): string => {
      const verdict = check(wish);
      return verdict.kind === 'refused' ? verdict.why : verdict.kind;
    };
    expect(why({ invoiceId: 'none' })).to.equal('not-found');
    expect(why(items('none'))).to.equal('not-found');
    expect(why(items('service', 'none'))).to.equal('not-found');
    expect(why(items())).to.equal('not-found');
    expect(why(items('rebate'))).to.equal('amount-too-low');
    expect(why(amount(0))).to.equal('amount-too-low');
    expect(why({ scope: { kind: 'amount', amount: money(100, 'GBP') } })).to.equal('amount-too-low');
  });

  for (const reason of ['already-paid', 'number-missing'] as const) {
    it(`is none when the reason is ${reason}: a check that ends by itself`, () => {
      expect(check({ reason })).to.deep.equal({ kind: 'check', lineIds: ['0088'], until: date('2026-03-26') });
    });
  }

  it('is spread over the due lines in proportion, each part within what is open of its line', () => {
    const anyLines = fc.array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyLines, fc.nat(), (drawn, wish) => {
        const lines = drawn.map(([minor], index) =>
          aLine(`${index}`, '2026-01-01', minor, { invoiceId: 'i', position: index }),
        );
        const holds = drawn.map(([minor, percent], index) =>
          aHold(`${index}`, { reason: 'dispute', amount: eur(Math.floor((minor * percent) / 100)) }),
        );
        const most = drawn.reduce((total, [minor, percent]) => total + minor - Math.floor((minor * percent) / 100), 0);
        if (most === 0) return;
        const wanted = (wish % most) + 1;
        const ledger = makeLedger(accountOf(lines, { holds, invoices: [invoiceOf(lines[0]!)] }), today);
        const verdict = checkDispute(
          { invoiceId: 'i', scope: { kind: 'amount', amount: eur(wanted) }, reason: 'price' },
          ledger,
          aPolicy(),
          aCalendar(),
        );
        if (verdict.kind !== 'dispute') expect.fail(verdict.kind);
        expect(verdict.parts.reduce((total, part) => total + part.amount.minor, 0)).to.equal(wanted);
        expect(verdict.remaining.minor).to.equal(most - wanted);
        for (const part of verdict.parts) {
          const view = ledger.byLine.get(part.lineId)!;
          expect(part.amount.minor).to.be.within(1, view.open.minor - view.disputed.minor);
        }
      }),
      { numRuns: 300 },
    );
  });
});
