import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { indemnities, interest } from '../../../domain/charges.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { escalate, type EscalationInput } from '../../../domain/escalation/escalate.ts';
import { daysGivenBack } from '../../../domain/escalation/given-back.ts';
import { lineView, makeLedger } from '../../../domain/ledger.ts';
import { money } from '../../../domain/money.ts';
import { aHold, aLine, allocated, aCalendar, aCharge, aCreditNote, aPayment, eur, invoiceOf } from '../an-account.ts';
import { aCase, aCompany, aLevel, anEntry, aPolicy, day, daysAgo } from './a-case.ts';
import { told } from './told.ts';

const line = (id: string, late: number, minor = 10_000): ReturnType<typeof aLine> => aLine(id, daysAgo(late), minor);
const run = (account: Account, file: Partial<CaseFile> = {}, with_: Partial<EscalationInput> = {}): string[] =>
  told(aCase(account, file, with_));

function paid(account: Account, lineId: string, minor: number, with_: Parameters<typeof aPayment>[3] = {}): Account {
  const payment = aPayment(`pay-${lineId}`, daysAgo(1), minor, with_);
  return {
    ...account,
    payments: [...account.payments, payment],
    allocations: [...account.allocations, allocated(payment, lineId, minor)],
  };
}

/** Faults that other collection systems are known for. */
describe('faults seen elsewhere', () => {
  it('a debtor is not done with because the last of their invoices is paid', () => {
    const account = paid(aCompany([line('1', 5), line('2', 4)]), '2', 10_000);
    expect(run(account)).to.deep.equal(['notice courteous 1@2=10000 by email/sms']);
  });

  it('paying the principal alone does not make a claimed charge vanish', () => {
    const account = paid(aCompany([line('1', 5)], { charges: [aCharge('c', '1', 4_000)] }), '1', 10_000);
    expect(makeLedger(account, day).charges.map(({ open }) => open.minor)).to.deep.equal([4_000]);
  });

  it('a payment that came back does not chase what another one settled', () => {
    const back = paid(aCompany([line('1', 5)]), '1', 10_000, { status: 'returned', returnedOn: day });
    expect(run(back)).to.deep.equal(['notice courteous 1@2=10000 by email/sms']);
    const other = aPayment('other', daysAgo(1), 10_000);
    expect(
      run({
        ...back,
        payments: [...back.payments, other],
        allocations: [...back.allocations, allocated(other, '1', 10_000)],
      }),
    ).to.deep.equal([]);
  });

  it('each of several invoices keeps its own amount', () => {
    const account = paid(aCompany([line('1', 6, 10_000), line('2', 5, 20_000), line('3', 4, 30_000)]), '2', 5_000);
    expect(run(account)[0]).to.include('1@2=10000 2@2=15000 3@2=30000');
  });

  it('what is due today is not late', () => {
    const levels = [aLevel(1, 'courteous', 0)];
    const at = (late: number): string =>
      run(aCompany([line('1', late)]), {}, { policies: [aPolicy({ levels })] }).join();
    expect(at(0)).to.equal('1:not-due-yet 2026-06-17');
    expect(at(1)).to.include('notice courteous');
  });

  it('an invoice that falls due in future bears no negative interest', () => {
    const ledger = makeLedger(aCompany([line('1', -30)]), day);
    expect(interest(ledger, lineView(ledger, '1'), [], { noticeOn: null })).to.deep.equal({ kind: 'none' });
    expect(indemnities(ledger)).to.deep.equal([]);
  });

  it('the timer of a line is its own: paying the oldest makes no other line skip a rung', () => {
    const account = aCompany([line('1', 40), line('2', 30)]);
    const levels = ['courteous', 'call', 'firm'].map((id) => anEntry('1', id, 12));
    expect(run(paid(account, '1', 10_000), { levels })).to.deep.equal(['notice courteous 2@2=10000 by email/sms']);
  });

  it('a credit note and a write-off stop the chasing as a payment does', () => {
    const account = aCompany([line('1', 5)]);
    for (const kind of ['credit-note', 'write-off'] as const) {
      const note = aCreditNote('n', daysAgo(1), 10_000, { kind });
      const placed = {
        ...allocated(aPayment('n', daysAgo(1), 10_000), '1', 10_000),
        source: { kind: 'credit-note', id: 'n' } as const,
      };
      expect(run({ ...account, creditNotes: [note], allocations: [placed] }), kind).to.deep.equal([]);
    }
  });

  it('age is counted from the due day, not from the invoice', () => {
    const account = aCompany([line('1', 2)]);
    expect(
      run({
        ...account,
        invoices: [invoiceOf(account.lines[0]!, { issued: date('2024-01-01'), capacity: 'professional' })],
      }),
    ).to.deep.equal(['1:not-due-yet 2026-06-17']);
  });

  it('two invoices of one day stay two, in one order', () => {
    const [a, b] = [line('a', 5), line('b', 5)];
    expect(run(aCompany([b, a]))).to.deep.equal(run(aCompany([a, b])));
    expect(run(aCompany([b, a]))[0]).to.include('a@2=10000 b@2=10000');
  });

  it('a threshold looks at what is open, not at what was billed', () => {
    const levels = [aLevel(1, 'big', 3, { when: { fact: 'open', is: 'at-least', value: [eur(50_000)] } })];
    const at = (minor: number): string =>
      run(paid(aCompany([line('1', 5, 100_000)]), '1', minor), {}, { policies: [aPolicy({ levels })] }).join();
    expect(at(50_000)).to.include('notice big');
    expect(at(50_001)).to.equal('1:condition-not-met');
  });

  it('a level is not spent by a message that never left', () => {
    const levels = [anEntry('1', 'courteous', 1, { status: 'failed' })];
    expect(run(aCompany([line('1', 12)]), { levels })).to.deep.equal(['notice courteous 1@2=10000 by sms']);
  });

  it('a run every hour writes once', () => {
    const levels = [anEntry('1', 'courteous', 0, { status: 'queued' })];
    for (let hour = 0; hour < 100; hour += 1)
      expect(run(aCompany([line('1', 5)]), { levels })).to.deep.equal(['1:level-running']);
  });

  it('a missed day is caught up with', () => {
    for (const late of [3, 4, 6, 9])
      expect(run(aCompany([line('1', late)]))[0], String(late)).to.include('notice courteous');
  });

  it('nothing is asked the day after a person asked', () => {
    const contacts = { today: 0, week: 1, month: 1, lastOn: addDays(day, -1), withoutReply: 0, lastReplyOn: null };
    expect(run(aCompany([line('1', 5)]), { contacts })).to.deep.equal(['1:contact-too-recent 2026-06-18']);
  });

  it('a sign is read one way: minus is before the due day, plus is after', () => {
    expect(run(aCompany([line('1', -20)]))[0]).to.include('not-due-yet');
    expect(run(aCompany([line('1', -7)]))[0]).to.include('pre-due-check');
  });

  it('reminding one invoice does not hide the others', () => {
    const levels = [anEntry('1', 'courteous', 4)];
    expect(run(aCompany([line('1', 8), line('2', 5)]), { levels })[0]).to.equal(
      'notice courteous 1@0=10000 2@2=10000 by email/sms',
    );
  });

  it('an invoice paid in part is still reminded, of the rest', () => {
    expect(run(paid(aCompany([line('1', 5)]), '1', 4_000))[0]).to.include('1@2=6000');
  });

  it('a message that hangs for ever is given up, and goes by the next way', () => {
    const levels = [anEntry('1', 'courteous', 8, { status: 'queued' })];
    expect(run(aCompany([line('1', 12)]), { levels })).to.deep.equal(['notice courteous 1@2=10000 by sms']);
  });

  it('letters and calls are steps like any other', () => {
    const account = { ...aCompany([line('1', 25)]), points: [] };
    const levels = ['courteous', 'call'].map((id) => anEntry('1', id, 12));
    expect(run(account, { levels })).to.deep.equal(['notice firm 1@4=10000 by letter']);
    expect(run(aCompany([line('1', 12)]), { levels: levels.slice(0, 1) })[0]).to.include('by phone/');
  });

  it('a residue is compared in its own currency', () => {
    const pounds = aLine('1', daysAgo(5), 0, { amount: money(150, 'GBP') });
    const dollars = aLine('2', daysAgo(5), 0, { amount: money(150, 'USD') });
    expect(run(aCompany([pounds]))).to.deep.equal(['1:residue']);
    expect(run(aCompany([dollars]))[0]).to.include('2@2=150');
  });

  it('the rung reached is the policy’s own, not the last row’s nor a bare number', () => {
    const levels = [anEntry('1', 'call', 6), anEntry('1', 'courteous', 12)]; // the older one is listed last
    expect(run(aCompany([line('1', 25)]), { levels })[0]).to.include('notice firm');
    const other = anEntry('1', 'gentle', 12, { level: 4, policy: { id: 'own', version: '9' } });
    expect(
      run(
        aCompany([line('1', 25)]),
        { levels: [other] },
        { policies: [aPolicy({ mapping: { gentle: 'courteous' } })] },
      )[0],
    ).to.include('notice call');
  });

  it('an invoice that was 90 days late when it came in climbs no rung a day', () => {
    const account = aCompany([line('1', 90)]);
    expect(run(account)).to.deep.equal(['notice courteous 1@2=10000 by email/sms']);
    expect(run(account, { levels: [anEntry('1', 'courteous', 1)] })).to.deep.equal(['1:contact-too-recent 2026-06-18']);
  });

  it('a charge is for the lines of its level, not for all of the message', () => {
    const account = aCompany([line('1', 25), line('2', 5)]);
    const levels = ['courteous', 'call'].map((id) => anEntry('1', id, 12));
    expect(run(account, { levels })[0]).to.equal('notice firm 1@4=10000 2@2=10000 by email/letter');
  });

  it('days on which two pauses overlap are given back once', () => {
    const hold = (id: string, from: number, until: number): ReturnType<typeof aHold> =>
      aHold('1', { id, reason: 'check', from: addDays(day, -from), until: addDays(day, -until) });
    const given = (...holds: ReturnType<typeof aHold>[]): number => daysGivenBack(holds, [], addDays(day, -30), day);
    expect(given(hold('a', 20, 10))).to.equal(10);
    expect(given(hold('a', 20, 10), hold('b', 18, 12))).to.equal(10); // within
    expect(given(hold('a', 20, 10), hold('b', 20, 5))).to.equal(15); // the same start
    expect(given(hold('a', 20, 10), hold('b', 15, 10))).to.equal(10); // the same end
    expect(given(hold('a', 40, 25), hold('b', 5, -5))).to.equal(10); // before the first day, and not over yet
  });

  it('a pause that was withdrawn does not come back', () => {
    const holds = [aHold('1', { reason: 'check', from: addDays(day, -4), until: addDays(day, -4) })];
    expect(run(aCompany([line('1', 3)], { holds }))[0]).to.include('notice courteous');
  });

  it('interest counts payments and credit notes, not bills alone', () => {
    const table = [
      {
        id: 'r',
        kind: 'late-payment' as const,
        from: date('2026-01-01'),
        until: date('2026-07-01'),
        yearlyPpm: 121_500,
        source: 'test',
      },
    ];
    const account = paid(aCompany([line('1', 41, 100_000)]), '1', 100_000);
    const read = (of: Account): unknown => {
      const ledger = makeLedger(of, day);
      const found = interest(ledger, lineView(ledger, '1'), table, { noticeOn: null });
      return found.kind === 'proposal' ? found.charge.amount.minor : found.kind;
    };
    expect(read(account)).to.equal(1332); // 40 days, up to the day of the payment
    const note = aCreditNote('n', day, 100_000);
    const placed = {
      ...allocated(aPayment('n', day.toString(), 100_000), '1', 100_000),
      source: { kind: 'credit-note', id: 'n' } as const,
    };
    expect(read({ ...aCompany([line('1', 41, 100_000)]), creditNotes: [note], allocations: [placed] })).to.equal(
      'none',
    );
  });

  it('nothing goes out on what is contested, and a payment closes no dispute', () => {
    const dispute = {
      id: 'd',
      lineId: '1',
      itemIds: [],
      amount: eur(6_000),
      reason: 'quality',
      status: 'open',
      openedOn: daysAgo(2),
      answerBy: day,
    } as const;
    const account = aCompany([line('1', 5)], { disputes: [{ ...dispute, openedOn: addDays(day, -2) }] });
    expect(run(account)[0]).to.include('1@2=4000');
    expect(run(paid(account, '1', 4_000))).to.deep.equal(['1:disputed']);
  });

  it('the day is the debtor’s: a date is never moved by hours', () => {
    const account = aCompany([aLine('1', '2026-03-26', 10_000)]); // the clocks change on the 29th
    const at = (on: string): string => {
      const calendar = aCalendar(date(on));
      return told(
        aCase({ ...account, creditor: { ...account.creditor, knownTo: calendar.today } }, {}, { calendar }),
      ).join();
    };
    expect(at('2026-03-28')).to.equal('1:not-due-yet 2026-03-29');
    expect(at('2026-03-29')).to.include('notice courteous');
  });

  it('limits are counted from the file, so that two currencies share no counter of their own', () => {
    const lines = [line('1', 5), aLine('2', daysAgo(5), 0, { amount: money(10_000, 'GBP') })];
    expect(escalate(aCase(aCompany(lines))).steps).to.have.length(1);
  });
});
