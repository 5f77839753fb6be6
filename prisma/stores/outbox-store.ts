import { type OutboxEntry } from '../../domain/outbox-row.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

/** Everything sent on text channels and by e-mail, newest first, of every creditor: for a developer's own machine. */
export async function listOutbox(pool: Sql, limit: number): Promise<readonly OutboxEntry[]> {
  const creditors = await call(pool, 'outbox.creditors', 'SELECT solde_creditor_ids() AS id', []);
  const lists = await Promise.all(
    creditors.map(async ({ id }) => {
      const rows = await call(pool, 'outbox.list', 'SELECT solde_outbox($1, $2) AS entries', [id, limit]);
      return rows[0]?.['entries'] as readonly OutboxEntry[];
    }),
  );
  return lists
    .flat()
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit);
}
