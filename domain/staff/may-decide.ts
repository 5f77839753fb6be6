import { type ApprovalKind, askedByStaff } from './approval.ts';
import { mayAct } from './may-act.ts';
import { type StaffUser } from './staff-user.ts';

export type DecisionRefusal = 'not-allowed' | 'same-person';

/**
 * Whether that person may decide what was asked; null when they may. Two people always: who asked may take it back by refusing it,
 * and never approve it.
 */
export function whyNotDecide(
  who: StaffUser,
  asked: { readonly kind: ApprovalKind; readonly askedBy: string; readonly salesOwner: string | null },
  decision: 'approve' | 'refuse',
): DecisionRefusal | null {
  const own = asked.askedBy === askedByStaff(who.handle);
  if (own && decision === 'approve') return 'same-person';
  if (own && !who.disabled) return null;
  return mayAct(who, `approve:${asked.kind}`, asked.salesOwner) ? null : 'not-allowed';
}
