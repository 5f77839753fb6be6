import { type AuditEntry, type Committed, type TurnCommit } from '../../domain/turn.ts';
import { batched } from './batched.ts';
import { call, stateOf } from './call.ts';
import { type Sql } from './sql.ts';

/** Makes the commit of turns: those that leave words alone in company of what else ends just then, all others alone. */
export function makeCommitTurns(pool: Sql): (commit: TurnCommit) => Promise<Committed> {
  const alone = (commit: TurnCommit): Promise<Committed> => commitAlone(pool, commit);
  const together = batched<TurnCommit, Committed>({
    together: (commits) => commitTogether(pool, commits),
    alone,
    placeOf: ({ lease }) => ({ group: `${lease.creditorId} ${lease.owner}`, about: lease.conversationId }),
  });
  return (commit) => (onlySays(commit) ? together : alone)(commit);
}

type DoneJson = Omit<Extract<Committed, { done: true }>, 'done'>;

async function commitAlone(pool: Sql, commit: TurnCommit): Promise<Committed> {
  const { lease, inboxId, blobs, audit, ...body } = commit;
  const files = blobs.map(({ bytes: _bytes, ...file }) => file);
  const json = JSON.stringify({ ...body, blobs: files, audit: audit.map((entry) => auditJson(entry, commit)) });
  const text = 'SELECT solde_commit($1, $2, $3, $4, $5, $6, $7) AS done';
  const contents = blobs.map(({ bytes }) => Buffer.from(bytes));
  try {
    const rows = await call(pool, 'turn.commit', text, [
      lease.creditorId,
      lease.conversationId,
      lease.owner,
      lease.fence,
      inboxId,
      json,
      contents,
    ]);
    const done = rows[0]?.['done'] as DoneJson | { conflict: 'stale-fence' };
    return 'conflict' in done ? { done: false, conflict: done.conflict } : { ...done, done: true };
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === null) throw error;
    return { done: false, conflict };
  }
}

/** Whether a turn leaves words alone: nothing that changes an account, stores a file or has to be hidden. */
function onlySays({ facts, limitation, blobs, heard, outgoing }: TurnCommit): boolean {
  const nothing = facts.length === 0 && limitation.length === 0 && blobs.length === 0 && heard === null;
  return nothing && outgoing.every(({ to, secret }) => to === null && secret === null);
}

async function commitTogether(pool: Sql, commits: readonly TurnCommit[]): Promise<readonly (Committed | null)[]> {
  const { creditorId, owner } = commits[0]?.lease ?? {};
  const conversations = commits.map(({ lease }) => lease.conversationId);
  const inboxes = commits.map(({ inboxId }) => inboxId);
  const turns = commits.map((commit) => [commit.lease.conversationId, saidJson(commit)]);
  const values = [creditorId, owner, conversations, inboxes, JSON.stringify(Object.fromEntries(turns))];
  const text = 'SELECT solde_commit_many($1, $2, $3, $4, $5) AS done';
  const rows = await call(pool, 'turn.commit_many', text, values);
  const answers = rows[0]?.['done'] as Readonly<Record<string, DoneJson>>;
  return conversations.map((conversation) => {
    const done = answers[conversation];
    return done === undefined ? null : { ...done, done: true };
  });
}

function saidJson(commit: TurnCommit): unknown {
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

/** SD001 and SD002 are raised by solde_commit; 40001 and 40P01 are PostgreSQL's own reasons to run again. */
function conflictOf(error: unknown): 'stale-fence' | 'stale-account' | null {
  const state = stateOf(error);
  if (state === 'SD002') return 'stale-fence';
  return state === 'SD001' || state === '40001' || state === '40P01' ? 'stale-account' : null;
}

function auditJson(entry: AuditEntry, { lease, inboxId }: TurnCommit): Record<string, unknown> {
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
