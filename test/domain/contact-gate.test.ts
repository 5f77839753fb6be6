import { expect } from 'chai';
import fc from 'fast-check';
import { type ContactContext, type Gate, gates, gateTable, maySend } from '../../domain/contact-gate.ts';
import { type MessageClass } from '../../domain/message.ts';

const policy = {
  perDay: 1,
  perWeek: 3,
  perMonth: 10,
  hours: [
    { fromMinute: 600, untilMinute: 780 },
    { fromMinute: 840, untilMinute: 1200 },
  ],
};

const open: ContactContext = {
  killSwitch: false,
  creditorActive: true,
  humanSpeaking: false,
  parked: false,
  policy,
  debtorKnown: true,
  state: 'ordinary',
  insolvency: false,
  ceased: false,
  held: false,
  requestWaiting: false,
  accountsStale: false,
  claim: {
    open: true,
    timeBarred: false,
    disputed: false,
    promised: false,
    planOnTime: false,
    inTransit: false,
    held: false,
    unmatchedCash: false,
    amountCurrent: true,
  },
  address: { channel: 'whatsapp', optedOut: false, quarantined: false, verified: true, windowOpen: true },
  mandate: 'first-party',
  contacts: { today: 0, week: 0, month: 0 },
  localMinute: 660,
  workingDay: true,
  mentionsPresent: true,
  alreadySent: false,
};

type Change = (context: ContactContext) => ContactContext;

const set =
  (with_: Partial<ContactContext>): Change =>
  (context) => ({ ...context, ...with_ });
const claim =
  (with_: Partial<ContactContext['claim']>): Change =>
  (context) => ({ ...context, claim: { ...context.claim, ...with_ } });
const address =
  (with_: Partial<ContactContext['address']>): Change =>
  (context) => ({ ...context, address: { ...context.address, ...with_ } });

/** What closes each gate alone, and the classes it then stops: r(eply), s(ervice), d(emand). Written by hand, apart from the code's table. */
const cases: readonly (readonly [Gate, Change, string])[] = [
  ['kill-switch', set({ killSwitch: true }), 'rsd'],
  ['creditor-inactive', set({ creditorActive: false }), 'rsd'],
  ['human-speaking', set({ humanSpeaking: true }), 'rsd'],
  ['account-parked', set({ parked: true }), 'd'],
  ['policy-not-signed', set({ policy: null }), 'd'],
  ['debtor-unknown', set({ debtorKnown: false }), 'd'],
  ['deceased', set({ state: 'deceased' }), 'sd'],
  ['protected', set({ state: 'protected' }), 'd'],
  ['insolvency', set({ insolvency: true }), 'd'],
  ['time-barred', claim({ timeBarred: true }), 'd'],
  ['disputed', claim({ disputed: true }), 'd'],
  ['ceased', set({ ceased: true }), 'd'],
  ['held', set({ held: true }), 'd'],
  ['request-waiting', set({ requestWaiting: true }), 'd'],
  ['opted-out', address({ optedOut: true }), 'sd'],
  ['address-quarantined', address({ quarantined: true }), 'sd'],
  ['address-unverified', address({ verified: false }), 'sd'],
  ['no-mandate', set({ mandate: 'third-party-not-ready' }), 'd'],
  ['promise-running', claim({ promised: true }), 'd'],
  ['plan-on-time', claim({ planOnTime: true }), 'd'],
  ['money-in-transit', claim({ inTransit: true }), 'd'],
  ['accounts-stale', set({ accountsStale: true }), 'd'],
  ['unmatched-cash', claim({ unmatchedCash: true }), 'd'],
  ['nothing-open', claim({ open: false }), 'd'],
  ['channel-window', address({ windowOpen: false }), 'rsd'],
  ['too-frequent', set({ contacts: { today: 1, week: 1, month: 1 } }), 'd'],
  ['quiet-hours', set({ localMinute: 1200 }), 'sd'],
  ['mentions-missing', set({ mentionsPresent: false }), 'rsd'],
  ['amount-changed', claim({ amountCurrent: false }), 'rsd'],
  ['already-sent', set({ alreadySent: true }), 'rsd'],
];

const classes: readonly (readonly [string, MessageClass])[] = [
  ['r', 'reply'],
  ['s', 'service'],
  ['d', 'demand'],
];

describe('the contact gate', () => {
  it('lets every class through when nothing is in the way', () => {
    for (const [, of] of classes) expect(maySend(of, open)).to.deep.equal({ allowed: true });
    expect(maySend('demand', { ...open, mandate: 'third-party-ready' })).to.deep.equal({ allowed: true });
  });

  it('has a case for each gate, in the order they are looked at', () => {
    expect(cases.map(([gate]) => gate)).to.deep.equal([...gates]);
    expect(Object.keys(gateTable)).to.deep.equal([...gates]);
  });

  for (const [gate, close, stopped] of cases) {
    it(`${gate} stops ${stopped}`, () => {
      for (const [letter, of] of classes) {
        const expected = stopped.includes(letter) ? { allowed: false, code: gate } : { allowed: true };
        expect(maySend(of, close(open)), of).to.deep.equal(expected);
      }
    });
  }

  it('names the first gate of the order when several are closed', () => {
    fc.assert(
      fc.property(fc.subarray([...cases], { minLength: 1 }), fc.constantFrom(...classes), (closed, [letter, of]) => {
        const context = closed.reduce((all, [, close]) => close(all), open);
        const names = new Set(closed.map(([gate]) => gate));
        // One state at a time: the later case replaces the earlier one.
        if (names.has('protected')) names.delete('deceased');
        // Without a policy there are no limits, so that gate is closed too.
        if (names.has('policy-not-signed')) names.add('too-frequent');
        const first = cases.find(([gate, , stopped]) => names.has(gate) && stopped.includes(letter));
        const expected = first === undefined ? { allowed: true } : { allowed: false, code: first[0] };
        expect(maySend(of, context)).to.deep.equal(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps to working hours, the first minute in and the last one out', () => {
    const at = (localMinute: number): boolean => maySend('demand', { ...open, localMinute }).allowed;
    expect([599, 600, 779, 780, 839, 840, 1199, 1200].map(at)).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(maySend('demand', { ...open, workingDay: false })).to.deep.equal({ allowed: false, code: 'quiet-hours' });
  });

  it('keeps to the strictest hours known where no policy says otherwise', () => {
    const at = (localMinute: number): boolean => maySend('service', { ...open, policy: null, localMinute }).allowed;
    expect([599, 600, 779, 780, 839, 840, 1199, 1200].map(at)).to.deep.equal([
      ...[false, true, true, false, false, true, true, false],
    ]);
  });

  it('asks for nothing of a line that any hold is on', () => {
    expect(maySend('demand', claim({ held: true })(open))).to.deep.equal({ allowed: false, code: 'held' });
    expect(maySend('service', claim({ held: true })(open)).allowed).to.equal(true);
  });

  it('counts demands by day, week and month', () => {
    const after = (today: number, week: number, month: number): boolean =>
      maySend('demand', { ...open, contacts: { today, week, month } }).allowed;
    expect([after(0, 2, 9), after(1, 1, 1), after(0, 3, 3), after(0, 0, 10)]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });

  it('asks for no window where the channel has none', () => {
    expect(maySend('reply', address({ channel: 'sms', windowOpen: false })(open)).allowed).to.equal(true);
  });
});
