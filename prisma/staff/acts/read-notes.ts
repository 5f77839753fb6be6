import { type Instant } from '../../../domain/calendar.ts';
import { mayAct } from '../../../domain/staff/may-act.ts';
import { inTenant, type Place } from '../../in-tenant.ts';
import { findStaff } from '../staff-order.ts';
import { type ActScope } from './act-scope.ts';

/** What somebody wrote on an account. */
export type AccountNote = {
  readonly id: string;
  readonly kind: 'note' | 'hold' | 'release' | 'care';
  readonly aboutId: string | null; // the hold it explains
  readonly words: string | null; // null: not for who asks
  readonly by: string;
  readonly at: Instant;
};

/**
 * What was written on an account, newest first, for whoever may read it; why somebody needs care is told to managers alone. There is no
 * list of it over accounts.
 */
export async function readNotes(
  place: Place,
  scope: Pick<ActScope, 'creditorId' | 'who'>,
  debtorId: string,
): Promise<readonly AccountNote[]> {
  return await inTenant(place, scope.creditorId, async (client) => {
    const who = await findStaff(client, scope.who.handle);
    const { rows: debtors } = await client.query<{ salesOwner: string | null }>(
      'SELECT sales_owner AS "salesOwner" FROM debtors WHERE id = $1',
      [debtorId],
    );
    const owner = debtors[0]?.salesOwner ?? null;
    if (who?.id !== scope.who.id || debtors.length === 0 || !mayAct(who, 'read', owner)) return [];
    const { rows } = await client.query<AccountNote>(
      `SELECT id, kind, about_id AS "aboutId", CASE WHEN kind <> 'care' OR $2 THEN words END AS words, by, solde_ms(at) AS at
         FROM account_notes WHERE debtor_id = $1 AND retracted_at IS NULL ORDER BY at DESC, id LIMIT 200`,
      [debtorId, mayAct(who, 'see-care', owner)],
    );
    return rows;
  });
}
