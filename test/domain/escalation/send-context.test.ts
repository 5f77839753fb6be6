import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { addDays } from '../../../domain/civil-date.ts';
import { maySend } from '../../../domain/contact-gate.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { sendContext, type Sending } from '../../../domain/escalation/send-context.ts';
import { aHold, aLine, allocated, aCalendar, aPayment, eur } from '../an-account.ts';
import { aCompany, aFile, aPoint, aPolicy, day, daysAgo } from './a-case.ts';

const now = Date.parse('2026-06-16T09:00:00Z');
const line = aLine('1', daysAgo(5), 10_000);
const transit = aPayment('t', daysAgo(1), 10_000, { status: 'in-transit' });
const cash = aPayment('c', daysAgo(1), 10_000);
const paid = aPayment('p', daysAgo(0), 10_000);

type With = {
  readonly account?: Partial<Account>;
  readonly file?: Partial<CaseFile>;
  readonly sending?: Partial<Sending>;
};

function code({ account = {}, file = {}, sending = {} }: With): string {
  const context = sendContext({
    ...{
      account: aCompany([line], account),
      file: aFile(file),
      policy: aPolicy(),
      calendar: aCalendar(day),
      point: aPoint('mail'),
    },
    ...{
      lines: [{ lineId: '1', claim: eur(10_000) }],
      legal: 'none',
      now,
      localMinute: 660,
      stopped: false,
      creditorActive: true,
    },
    ...{ template: false, mentionsPresent: true, alreadySent: false },
    ...sending,
  });
  const verdict = maySend('demand', context);
  return verdict.allowed ? 'sent' : verdict.code;
}

const debtor = aCompany([line]).debtor;
const creditor = aCompany([line]).creditor;
const third = { creditor: { ...creditor, role: 'third-party' as const } };
const first = { mandate: true, firstLetter: { reference: 'R', on: day } };
const promise = {
  id: 'p',
  lines: [{ lineId: '1', amount: eur(10_000) }],
  amount: eur(10_000),
  due: addDays(day, 5),
  madeOn: day,
  status: 'open' as const,
};
const contacts = { today: 1, week: 1, month: 1, lastOn: day, withoutReply: 0, lastReplyOn: null };

