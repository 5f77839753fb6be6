import { type ContactPoint } from './account.ts';
import { type Instant } from './calendar.ts';
import { type SentNotice } from './sent-notice.ts';
import { type ClaimMask } from './session.ts';
import { type IdentityFile } from './verification.ts';

/** What a code is for: who is speaking, exactly some terms, or that a new address is theirs. */
export type CodePurpose = 'identify' | 'confirm' | 'contact-change';

/** A one-time code as kept: its hash, never its digits. */
export type StoredCode = {
  readonly id: string;
  readonly purpose: CodePurpose;
  readonly debtorId: string | null; // null: issued for a reference that does not exist; nothing can match it
  readonly contactId: string | null;
  readonly pointId?: string | null; // where it went
  readonly termsHash: string | null;
  readonly expires: Instant;
  readonly tries: number;
  /** Wrong tries on every code of the same account in the day before this one, whatever number named the account. */
  readonly accountFailures: number;
};

/** What the shell looked up for this request, and the randomness the rules may use; the rules themselves look nothing up. */
export type Evidence = {
  /** Who the named reference belongs to; null when nobody, or when nothing was named. */
  readonly named: {
    readonly debtorId: string;
    readonly file: IdentityFile;
    readonly points: readonly ContactPoint[];
  } | null;
  /** The address of the claim's mask that was chosen; null when it does not exist. */
  readonly point: ContactPoint | null;
  /** HMAC of the named reference, or of the session's debtor: what attempts and codes are counted on. */
  readonly subjectKey: string;
  /** Addresses that do not exist, on channels a code can go out on, always the same for the same guess. */
  readonly decoys: readonly ClaimMask[];
  /** Channels a code can go out on now. */
  readonly reachable: readonly ('sms' | 'whatsapp' | 'email')[];
  /** The conversation's last unused code, and whether the digits just given are its digits (compared by the shell, in constant time). */
  readonly code: { readonly stored: StoredCode; readonly matches: boolean } | null;
  readonly attempts: {
    readonly failuresLastDay: number;
    readonly codesLastHour: number;
    readonly codesLastDay: number;
  };
  /** Invoices asked for whose original is kept; absent when no copy was asked for. */
  readonly originals?: readonly string[];
  /** What we wrote to the account unasked; absent when nobody asked why. */
  readonly notices?: readonly SentNotice[];
  /** A new six-digit code with its hash, should one be issued. */
  readonly fresh: { readonly digits: string; readonly hash: string };
};
