import { type Instant } from '../calendar.ts';
import { type CivilDate } from '../civil-date.ts';
import { type Money } from '../money.ts';
import { type WaivedInterest } from '../waived-interest.ts';
import { type LegalKind, type Outlet } from './policy.ts';

/** Where a notice stands; it counts from `counted`: delivered, read, first presented, posted, or called with an outcome. */
export const noticeStatuses = [
  'awaiting-approval',
  'approved',
  'queued',
  'sent',
  'counted',
  'failed',
  'suppressed',
  'withdrawn',
] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];

/** A level that was decided of a line, in a cycle of it (a settled line that reopens begins a new one). */
export type LevelEntry = {
  readonly lineId: string;
  readonly cycle: number;
  readonly level: number;
  readonly levelId: string;
  readonly policy: { readonly id: string; readonly version: string };
  readonly legal: LegalKind;
  readonly noticeId: string | null;
  readonly outlet: Outlet | 'desk';
  readonly status: NoticeStatus;
  readonly decidedOn: CivilDate;
  readonly countedOn: CivilDate | null;
};

/** Contacts over all channels and people, counted in the debtor's own days. */
export type ContactCount = {
  readonly today: number;
  readonly week: number; // today and the six days before
  readonly month: number; // today and the 29 days before
  readonly lastOn: CivilDate | null; // the last time anything was asked unasked, people's calls included
  readonly withoutReply: number; // demands since they last answered
  readonly lastReplyOn: CivilDate | null;
};

/** Proceedings over the debtor's estate: claims that arose before `judgedOn` are split from later ones. */
export type Proceedings = {
  readonly kind: 'insolvency' | 'over-indebtedness' | 'declared'; // declared: only said so far
  readonly judgedOn: CivilDate | null;
  readonly publishedOn: CivilDate | null;
  readonly reference: string | null;
  readonly since: CivilDate; // known to us
};

/** What credit management knows of the debtor: shown, never acted on by itself. */
export type CreditFile = {
  readonly limit: Money | null;
  readonly insurer: string | null;
  readonly insured: Money | null;
  readonly maximumExtensionDays: number | null;
  readonly claimBy: CivilDate | null;
  readonly retentionOfTitle: boolean;
  readonly guarantees: readonly string[];
};

/** What escalation must know of a debtor beside the account. */
export type CaseFile = {
  readonly segment: string | null;
  readonly tags: readonly string[];
  readonly salesOwner: string | null;
  readonly protection: string | null; // deceased, minor, guardianship ...
  readonly ceased: boolean; // asked to cease, or represented
  readonly keyAccount: boolean;
  readonly causes: readonly string[]; // of lateness, as they told them
  readonly risk: number | null; // 0 to 100, explained; never alone a reason to act
  readonly levels: readonly LevelEntry[];
  readonly cycles: Readonly<Record<string, number>>; // by line; 1 where absent
  readonly contacts: ContactCount;
  readonly requestsWaiting: readonly { readonly kind: string; readonly since: CivilDate }[]; // theirs, on us
  readonly humanHolding: boolean; // somebody of ours holds a conversation with them
  readonly proceedings: readonly Proceedings[];
  readonly credit: CreditFile | null;
  readonly pausedUntil: CivilDate | null; // by the sales owner
  readonly blocked: boolean;
  readonly toldSalesOwner: readonly {
    readonly level: string;
    readonly on: CivilDate;
    readonly lineIds: readonly string[];
  }[];
  readonly firstLetter: { readonly reference: string; readonly on: CivilDate } | null; // third party: CPCE R124-4
  readonly mandate: boolean; // third party: CPCE R124-3
  readonly policies: {
    readonly byInvoice: Readonly<Record<string, string>>; // a policy's id
    readonly debtor: string | null;
    readonly segment: string | null;
  };
  readonly windowUntil: Instant | null; // WhatsApp: when the 24 hours since they last wrote end
  readonly unmatchedCash?: readonly Money[]; // came in, placed on nobody, and may be theirs
  readonly waivedInterest?: readonly WaivedInterest[];
  readonly cancelledCharges?: readonly string[]; // interest cancelled with the answer to a dispute
  readonly openTasks?: readonly string[]; // `address-check`, `no-policy`: asked of a person, and not asked again
};