describe('a demand at the door', () => {
  const cases: readonly (readonly [string, With, string])[] = [
    ['nothing in the way', {}, 'sent'],
    ['the kill switch', { sending: { stopped: true } }, 'kill-switch'],
    ['a creditor who is not active', { sending: { creditorActive: false } }, 'creditor-inactive'],
    ['a person who holds the conversation', { file: { humanHolding: true } }, 'human-speaking'],
    ['a parked account', { account: { debtor: { ...debtor, parked: 'review' } } }, 'account-parked'],
    ['no policy', { sending: { policy: null } }, 'policy-not-signed'],
    ['an unknown country', { account: { debtor: { ...debtor, country: '' } } }, 'debtor-unknown'],
    ['a death', { file: { protection: 'deceased' } }, 'deceased'],
    ['a minor', { file: { protection: 'minor' } }, 'protected'],
    [
      'proceedings',
      {
        file: { proceedings: [{ kind: 'insolvency', judgedOn: day, publishedOn: null, reference: null, since: day }] },
      },
      'insolvency',
    ],
    ['limitation', { account: { lines: [{ ...line, timeBarredFrom: day }] } }, 'time-barred'],
    ['a dispute', { account: { holds: [aHold('1', { reason: 'dispute' })] } }, 'disputed'],
    ['a lawyer', { file: { ceased: true } }, 'ceased'],
    ['a hold of the line', { account: { holds: [aHold('1', { reason: 'check' })] } }, 'held'],
    ['the sales owner', { file: { pausedUntil: addDays(day, 1) } }, 'held'],
    ['a request of theirs', { file: { requestsWaiting: [{ kind: 'plan', since: day }] } }, 'request-waiting'],
    ['STOP', { sending: { point: aPoint('mail', { optedOut: true }) } }, 'opted-out'],
    ['"not me"', { sending: { point: aPoint('mail', { quarantined: true }) } }, 'address-quarantined'],
    ['an address not of record', { sending: { point: aPoint('mail', { usableFrom: now + 1 }) } }, 'address-unverified'],
    ['an address of record since now', { sending: { point: aPoint('mail', { usableFrom: now }) } }, 'sent'],
    ['a third party without a mandate', { account: third }, 'no-mandate'],
    ['a third party without a first letter', { account: third, file: { mandate: true } }, 'no-mandate'],
    ['a promise', { account: { promises: [promise] } }, 'promise-running'],
    ['a plan', { account: { holds: [aHold('1', { reason: 'plan' })] } }, 'plan-on-time'],
    [
      'money on its way',
      { account: { payments: [transit], allocations: [allocated(transit, '1', 10_000)] } },
      'money-in-transit',
    ],
    ['old accounts', { sending: { calendar: aCalendar(addDays(day, 6)) } }, 'accounts-stale'],
    [
      'accounts too old for a formal notice',
      { sending: { calendar: aCalendar(addDays(day, 2)), legal: 'formal-notice' } },
      'accounts-stale',
    ],
    ['accounts recent enough for a reminder', { sending: { calendar: aCalendar(addDays(day, 2)) } }, 'sent'],
    ['money nobody placed', { account: { payments: [cash] } }, 'unmatched-cash'],
    ['a payment since', { account: { payments: [paid], allocations: [allocated(paid, '1', 10_000)] } }, 'nothing-open'],
    ['a line that is gone', { sending: { lines: [{ lineId: 'gone', claim: eur(1) }] } }, 'nothing-open'],
    ['no line at all', { sending: { lines: [] } }, 'nothing-open'],
    ['a closed window', { sending: { point: aPoint('wa', { channel: 'whatsapp' }) } }, 'channel-window'],
    [
      'an open window',
      { file: { windowUntil: now + 1 }, sending: { point: aPoint('wa', { channel: 'whatsapp' }) } },
      'sent',
    ],
    [
      'a window that just closed',
      { file: { windowUntil: now }, sending: { point: aPoint('wa', { channel: 'whatsapp' }) } },
      'channel-window',
    ],
    ['an approved template', { sending: { template: true, point: aPoint('wa', { channel: 'whatsapp' }) } }, 'sent'],
    [
      'a third party on WhatsApp',
      { account: third, file: first, sending: { template: true, point: aPoint('wa', { channel: 'whatsapp' }) } },
      'channel-window',
    ],
    ['a contact today', { file: { contacts } }, 'too-frequent'],
    ['the night', { sending: { localMinute: 1200 } }, 'quiet-hours'],
    [
      'a Saturday',
      {
        account: { creditor: { ...creditor, knownTo: addDays(day, 4) } },
        sending: { calendar: aCalendar(addDays(day, 4)) },
      },
      'quiet-hours',
    ],
    ['a mention that is not there', { sending: { mentionsPresent: false } }, 'mentions-missing'],
    [
      'a part that was contested since',
      { account: { holds: [aHold('1', { reason: 'dispute', amount: eur(1) })] } },
      'amount-changed',
    ],
    ['a message that left', { sending: { alreadySent: true } }, 'already-sent'],
  ];
  for (const [what, with_, expected] of cases) it(`${what}: ${expected}`, () => expect(code(with_)).to.equal(expected));

  it('judges each line by itself: the one refused leaves, the other stays', () => {
    const account = {
      ...aCompany([line, aLine('2', daysAgo(5), 5_000)], { holds: [aHold('2', { reason: 'check' })] }),
    };
    const one = (lineId: string, minor: number): string =>
      code({ account, sending: { account, lines: [{ lineId, claim: eur(minor) }] } });
    expect([one('1', 10_000), one('2', 5_000)]).to.deep.equal(['sent', 'held']);
  });
});
