import { type ApprovalKind } from '../../domain/staff/approval.ts';

/** An approval that waits. */
export type AskedApproval = {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly debtorId: string | null;
  readonly noticeId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly askedBy: string;
  readonly decided: boolean;
  readonly salesOwner: string | null;
};
