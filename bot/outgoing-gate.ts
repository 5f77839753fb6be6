import { type Account } from '../domain/account.ts';
import { isOfRecord } from '../domain/address-of-record.ts';
import { type Instant } from '../domain/calendar.ts';
import { type ContactContext, type Gate, maySend } from '../domain/contact-gate.ts';
import { type Loaded, type Outgoing } from '../domain/turn.ts';

// A turn answers and never demands: what only demands are judged on is closed.
const noDemand = {
  parked: true,
  policy: null,
  debtorKnown: false,
  insolvency: false,
  ceased: false,
  held: false,
  claim: {
    open: false,
    timeBarred: false,
    disputed: false,
    promised: false,
    planOnTime: false,
    inTransit: false,
    amountCurrent: false,
  },
  mandate: 'third-party-not-ready',
  contacts: { today: 0, week: 0, month: 0 },
  localMinute: 0,
  workingDay: false,
  mentionsPresent: false,
} as const;

/** The gate that stops a message of a turn as far as the turn can see; judged again, on what is true then, when it is claimed. */
export function refusalOf(
  { stopped }: Pick<Loaded, 'stopped'>,
  { channel, debtorId, pointId, message }: Omit<Outgoing, 'refused'>,
  accounts: readonly Account[],
  now: Instant,
): Gate | null {
  const account = accounts.find(({ debtor }) => debtor.id === debtorId);
  const point = account?.points.find(({ id }) => id === pointId);
  const context: ContactContext = {
    ...noDemand,
    killSwitch: stopped,
    creditorActive: true,
    humanSpeaking: false, // such a turn says nothing but what STOP and START are answered
    state: account?.debtor.parked === 'deceased' ? 'deceased' : 'ordinary',
    address: {
      channel,
      optedOut: point?.optedOut ?? false,
      quarantined: point?.quarantined ?? false,
      verified: point !== undefined && isOfRecord(point, now),
      windowOpen: true, // who just wrote opened it; elsewhere the carrier judges
    },
    alreadySent: false,
  };
  const verdict = maySend(message.class, context);
  return verdict.allowed ? null : verdict.code;
}
