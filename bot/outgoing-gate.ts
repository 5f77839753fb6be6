import { type Account } from '../domain/account.ts';
import { type ContactContext, type Gate, maySend } from '../domain/contact-gate.ts';
import { type Loaded, type Outgoing } from '../domain/turn.ts';

// A turn answers and never demands: what only demands are judged on is closed. What it says it read this moment, and what it sends
// was asked for this moment, a code or a document: at any hour.
const noDemand = {
  parked: true,
  policy: { perDay: 0, perWeek: 0, perMonth: 0, hours: [{ fromMinute: 0, untilMinute: 1440 }] },
  debtorKnown: false,
  insolvency: false,
  ceased: false,
  held: true,
  requestWaiting: true,
  accountsStale: true,
  claim: {
    open: false,
    timeBarred: false,
    disputed: false,
    promised: false,
    planOnTime: false,
    inTransit: false,
    held: true,
    unmatchedCash: false,
    amountCurrent: true,
  },
  mandate: 'third-party-not-ready',
  contacts: { today: 0, week: 0, month: 0 },
  localMinute: 0,
  workingDay: true,
  mentionsPresent: true,
} as const;

/** The gate that stops a message of a turn as far as the turn can see; judged again, on what is true then, when it is claimed. */
export function refusalOf(
  { stopped }: Pick<Loaded, 'stopped'>,
  { channel, debtorId, pointId, message }: Omit<Outgoing, 'refused'>,
  accounts: readonly Account[],
): Gate | null {
  const account = accounts.find(({ debtor }) => debtor.id === debtorId);
  const point = account?.points.find(({ id }) => id === pointId);
  const context: ContactContext = {
    ...noDemand,
    killSwitch: stopped && channel !== 'teams', // the creditor's own people are still answered
    creditorActive: true,
    humanSpeaking: false, // such a turn says nothing but what STOP and START are answered
    state: account?.debtor.parked === 'deceased' ? 'deceased' : 'ordinary',
    address: {
      channel,
      optedOut: point?.optedOut ?? false,
      quarantined: point?.quarantined ?? false,
      verified: true, // the rules chose it: of record, or the one that its code is to prove
      windowOpen: true, // who just wrote opened it; elsewhere the carrier judges
    },
    alreadySent: false,
  };
  const verdict = maySend(message.class, context);
  return verdict.allowed ? null : verdict.code;
}
