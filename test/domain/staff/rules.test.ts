import { expect } from 'chai';
import { type Account, type DebtorKind, type Plan } from '../../../domain/account.ts';
import { type BlockFacts, whyNotBlock } from '../../../domain/block.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { noticeHolds } from '../../../domain/staff/notice-holds.ts';
import { mayPause, type ToldStep } from '../../../domain/staff/pause.ts';
import { defaultFrom, defaultNoticeDays, whyNoDefault } from '../../../domain/staff/plan-default.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { addWorkingDays } from '../../../domain/working-days.ts';
import { accountOf, aCalendar, aDebtor, aHold, aLine, eur, invoiceOf, today } from '../an-account.ts';

const line = aLine('l1', addDays(today, -20), 10_000);
const late = (with_: Partial<Account> = {}): Account => accountOf([line], with_);
const ledgerOf = (with_: Partial<Account> = {}): ReturnType<typeof makeLedger> => makeLedger(late(with_), today);
const free: BlockFacts = { essential: false, protection: null, pausedUntil: null, notBefore: null };
const dispute = {
  ...{ id: 'd1', lineId: 'l1', itemIds: [], amount: eur(100), reason: 'price' as const, status: 'open' as const },
  ...{ openedOn: addDays(today, -1), answerBy: addDays(today, 10) },
};
const plan: Plan = {
  ...{ id: 'p1', lines: [{ lineId: 'l1', amount: eur(10_000) }], total: eur(10_000), frequency: 'month' },
  ...{ instalments: [], status: 'active', signedOn: addDays(today, -30), termsHash: 'h' },
};

describe('a block', () => {
  it('is possible where something is late and nothing speaks against it', () => {
    expect(whyNotBlock(ledgerOf(), free)).to.equal(null);
    expect(whyNotBlock(makeLedger(late(), addDays(today, -20)), free)).to.equal('nothing-late');
  });

  const cases: readonly (readonly [string, Partial<Account>, Partial<BlockFacts>])[] = [
    ['essential', {}, { essential: true }],
    ['parked', { debtor: aDebtor({ parked: 'x' }) }, {}],
    ['vulnerable', {}, { protection: 'guardianship' }],
    ['vulnerable', { holds: [aHold(null, { reason: 'vulnerable', amount: null })] }, {}],
    ['disputed', { disputes: [dispute] }, {}],
    ['disputed', { holds: [aHold('l1', { reason: 'check', amount: null })] }, {}],
    [
      'promised',
      {
        promises: [
          {
            ...{ id: 'pr', lines: [], amount: eur(1), due: addDays(today, 3), madeOn: today, status: 'open' },
          },
        ],
      },
      {},
    ],
    ['planned', { plans: [plan] }, {}],
    ['planned', { plans: [{ ...plan, status: 'late' }] }, {}],
    ['nothing-late', { lines: [{ ...line, closed: 'agency' }] }, {}],
    ['nothing-late', { lines: [{ ...line, timeBarredFrom: today }] }, {}],
    ['sales-pause', {}, { pausedUntil: addDays(today, 1) }],
    ['too-early', {}, { notBefore: addDays(today, 1) }],
  ];
  for (const [why, account, facts] of cases) {
    it(`is refused: ${why} (${JSON.stringify(Object.keys({ ...account, ...facts }))})`, () => {
      expect(whyNotBlock(ledgerOf(account), { ...free, ...facts })).to.equal(why);
    });
  }

  it('is possible from the day the pause and the word to the sales owner have run out', () => {
    expect(whyNotBlock(ledgerOf(), { ...free, pausedUntil: today, notBefore: today })).to.equal(null);
  });
});

