import { type Channel } from './channel.ts';
import { type MessageClass } from './message.ts';

/** Everything that can stop a message, in the order it is looked at. */
export const gates = [
  'kill-switch',
  'creditor-inactive',
  'human-speaking',
  'account-parked',
  'policy-not-signed',
  'debtor-unknown', // its kind, time zone or country
  'deceased',
  'protected', // a minor, or someone under guardianship
  'insolvency', // or a moratorium, or time granted by a court
  'time-barred',
  'disputed',
  'ceased', // asked to cease, or a lawyer acts for them
  'held', // by a hold in force on the account or on a line, or by the sales owner's pause
  'request-waiting', // they asked us something, and the answer is ours to give
  'opted-out',
  'address-quarantined', // "not me" was said from it
  'address-unverified', // not of record: neither from the accounts nor proved by its own code
  'no-mandate', // third party: no mandate, or no first letter (CPCE R124-3, R124-4)
  'promise-running',
  'plan-on-time',
  'money-in-transit',
  'accounts-stale', // known up to a day too long ago: what was paid since is not seen
  'unmatched-cash', // money nobody placed yet may be theirs
  'nothing-open',
  'channel-window', // free-form outside WhatsApp's 24 hours, or no approved template
  'too-frequent',
  'quiet-hours',
  'mentions-missing',
  'amount-changed', // the text says another amount than the ledger now
  'already-sent',
] as const;
export type Gate = (typeof gates)[number];

/** How often, and when in the debtor's day, something may be asked unasked; minutes from midnight, half-open. */
export type ContactPolicy = {
  readonly perDay: number;
  readonly perWeek: number;
  readonly perMonth: number;
  readonly hours: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
};

/** What is known of the message, its address, its lines and the debtor at the moment it would leave. */
export type ContactContext = {
  readonly killSwitch: boolean;
  readonly creditorActive: boolean;
  /** A person holds the conversation, and this is neither theirs nor the answer to STOP or START. */
  readonly humanSpeaking: boolean;
  readonly parked: boolean;
  readonly policy: ContactPolicy | null; // null: none signed off for this kind of debtor and country
  readonly debtorKnown: boolean;
  readonly state: 'ordinary' | 'deceased' | 'protected';
  readonly insolvency: boolean;
  readonly ceased: boolean;
  readonly held: boolean;
  readonly requestWaiting: boolean;
  readonly accountsStale: boolean;
  /** What the message asks for: nothing of it may be contested, barred, agreed on or on its way. */
  readonly claim: {
    readonly open: boolean;
    readonly timeBarred: boolean;
    readonly disputed: boolean;
    readonly promised: boolean;
    readonly planOnTime: boolean;
    readonly inTransit: boolean;
    readonly held: boolean;
    readonly unmatchedCash: boolean;
    readonly amountCurrent: boolean;
  };
  readonly address: {
    readonly channel: Channel;
    readonly optedOut: boolean;
    readonly quarantined: boolean;
    readonly verified: boolean;
    readonly windowOpen: boolean;
  };
  readonly mandate: 'first-party' | 'third-party-ready' | 'third-party-not-ready';
  /** Demands that already left, on all channels, and the local time. */
  readonly contacts: { readonly today: number; readonly week: number; readonly month: number };
  readonly localMinute: number;
  readonly workingDay: boolean;
  readonly mentionsPresent: boolean;
  readonly alreadySent: boolean;
};

export type GateVerdict = { readonly allowed: true } | { readonly allowed: false; readonly code: Gate };

const every: readonly MessageClass[] = ['reply', 'service', 'demand'];
const unasked: readonly MessageClass[] = ['service', 'demand'];
const demands: readonly MessageClass[] = ['demand'];

/**
 * Which classes each gate stops. A reply answers what was just written to us, so that STOP, a dispute or a bereavement is still
 * answered, at any hour and also to an address that stopped; what it says must be true and whole, and nobody of ours speaks meanwhile.
 * A service message is one they expect: it also needs an address and an hour. A demand asks unasked: everything stops it.
 */
