import { type Instant } from '../domain/calendar.ts';
import { type Fact } from '../domain/fact.ts';
import { emptySession, type Session } from '../domain/session.ts';
import { identityTtl } from '../domain/verification-limits.ts';

/** The session a message finds: what has run out is gone, what is left lasts another idle time, never beyond its absolute end. */
export function sessionAtMessage(session: Session, now: Instant): Session {
  const subjects = session.subjects
    .filter(({ until, idleUntil }) => now < until && now < idleUntil)
    .map((subject) => ({ ...subject, idleUntil: Math.min(subject.until, now + identityTtl.idleMs) }));
  return { subjects, claim: session.claim !== null && now < session.claim.until ? session.claim : null };
}

/** The session after what happened: a new proof of a debtor replaces the older one. */
export function sessionAfter(session: Session, facts: readonly Fact[]): Session {
  return facts.reduce(step, session);
}

function step(session: Session, fact: Fact): Session {
  switch (fact.kind) {
    case 'subject-proved': {
      const others = session.subjects.filter(({ debtorId }) => debtorId !== fact.subject.debtorId);
      return { ...session, subjects: [...others, fact.subject] };
    }
    case 'identity-tried':
      return { ...session, claim: fact.claim };
    case 'session-ended':
      return emptySession;
    default:
      return session;
  }
}
