import type pg from 'pg';
import { type FileNote } from '../../domain/staff/account-file.ts';

/** As many as a file shows. */
const most = 50;

/** What people wrote down about an account, newest first; why somebody needs care is read by whoever may. */
export async function readNotes(client: pg.ClientBase, debtorId: string): Promise<readonly FileNote[]> {
  const { rows } = await client.query<FileNote>(
    `SELECT solde_ms(n.at) AS at, n.by, n.kind, n.words FROM account_notes n WHERE n.debtor_id = $1 ORDER BY n.at DESC, n.id LIMIT $2`,
    [debtorId, most],
  );
  return rows;
}