export const gateTable: Readonly<Record<Gate, readonly MessageClass[]>> = {
  'kill-switch': every,
  'creditor-inactive': every,
  'human-speaking': every,
  'account-parked': demands,
  'policy-not-signed': demands,
  'debtor-unknown': demands,
  deceased: unasked,
  protected: demands,
  insolvency: demands,
  'time-barred': demands,
  disputed: demands,
  ceased: demands,
  held: demands,
  'request-waiting': demands,
  'opted-out': unasked,
  'address-quarantined': unasked,
  'address-unverified': unasked,
  'no-mandate': demands,
  'promise-running': demands,
  'plan-on-time': demands,
  'money-in-transit': demands,
  'accounts-stale': demands,
  'unmatched-cash': demands,
  'nothing-open': demands,
  'channel-window': every,
  'too-frequent': demands,
  'quiet-hours': unasked,
  'mentions-missing': every,
  'amount-changed': every,
  'already-sent': every,
};

function isTooFrequent({ policy, contacts }: ContactContext): boolean {
  if (policy === null) return true;
  return contacts.today >= policy.perDay || contacts.week >= policy.perWeek || contacts.month >= policy.perMonth;
}

/** Where no policy says otherwise: 10 to 13 and 14 to 20 o'clock, the hours of the strictest rule known here (decree 2022-1313). */
const ordinaryHours: ContactPolicy['hours'] = [
  { fromMinute: 600, untilMinute: 780 },
  { fromMinute: 840, untilMinute: 1200 },
];

function isQuiet({ policy, workingDay, localMinute }: ContactContext): boolean {
  const hours = policy?.hours ?? ordinaryHours;
  const open = hours.some(({ fromMinute, untilMinute }) => fromMinute <= localMinute && localMinute < untilMinute);
  return !workingDay || !open;
}

const closed: Readonly<Record<Gate, (context: ContactContext) => boolean>> = {
  'kill-switch': (context) => context.killSwitch,
  'creditor-inactive': (context) => !context.creditorActive,
  'human-speaking': (context) => context.humanSpeaking,
  'account-parked': (context) => context.parked,
  'policy-not-signed': (context) => context.policy === null,
  'debtor-unknown': (context) => !context.debtorKnown,
  deceased: (context) => context.state === 'deceased',
  protected: (context) => context.state === 'protected',
  insolvency: (context) => context.insolvency,
  'time-barred': (context) => context.claim.timeBarred,
  disputed: (context) => context.claim.disputed,
  ceased: (context) => context.ceased,
  held: (context) => context.held || context.claim.held,
  'request-waiting': (context) => context.requestWaiting,
  'opted-out': (context) => context.address.optedOut,
  'address-quarantined': (context) => context.address.quarantined,
  'address-unverified': (context) => !context.address.verified,
  'no-mandate': (context) => context.mandate === 'third-party-not-ready',
  'promise-running': (context) => context.claim.promised,
  'plan-on-time': (context) => context.claim.planOnTime,
  'money-in-transit': (context) => context.claim.inTransit,
  'accounts-stale': (context) => context.accountsStale,
  'unmatched-cash': (context) => context.claim.unmatchedCash,
  'nothing-open': (context) => !context.claim.open,
  'channel-window': (context) => context.address.channel === 'whatsapp' && !context.address.windowOpen,
  'too-frequent': isTooFrequent,
  'quiet-hours': isQuiet,
  'mentions-missing': (context) => !context.mentionsPresent,
  'amount-changed': (context) => !context.claim.amountCurrent,
  'already-sent': (context) => context.alreadySent,
};

/** Whether a message of that class may leave now; else the first gate that stops it. Called when queued and again when claimed. */
export function maySend(messageClass: MessageClass, context: ContactContext): GateVerdict {
  const code = gates.find((gate) => gateTable[gate].includes(messageClass) && closed[gate](context));
  return code === undefined ? { allowed: true } : { allowed: false, code };
}
