import { type Committed, type TurnCommit } from '../../domain/turn.ts';
import { auditJson } from './audit-json.ts';
import { call, stateOf } from './call.ts';
import { type Sql } from './sql.ts';
import { type DoneJson } from './turns-together.ts';

/** Writes one turn, whatever it leaves. */
export async function commitAlone(pool: Sql, commit: TurnCommit): Promise<Committed> {
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

/** SD001 and SD002 are raised by solde_commit; 40001 and 40P01 are PostgreSQL's own reasons to run again. */
function conflictOf(error: unknown): 'stale-fence' | 'stale-account' | null {
  const state = stateOf(error);
  if (state === 'SD002') return 'stale-fence';
  return state === 'SD001' || state === '40001' || state === '40P01' ? 'stale-account' : null;
}
