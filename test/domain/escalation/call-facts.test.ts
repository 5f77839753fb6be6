import { expect } from 'chai';
import { type PromiseToPay } from '../../../domain/account.ts';
import { date } from '../../../domain/civil-date.ts';
import { callFacts } from '../../../domain/escalation/call-facts.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { accountOf, aLine, allocated, aPayment, eur } from '../an-account.ts';

const on = date('2026-11-24');
const contacts = { today: 0, week: 0, month: 0, lastOn: null, withoutReply: 0, lastReplyOn: null };
const file = { contacts, causes: [], requestsWaiting: [] };

function promise(id: string, madeOn: string, status: PromiseToPay['status']): PromiseToPay {
  return { id, lines: [], amount: eur(100), due: date('2026-10-01'), madeOn: date(madeOn), status };
}

describe('the facts of a call', () => {
  it('take the habit from settled lines alone: the middle of the days after the due date', () => {
    const lines = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'].map((due, n) => aLine(`${n}`, due, 100));
    const paid = ['2026-02-02', '2026-03-30', '2026-03-29'].map((day, n) => aPayment(`p${n}`, day, 100));
    const allocations = paid.map((payment, n) => allocated(payment, `${n}`, 100));
    const ledger = makeLedger(accountOf(lines, { payments: paid, allocations }), on);
    expect(callFacts(ledger, file).habit).to.deep.equal({ lines: 3, medianDays: 2 });
    expect(callFacts(makeLedger(accountOf(lines), on), file).habit).to.equal(null);
  });

  it('name the last promise and the open disputes, not the answered ones', () => {
    const dispute = {
      ...{ lineId: '1', itemIds: [], amount: eur(50), reason: 'quality' as const },
      ...{ openedOn: date('2026-11-01'), answerBy: date('2026-12-01') },
    };
    const account = accountOf([aLine('1', '2026-10-01', 100)], {
      promises: [promise('b', '2026-09-10', 'broken'), promise('a', '2026-08-01', 'kept')],
      disputes: [
        { ...dispute, id: 'd1', status: 'open' },
        { ...dispute, id: 'd2', status: 'rejected' },
      ],
    });
    const facts = callFacts(makeLedger(account, on), file);
    expect(facts.lastPromise?.status).to.equal('broken');
    expect(facts.open.map(({ number, reason }) => [number, reason])).to.deep.equal([['FA-2026-1', 'quality']]);
  });
});
