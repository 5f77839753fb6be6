import { type Instant } from './calendar.ts';

/** What a conversation has proved: 0 nothing, 1 writes from an address of record, 2 identity, 3 step-up for one act. */
export type Level = 0 | 1 | 2 | 3;

/** A debtor this conversation may speak about, until when, and by which contact. */
export type Subject = {
  readonly debtorId: string;
  readonly contactId: string | null;
  readonly level: Level;
  readonly provedAt: Instant;
  readonly until: Instant; // absolute end
  readonly idleUntil: Instant; // moved forward by each message
};

/**
 * A reference someone named together with factors, kept here and never in the dialog state, so that a person's browser or
 * words can never alter which address a code goes to. For an unknown reference every `pointId` is null.
 */
export type Claim = {
  readonly subjectKey: string; // HMAC of the reference: what attempts are counted on
  readonly debtorId: string | null;
  readonly masks: readonly ClaimMask[];
  readonly until: Instant;
};

export type ClaimMask = {
  readonly id: string;
  readonly channel: 'sms' | 'whatsapp' | 'email';
  readonly hint: string;
  readonly pointId: string | null;
};

export type Session = { readonly subjects: readonly Subject[]; readonly claim: Claim | null };

export const emptySession: Session = { subjects: [], claim: null };

/** The subjects still valid at `now`, at that level at least, the last proved first. */
export function validSubjects(session: Session, level: Level, now: Instant): readonly Subject[] {
  return session.subjects
    .filter((subject) => subject.level >= level && now < subject.until && now < subject.idleUntil)
    .toSorted((a, b) => b.provedAt - a.provedAt);
}
