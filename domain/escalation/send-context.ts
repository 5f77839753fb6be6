import { type Account, type ContactPoint } from '../account.ts';
import { isOfRecord } from '../address-of-record.ts';
import { type Calendar, type Instant, isWorkingDay } from '../calendar.ts';
import { type ContactContext, type Gate } from '../contact-gate.ts';
import { type CaseFile } from './case-file.ts';
import { type CaseReading, readCase } from './case-reading.ts';
import { unknownOf } from './choose-policy.ts';
import { isPerhapsPaid, isStale } from './known-money.ts';
import { lineClaim } from './line-claim.ts';
import { type EscalationPolicy, type LegalKind } from './policy.ts';
import { type ClaimedLine, type Refusal } from './step.ts';

/** A demand at the moment it would be queued, or would leave: for one line, or for all that it asks for. */
export type Sending = {
  readonly account: Account;
  readonly file: CaseFile;
  readonly policy: EscalationPolicy | null; // that holds now, signed; null where none does
  readonly calendar: Calendar; // of the debtor, of that moment
  readonly point: Pick<ContactPoint, 'channel' | 'optedOut' | 'quarantined' | 'usableFrom'>;
  readonly lines: readonly Pick<ClaimedLine, 'lineId' | 'claim'>[]; // as the text asks for them
  readonly legal: LegalKind;
  readonly now: Instant;
  readonly localMinute: number; // of the debtor's day, from midnight
  readonly stopped: boolean; // by the kill switch
  readonly creditorActive: boolean;
  readonly template: boolean; // approved by the carrier: it needs no open window
  readonly mentionsPresent: boolean; // in the rendered text
  readonly alreadySent: boolean;
};

type Why = Refusal['gate'];

/** What stands against each line now, and whether its claim is still what the text says. */
function judge(
  reading: CaseReading,
  { lines, policy }: Sending,
): { why: readonly (Why | null)[]; current: boolean; cash: boolean } {
  let [current, cash] = [true, false];
  const why = lines.map(({ lineId, claim: asked }) => {
    const view = reading.ledger.byLine.get(lineId);
    if (view === undefined) return 'nothing-open';
    const { claim, stop } = lineClaim(reading, view, policy);
    if (claim.minor !== asked.minor || claim.currency !== asked.currency) current = false;
    if (claim.minor > 0 && isPerhapsPaid(reading, claim)) cash = true;
    return stop?.gate ?? null;
  });
  return { why, current, cash };
}

function stateOf({ account: { debtor }, file }: Sending): ContactContext['state'] {
  if (debtor.parked === 'deceased' || file.protection === 'deceased') return 'deceased';
  return file.protection === null ? 'ordinary' : 'protected';
}

/** A third party needs its mandate and its first letter (CPCE R124-3, R124-4). */
function mandateOf({ account: { creditor }, file }: Sending): ContactContext['mandate'] {
  if (creditor.role === 'first-party') return 'first-party';
  return file.mandate && file.firstLetter !== null ? 'third-party-ready' : 'third-party-not-ready';
}

/** WhatsApp is open for 24 hours since they wrote, or for an approved template; to third parties never. */
function isWindowOpen({ account: { creditor }, file, template, now }: Sending): boolean {
  if (creditor.role === 'third-party') return false;
  return template || (file.windowUntil !== null && now < file.windowUntil);
}

function isAccountsStale({ account, calendar, policy, legal }: Sending): boolean {
  if (policy === null) return true;
  const { demand, formalNotice } = policy.freshWorkingDays;
  return isStale(
    account.creditor.knownTo,
    calendar,
    legal === 'formal-notice' ? Math.min(demand, formalNotice) : demand,
  );
}

// What leaves nothing to ask for, under whichever name.
const nothing: readonly Why[] = ['nothing-open', 'residue', 'agency-or-legal'];

/**
 * What `maySend` judges a demand by, from the account and file as they are at that moment: the same reading as the engine's, so that
 * what it would not decide now does not leave either. Given one line it says whether that line may stay in the message.
 */
export function sendContext(sending: Sending): ContactContext {
  const { account, file, policy, calendar, point, now } = sending;
  const reading = readCase(account, file, calendar);
  const { why, current, cash } = judge(reading, sending);
  const stoppedBy = (gate: Gate): boolean => why.includes(gate);
  return {
    killSwitch: sending.stopped,
    creditorActive: sending.creditorActive,
    humanSpeaking: file.humanHolding,
    parked: account.debtor.parked !== null,
    policy: policy?.contact ?? null,
    debtorKnown: unknownOf(account.debtor) === null,
    state: stateOf(sending),
    insolvency: stoppedBy('insolvency'),
    ceased: file.ceased,
    held: file.pausedUntil !== null && file.pausedUntil > calendar.today,
    requestWaiting: file.requestsWaiting.length > 0,
    accountsStale: isAccountsStale(sending),
    claim: {
      open: why.length > 0 && !why.some((gate) => gate !== null && nothing.includes(gate)),
      timeBarred: stoppedBy('time-barred'),
      disputed: stoppedBy('disputed'),
      promised: stoppedBy('promise-running'),
      planOnTime: stoppedBy('plan-on-time'),
      inTransit: stoppedBy('money-in-transit'),
      held: stoppedBy('held'),
      unmatchedCash: cash,
      amountCurrent: current,
    },
    address: {
      channel: point.channel,
      optedOut: point.optedOut,
      quarantined: point.quarantined,
      verified: isOfRecord(point, now),
      windowOpen: isWindowOpen(sending),
    },
    mandate: mandateOf(sending),
    contacts: file.contacts,
    localMinute: sending.localMinute,
    workingDay: isWorkingDay(calendar, calendar.today),
    mentionsPresent: sending.mentionsPresent,
    alreadySent: sending.alreadySent,
  };
}
