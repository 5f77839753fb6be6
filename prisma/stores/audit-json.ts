import { type AuditEntry, type TurnCommit } from '../../domain/turn.ts';

/** An event of the trail as audit_append takes it, without when. */
export function auditJson(entry: AuditEntry, { lease, inboxId }: TurnCommit): Record<string, unknown> {
  return {
    conversation: lease.conversationId,
    inbox: inboxId,
    kind: entry.kind,
    actor: entry.actor,
    debtor: entry.debtorId,
    policy: entry.policyVersion,
    facts: entry.detail,
    payload: entry.payload,
  };
}
