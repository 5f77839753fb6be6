import { type SentNotice } from '../../domain/sent-notice.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

/** What was written to a debtor unasked, newest first, a few of it; calls and our own checks are no messages. */
export function makeSentNotices(pool: Sql): (creditorId: string, debtorId: string) => Promise<readonly SentNotice[]> {
  return async (creditorId, debtorId) => {
    const rows = await call(pool, 'notices.sent', 'SELECT solde_sent_notices($1, $2) AS found', [creditorId, debtorId]);
    return (rows[0]?.['found'] ?? []) as readonly SentNotice[];
  };
}
