import { type Account } from '../account.ts';
import { type Instant } from '../calendar.ts';
import { type Channel } from '../channel.ts';
import { type CivilDate } from '../civil-date.ts';
import { type CaseFile } from '../escalation/case-file.ts';
import { type Explanation } from '../escalation/explain-case.ts';
import { type RiskReason } from '../risk-index.ts';

/** One exchange with a debtor, or an attempt at one; `status` and `receipts` say what became of what we sent. */
export type FileEntry = {
  readonly at: Instant;
  readonly direction: 'out' | 'in';
  readonly channel: string; // 'sms', 'email' ... 'call', 'letter'
  readonly with: string | null; // the address, or the handle of who called
  readonly text: string;
  readonly status: string | null;
  readonly reason: string | null;
  readonly receipts: readonly { readonly status: string; readonly at: Instant }[];
};

export type FileTask = {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly since: Instant;
  readonly dueOn: CivilDate | null;
};

/** A decision that waits for a named person. */
export type FileApproval = {
  readonly id: string;
  readonly kind: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
};

export type FilePoint = {
  readonly channel: Channel;
  readonly address: string;
  readonly state: 'usable' | 'opted-out' | 'quarantined' | 'unverified' | 'ended';
  readonly consent: { readonly at: string | null; readonly how: string | null } | null;
};

export type FileContact = {
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly represents: { readonly kind: string; readonly until: CivilDate | null } | null;
  readonly points: readonly FilePoint[];
};

/** What a person of ours wrote down about the account. */
export type FileNote = { readonly at: Instant; readonly by: string; readonly kind: string; readonly words: string };

/** What is known of a dispute beside its terms. */
export type FileDispute = { readonly id: string; readonly words: string | null; readonly answer: string | null };

/** Everything kept of one account that helps somebody of the creditor to act, as of a day; figures are derived from `account`. */
export type AccountFile = {
  readonly account: Account;
  readonly asOf: CivilDate;
  readonly at: Instant;
  readonly case: CaseFile;
  readonly explanation: readonly Explanation[]; // what was decided, what would happen today, and what is left alone, why
  readonly risk: {
    readonly points: number;
    readonly reasons: readonly RiskReason[];
    readonly on: CivilDate | null;
  } | null;
  readonly blocked: { readonly since: CivilDate; readonly reason: string | null } | null;
  readonly disputes: readonly FileDispute[];
  readonly tasks: readonly FileTask[];
  readonly approvals: readonly FileApproval[];
  readonly contacts: readonly FileContact[];
  readonly notes: readonly FileNote[]; // newest first
  readonly timeline: readonly FileEntry[]; // newest first
  readonly exchanges: number; // of the whole timeline
  readonly care: 'shown' | 'kept-back'; // whether why somebody needs care is in it
};

/** An account that words may mean, and by what it was found. */
export type AccountFound = {
  readonly debtorId: string;
  readonly reference: string;
  readonly name: string;
  readonly by: 'reference' | 'invoice' | 'phone' | 'name';
  readonly what: string | null; // the invoice's number, or the end of the telephone's
};
