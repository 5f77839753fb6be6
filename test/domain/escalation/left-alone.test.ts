import { expect } from 'chai';
import { type Account, type DueLine } from '../../../domain/account.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { escalate, type EscalationInput } from '../../../domain/escalation/escalate.ts';
import { aHold, aLine, allocated, aPayment, eur } from '../an-account.ts';
import { aCase, aCompany, anEntry, day, daysAgo } from './a-case.ts';
import { told } from './told.ts';

const late = (days: number, with_: Partial<Account> = {}): Account =>
  aCompany([aLine('1', daysAgo(days), 10_000)], with_);
const courteous = ['notice courteous 1@2=10000 by email/sms'];

describe('what leaves a line alone', () => {
  const of = (with_: Partial<Account>, file: Partial<CaseFile> = {}): string[] => told(aCase(late(5, with_), file));
  const line = (with_: Partial<DueLine>): string[] => told(aCase(aCompany([aLine('1', daysAgo(5), 10_000, with_)])));
  const promise = {
    id: 'p',
    lines: [{ lineId: '1', amount: eur(10_000) }],
    amount: eur(10_000),
    due: addDays(day, 5),
    madeOn: day,
    status: 'open' as const,
  };
  const transit = aPayment('t', daysAgo(1), 10_000, { status: 'in-transit' });
  const cash = aPayment('c', daysAgo(1), 10_000);

  const table: readonly (readonly [string, () => string[], string])[] = [
    [
      'a hold of any reason',
      () => of({ holds: [aHold('1', { reason: 'check', until: addDays(day, 4) })] }),
      '1:held 2026-06-20',
    ],
    ['a hold of the account', () => of({ holds: [aHold(null, { reason: 'vulnerable' })] }), '1:held'],
    ['a dispute', () => of({ holds: [aHold('1', { reason: 'dispute' })] }), '1:disputed'],
    ['a promise', () => of({ promises: [promise] }), '1:promise-running 2026-06-21'],
    [
      'money on its way',
      () => of({ payments: [transit], allocations: [allocated(transit, '1', 10_000)] }),
      '1:money-in-transit',
    ],
    ['a debit that was presented', () => line({ means: 'direct-debit' }), '1:money-in-transit'],
    ['money nobody placed', () => of({ payments: [cash] }), '1:unmatched-cash'],
    ['money that may be theirs', () => of({}, { unmatchedCash: [eur(10_000)] }), '1:unmatched-cash'],
    ['limitation', () => line({ timeBarredFrom: day }), '1:time-barred'],
    ['an agency', () => line({ closed: 'agency' }), '1:agency-or-legal'],
    ['a residue', () => told(aCase(aCompany([aLine('1', daysAgo(5), 199)]))), '1:residue'],
    ['a request of theirs', () => of({}, { requestsWaiting: [{ kind: 'plan', since: day }] }), '*:request-waiting'],
    ['a person who holds the conversation', () => of({}, { humanHolding: true }), '*:human-speaking'],
    ['a lawyer', () => of({}, { ceased: true }), '*:ceased'],
    ['a death', () => of({}, { protection: 'deceased' }), '*:deceased'],
    ['a guardianship', () => of({}, { protection: 'guardianship' }), '*:protected'],
    ['the sales owner', () => of({}, { pausedUntil: addDays(day, 2) }), '*:sales-pause 2026-06-18'],
  ];
  for (const [what, told_, expected] of table) it(what, () => expect(told_()).to.deep.equal([expected]));

  it('asks for what is left of a part disputed, promised or held', () => {
    const part = { ...promise, lines: [{ lineId: '1', amount: eur(2_000) }], amount: eur(2_000) };
    const holds = [aHold('1', { reason: 'dispute', amount: eur(3_000) })];
    expect(of({ holds, promises: [part] })).to.deep.equal(['notice courteous 1@2=5000 by email/sms']);
  });

  it('asks again once the hold is over or the pause has passed', () => {
    expect(of({ holds: [aHold('1', { reason: 'check', from: daysAgo(0) as never, until: day })] })).to.deep.equal(
      courteous,
    );
    expect(of({}, { pausedUntil: day })).to.deep.equal(courteous);
  });

  it('waits for accounts that are known: 3 working days for a demand, 1 for a formal notice, never on nobody’s word', () => {
    const known = (knownTo: string | null, levels: ReturnType<typeof anEntry>[] = [], days = 5): string => {
      const account = late(days);
      const creditor = { ...account.creditor, knownTo: knownTo === null ? null : date(knownTo) };
      return told(aCase({ ...account, creditor }, { levels })).join();
    };
    expect(known('2026-06-11')).to.equal(courteous[0]); // Thursday: Friday, Monday and today are three
    expect(known('2026-06-10')).to.equal('1:accounts-stale');
    expect(known(null)).to.equal('1:accounts-stale');
    const levels = ['courteous', 'call', 'firm'].map((id) => anEntry('1', id, 12));
    expect(known('2026-06-15', levels, 40)).to.include('notice formal');
    expect(known('2026-06-12', levels, 40)).to.equal('1:accounts-stale');
  });

  it('leaves days between contacts, people’s calls included, and keeps to the counts', () => {
    const contacts = { today: 0, week: 0, month: 0, lastOn: null, withoutReply: 0, lastReplyOn: null };
    const after = (with_: object): string => of({}, { contacts: { ...contacts, ...with_ } }).join();
    expect(after({ lastOn: addDays(day, -2) })).to.equal('1:contact-too-recent 2026-06-17');
    expect(after({ lastOn: addDays(day, -3) })).to.equal(courteous[0]);
    expect(after({ week: 3 })).to.equal('1:too-frequent');
  });

  it('parks what no signed policy fits, and tells a person', () => {
    const at = (input: Partial<EscalationInput>, country = 'FR'): object => {
      const account = late(5);
      const { steps, parked, refusals } = escalate(
        aCase({ ...account, debtor: { ...account.debtor, country } }, {}, input),
      );
      return { steps: steps.length, parked, gates: refusals.map(({ gate }) => gate) };
    };
    const parked = (reason: string): object => ({ steps: 0, parked: [{ lineId: '1', reason }], gates: ['no-policy'] });
    expect(at({ policies: [] })).to.deep.equal(parked('not-signed:fr-b2b'));
    expect(at({}, 'DE')).to.deep.equal(parked('no-pack:DE'));
    expect(at({}, '')).to.deep.equal({ ...parked('unknown-country'), gates: ['debtor-unknown'] });
  });

  it('asks nobody whose invoices another company pays, and tells a person once they are late', () => {
    const of = (days: number): object => {
      const account = late(days);
      const { steps, parked, refusals } = escalate(
        aCase({ ...account, debtor: { ...account.debtor, paidByOther: true } }),
      );
      return { steps: steps.length, parked, gates: refusals.map(({ gate }) => gate) };
    };
    expect(of(5)).to.deep.equal({
      steps: 0,
      parked: [{ lineId: '1', reason: 'paid-by-other' }],
      gates: ['paid-by-other'],
    });
    expect(of(-2)).to.deep.equal({ steps: 0, parked: [], gates: ['paid-by-other'] });
  });
});
