import { type Account, type Creditor } from './account.ts';
import { type Calendar, type Instant } from './calendar.ts';
import { type Channel } from './channel.ts';
import { type Evidence } from './evidence.ts';
import { type PlanPolicy } from './plan-policy.ts';
import { type Session, type Subject } from './session.ts';

/** Everything a decision may depend on; the same values always give the same outcome. */
export type DecisionInput = {
  readonly creditor: Creditor;
  readonly account: Account | null; // the identified debtor's, as it is now
  readonly subject: Subject | null; // by whom and how it was proved
  readonly policy: PlanPolicy | null;
  readonly session: Session;
  readonly channel: Channel;
  readonly counterpart: string; // the address or web user we talk to
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly evidence: Evidence;
  readonly newId: () => string; // ids drawn for this turn; the only thing that may differ between two runs
  readonly hash: (text: string) => string; // SHA-256, hex
};
