import { type TurnCommit } from '../../domain/turn.ts';
import { auditJson } from './audit-json.ts';

/** A turn that left words alone, as solde_commit_many takes it. */
export function saidJson(commit: TurnCommit): object {
  const { lease, inboxId, controller, end, understood, response, state, session, language, versions, at } = commit;
  const audit = commit.audit.map((entry) => ({ ...auditJson(entry, commit), at }));
  const outgoing = commit.outgoing.map(({ id, channel, debtorId, message, refused }) => ({
    id,
    channel,
    debtorId,
    message,
    refused,
  }));
  const turn = { controller, end, understood, response, state, session, language, versions, at };
  return { ...turn, fence: lease.fence, inbox: inboxId, outgoing, audit };
}
