import { expect } from 'chai';
import { type Account } from '../../domain/account.ts';
import { date } from '../../domain/civil-date.ts';
import { limitationOf } from '../../domain/limitation-of.ts';
import { accountOf, aLine, allocated, aPayment, eur } from './an-account.ts';

const line = aLine('0101', '2024-03-15', 10_000);
const words = { lines: [{ lineId: line.id, amount: eur(10_000) }], amount: eur(10_000), due: date('2025-02-01') };

function owed(with_: Partial<Account> = {}): Account {
  return accountOf([line], with_);
}

describe('how long a line may be asked for', () => {
  it('runs from its due date where nothing acknowledged it', () => {
    expect(limitationOf(owed(), line)).to.deep.equal({
      from: '2024-03-15',
      until: '2026-03-16',
      interruptions: [],
    });
  });

  it('begins anew with each acknowledgement, which is named with its proof', () => {
    const payment = aPayment('P1', '2025-06-01', 1000);
    const account = owed({
      payments: [payment],
      allocations: [allocated(payment, line.id, 1000)],
      promises: [{ id: 'W1', ...words, madeOn: date('2025-01-10'), status: 'broken' }],
    });
    expect(limitationOf(account, line)).to.deep.equal({
      from: '2025-06-01',
      until: '2027-06-02',
      interruptions: [
        { on: '2025-01-10', why: 'promise', proof: 'promise:W1' },
        { on: '2025-06-01', why: 'part-payment', proof: 'payment:P1' },
      ],
    });
  });

  it('is not revived by what came too late, nor moved by money that came back', () => {
    const late = owed({ promises: [{ id: 'W1', ...words, madeOn: date('2026-03-16'), status: 'open' }] });
    expect(limitationOf(late, line)).to.deep.include({ until: '2026-03-16', interruptions: [] });
    const back = aPayment('P1', '2025-06-01', 1000, { status: 'returned', returnedOn: date('2025-06-09') });
    const returned = owed({ payments: [back], allocations: [allocated(back, line.id, 1000)] });
    expect(limitationOf(returned, line).until).to.equal('2026-03-16');
  });

  it('takes the shorter period of a policy, and the earlier day of the accounts', () => {
    expect(limitationOf(owed(), line, 'one-year').until).to.equal('2025-03-16');
    const known = { ...line, timeBarredFrom: date('2025-12-01') };
    expect(limitationOf(accountOf([known]), known).until).to.equal('2025-12-01');
  });
});
