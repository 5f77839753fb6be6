import { expect } from 'chai';
import { type ContactContext, type ContactPolicy, type Gate, gates, maySend } from '../../../domain/contact-gate.ts';
import { type PackId, packIds } from '../../../domain/escalation/policy.ts';
import { type MessageClass } from '../../../domain/message.ts';

// The second implementation: a table of words, read apart from the code. Each gate: when it is closed, and what it then stops.
const french: ContactPolicy = {
  ...{ perDay: 1, perWeek: 3, perMonth: 10 },
  hours: [
    { fromMinute: 600, untilMinute: 780 },
    { fromMinute: 840, untilMinute: 1200 },
  ],
};
const day = (fromMinute: number, untilMinute: number): ContactPolicy['hours'] => [{ fromMinute, untilMinute }];
const policies: Readonly<Record<PackId, ContactPolicy>> = {
  'fr-b2b': french,
  'fr-b2c': french,
  'fr-public': { ...french, perWeek: 1, perMonth: 4 },
  'fr-third-party': french,
  uk: { perDay: 1, perWeek: 3, perMonth: 10, hours: day(480, 1260) },
  'us-reg-f': { perDay: 1, perWeek: 2, perMonth: 7, hours: day(480, 1260) },
};

function openFor(pack: PackId): ContactContext {
  const claim = {
    open: true,
    timeBarred: false,
    disputed: false,
    promised: false,
    planOnTime: false,
    inTransit: false,
  };
  const off = { killSwitch: false, humanSpeaking: false, parked: false, insolvency: false, ceased: false, held: false };
  return {
    ...off,
    ...{ creditorActive: true, policy: policies[pack], debtorKnown: true, state: 'ordinary' },
    ...{ requestWaiting: false, accountsStale: false },
    claim: { ...claim, held: false, unmatchedCash: false, amountCurrent: true },
    address: { channel: 'sms', optedOut: false, quarantined: false, verified: true, windowOpen: false },
    mandate: pack === 'fr-third-party' ? 'third-party-ready' : 'first-party',
    contacts: { today: 0, week: 0, month: 0 },
    ...{ localMinute: 900, workingDay: true, mentionsPresent: true, alreadySent: false },
  };
}

type Change = (context: ContactContext, pack: PackId) => ContactContext;
type Cell = readonly [Gate, 'rsd' | 'sd' | 'd', Change, Change];
const same: Change = (context) => context;
const claim =
  (with_: Partial<ContactContext['claim']>): Change =>
  (of) => ({ ...of, claim: { ...of.claim, ...with_ } });
const address =
  (with_: Partial<ContactContext['address']>): Change =>
  (of) => ({ ...of, address: { ...of.address, ...with_ } });
const set =
  (with_: Partial<ContactContext>): Change =>
  (of) => ({ ...of, ...with_ });
const contacts =
  (less: number): Change =>
  (of, pack) => ({ ...of, contacts: { today: 0, week: policies[pack].perWeek - less, month: 0 } });
const lastMinute =
  (plus: number): Change =>
  (of, pack) => ({ ...of, localMinute: policies[pack].hours.at(-1)!.untilMinute + plus });

/** The gate, what it stops, how it is closed, and the nearest case in which it is not. */
const table: readonly Cell[] = [
  ['kill-switch', 'rsd', set({ killSwitch: true }), same],
  ['creditor-inactive', 'rsd', set({ creditorActive: false }), same],
  ['human-speaking', 'rsd', set({ humanSpeaking: true }), same],
  ['account-parked', 'd', set({ parked: true }), same],
  ['policy-not-signed', 'd', set({ policy: null }), same],
  ['debtor-unknown', 'd', set({ debtorKnown: false }), same],
  ['deceased', 'sd', set({ state: 'deceased' }), same],
  ['protected', 'd', set({ state: 'protected' }), same],
  ['insolvency', 'd', set({ insolvency: true }), same],
  ['time-barred', 'd', claim({ timeBarred: true }), same],
  ['disputed', 'd', claim({ disputed: true }), same],
  ['ceased', 'd', set({ ceased: true }), same],
  ['held', 'd', claim({ held: true }), same],
  ['request-waiting', 'd', set({ requestWaiting: true }), same],
  ['opted-out', 'sd', address({ optedOut: true }), same],
  ['address-quarantined', 'sd', address({ quarantined: true }), same],
  ['address-unverified', 'sd', address({ verified: false }), same],
  ['no-mandate', 'd', set({ mandate: 'third-party-not-ready' }), set({ mandate: 'third-party-ready' })],
  ['promise-running', 'd', claim({ promised: true }), same],
  ['plan-on-time', 'd', claim({ planOnTime: true }), same],
  ['money-in-transit', 'd', claim({ inTransit: true }), same],
  ['accounts-stale', 'd', set({ accountsStale: true }), same],
  ['unmatched-cash', 'd', claim({ unmatchedCash: true }), same],
  ['nothing-open', 'd', claim({ open: false }), same],
  ['channel-window', 'rsd', address({ channel: 'whatsapp' }), address({ channel: 'whatsapp', windowOpen: true })],
  ['too-frequent', 'd', contacts(0), contacts(1)],
  ['quiet-hours', 'sd', lastMinute(0), lastMinute(-1)],
  ['mentions-missing', 'rsd', set({ mentionsPresent: false }), same],
  ['amount-changed', 'rsd', claim({ amountCurrent: false }), same],
  ['already-sent', 'rsd', set({ alreadySent: true }), same],
];