describe('a pause of the sales owner', () => {
  const sacha: StaffUser = { id: 'i', handle: 'sacha', name: 'Sacha', roles: ['sales'], disabled: false };
  const told: ToldStep = { levelId: 'formal', lineIds: ['l1', 'l2'], pausedUntil: null };
  const wish = { salesOwner: 'sacha', days: 5, reason: 'They pay on Friday.' };
  const calendar = aCalendar(today, [date('2026-03-18')]);
  const pause = (with_: Partial<typeof wish>, steps: readonly ToldStep[] = [told], who = sacha): string => {
    const verdict = mayPause(who, { ...wish, ...with_ }, steps, calendar);
    return verdict.kind === 'ok' ? verdict.until : verdict.why;
  };

  it('lasts at most five working days, holidays not counted', () => {
    // From Monday: Tuesday, (Wednesday a holiday,) Thursday, Friday, Monday, Tuesday.
    expect(pause({})).to.equal('2026-03-24');
    expect(pause({ days: 1 })).to.equal('2026-03-17');
    for (const days of [0, 6, -1, 1.5, Number.NaN]) expect(pause({ days })).to.equal('days-out-of-range');
  });

  it('is given once for a step and its lines, with a reason, on one’s own account, of what was told', () => {
    const paused = { ...told, pausedUntil: today };
    expect(pause({}, [paused])).to.equal('paused-before');
    expect(pause({}, [paused, { ...told, lineIds: ['l2', 'l9'] }])).to.equal('paused-before');
    expect(pause({}, [paused, { ...told, lineIds: ['l9'] }])).to.equal('2026-03-24');
    expect(pause({}, [paused, { ...told, levelId: 'agency' }])).to.equal('2026-03-24');
    expect(pause({ reason: '  ' })).to.equal('reason-missing');
    expect(pause({}, [])).to.equal('nothing-told');
    expect(pause({ salesOwner: 'other' })).to.equal('not-own-account');
    expect(pause({}, [told], { ...sacha, roles: ['manager'] })).to.equal('not-own-account');
    expect(pause({}, [told], { ...sacha, disabled: true })).to.equal('not-own-account');
  });

  it('counts working days from the next one on', () => {
    expect(addWorkingDays(calendar, date('2026-03-20'), 1)).to.equal('2026-03-23');
    expect(addWorkingDays(calendar, date('2026-03-20'), 0)).to.equal('2026-03-20');
  });
});

describe('the end of a plan', () => {
  it('comes after thirty days for a consumer and eight for a company, or the policy’s when they are more', () => {
    const days = (kind: DebtorKind, policy: number | null): number => defaultNoticeDays(kind, policy);
    expect([
      days('consumer', null),
      days('sole-trader', null),
      days('company', null),
      days('public-body', null),
    ]).to.deep.equal([30, 30, 8, 8]);
    expect([days('consumer', 8), days('company', 15)]).to.deep.equal([30, 15]);
  });

  it('comes the day after the notice’s last day at the earliest, and never of a plan that is not late', () => {
    const notice = { postedOn: date('2026-03-01'), days: 8 };
    expect(defaultFrom(notice)).to.equal('2026-03-10');
    expect(whyNoDefault({ status: 'late' }, notice, date('2026-03-09'))).to.equal('too-early');
    expect(whyNoDefault({ status: 'late' }, notice, date('2026-03-10'))).to.equal(null);
    expect(whyNoDefault({ status: 'late' }, { postedOn: null, days: 8 }, date('2026-09-10'))).to.equal('not-posted');
    expect(whyNoDefault({ status: 'active' }, notice, date('2026-03-10'))).to.equal('plan-not-late');
    expect(whyNoDefault({ status: 'completed' }, notice, date('2026-03-10'))).to.equal('plan-not-late');
  });
});

describe('a notice that waits', () => {
  const drawn = [{ lineId: 'l1', claim: eur(10_000) }];
  const holds = (with_: Partial<Account> = {}, lines = drawn): boolean => noticeHolds(lines, ledgerOf(with_));

  it('holds while all it asks for is owed', () => {
    expect(holds()).to.be.true;
    expect(holds({}, [{ lineId: 'l1', claim: eur(9000) }])).to.be.true;
  });

  it('no longer holds once a cent of it is paid, contested, held, closed or time-barred', () => {
    expect(holds({ lines: [{ ...line, amount: eur(9999) }], invoices: [invoiceOf({ ...line, amount: eur(9999) })] })).to
      .be.false;
    expect(holds({ disputes: [dispute] })).to.be.false;
    expect(holds({ holds: [aHold('l1', { reason: 'promise', amount: eur(1) })] })).to.be.false;
    expect(holds({ holds: [aHold(null, { reason: 'vulnerable', amount: null })] })).to.be.false;
    expect(holds({ lines: [{ ...line, closed: 'agency' }] })).to.be.false;
    expect(holds({ lines: [{ ...line, timeBarredFrom: today }] })).to.be.false;
    expect(holds({ debtor: aDebtor({ parked: 'x' }) })).to.be.false;
    expect(holds({}, [{ lineId: 'gone', claim: eur(1) }])).to.be.false;
  });
});