const classes: readonly (readonly [MessageClass, string])[] = [
  ['reply', 'r'],
  ['service', 's'],
  ['demand', 'd'],
];

const strict = french.hours;

function isFull({ policy, contacts: n }: ContactContext): boolean {
  if (policy === null) return true;
  return n.today - policy.perDay >= 0 || n.week - policy.perWeek >= 0 || n.month - policy.perMonth >= 0;
}

function isNight({ policy, localMinute: m, workingDay }: ContactContext): boolean {
  for (const h of policy === null ? strict : policy.hours)
    if (m >= h.fromMinute && m <= h.untilMinute - 1) return !workingDay;
  return true;
}

/** When each gate is wrong, read word by word. */
const wrong: Readonly<Record<Gate, (c: ContactContext) => boolean>> = {
  'kill-switch': (c) => c.killSwitch,
  'creditor-inactive': (c) => !c.creditorActive,
  'human-speaking': (c) => c.humanSpeaking,
  'account-parked': (c) => c.parked,
  'policy-not-signed': (c) => c.policy === null,
  'debtor-unknown': (c) => !c.debtorKnown,
  deceased: (c) => c.state === 'deceased',
  protected: (c) => c.state === 'protected',
  insolvency: (c) => c.insolvency,
  'time-barred': (c) => c.claim.timeBarred,
  disputed: (c) => c.claim.disputed,
  ceased: (c) => c.ceased,
  held: (c) => c.held || c.claim.held,
  'request-waiting': (c) => c.requestWaiting,
  'opted-out': (c) => c.address.optedOut,
  'address-quarantined': (c) => c.address.quarantined,
  'address-unverified': (c) => !c.address.verified,
  'no-mandate': (c) => c.mandate === 'third-party-not-ready',
  'promise-running': (c) => c.claim.promised,
  'plan-on-time': (c) => c.claim.planOnTime,
  'money-in-transit': (c) => c.claim.inTransit,
  'accounts-stale': (c) => c.accountsStale,
  'unmatched-cash': (c) => c.claim.unmatchedCash,
  'nothing-open': (c) => !c.claim.open,
  'channel-window': (c) => c.address.channel === 'whatsapp' && !c.address.windowOpen,
  'too-frequent': isFull,
  'quiet-hours': isNight,
  'mentions-missing': (c) => !c.mentionsPresent,
  'amount-changed': (c) => !c.claim.amountCurrent,
  'already-sent': (c) => c.alreadySent,
};

/** A small generator of its own (mulberry32), so that the hundred thousand cases are the same on every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function anyContext(next: () => number): ContactContext {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
  const rare = (): boolean => next() < 0.03;
  const pack = pick(packIds);
  const flags = {
    killSwitch: rare(),
    creditorActive: !rare(),
    humanSpeaking: rare(),
    parked: rare(),
    debtorKnown: !rare(),
  };
  return {
    ...flags,
    policy: rare() ? null : policies[pack],
    state: rare() ? pick(['deceased', 'protected'] as const) : 'ordinary',
    ...{ insolvency: rare(), ceased: rare(), held: rare(), requestWaiting: rare(), accountsStale: rare() },
    claim: {
      ...{
        open: !rare(),
        timeBarred: rare(),
        disputed: rare(),
        promised: rare(),
        planOnTime: rare(),
        inTransit: rare(),
      },
      ...{ held: rare(), unmatchedCash: rare(), amountCurrent: !rare() },
    },
    address: {
      channel: pick(['sms', 'email', 'whatsapp'] as const),
      ...{ optedOut: rare(), quarantined: rare(), verified: !rare(), windowOpen: next() < 0.8 },
    },
    mandate: pick(['first-party', 'first-party', 'first-party', 'third-party-ready', 'third-party-not-ready'] as const),
    contacts: { today: next() < 0.1 ? 1 : 0, week: Math.floor(next() * 3.2), month: Math.floor(next() * 10.5) },
    localMinute: Math.floor(next() * 1440),
    ...{ workingDay: next() < 0.9, mentionsPresent: !rare(), alreadySent: rare() },
  };
}

describe('gates by pack and class', () => {
  it('has a row for each gate, in the order they are looked at', () => {
    expect(table.map(([gate]) => gate)).to.deep.equal([...gates]);
  });

  for (const pack of packIds)
    it(`${pack}: every gate stops what it should when closed, and nothing when open`, () => {
      for (const [gate, stopped, close, almost] of table) {
        for (const [of, letter] of classes) {
          const expected = stopped.includes(letter) ? { allowed: false, code: gate } : { allowed: true };
          expect(maySend(of, close(openFor(pack), pack)), `${gate} ${of} closed`).to.deep.equal(expected);
          expect(maySend(of, almost(openFor(pack), pack)), `${gate} ${of} open`).to.deep.equal({ allowed: true });
        }
      }
    });

  it('agrees with the table on a hundred thousand cases', () => {
    const next = chance(20_261_201);
    let [sent, kept] = [0, 0];
    for (let index = 0; index < 100_000; index += 1) {
      const context = anyContext(next);
      const [of, letter] = classes[index % 3]!;
      const first = table.find(([gate, stopped]) => stopped.includes(letter) && wrong[gate](context))?.[0] ?? null;
      const verdict = maySend(of, context);
      const code = verdict.allowed ? null : verdict.code;
      if (code !== first) expect.fail(`${of} ${String(code)} is not ${String(first)}: ${JSON.stringify(context)}`);
      if (first === null) sent += 1;
      else kept += 1;
    }
    expect(Math.min(sent, kept)).to.be.greaterThan(10_000); // both answers are common
  });
});
