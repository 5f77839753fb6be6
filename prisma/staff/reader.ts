import type pg from 'pg';
import { scopeOf } from '../../domain/staff/may-act.ts';
import { actorOf } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** Who reads: `owner` is the handle whose accounts alone are theirs to see, null where all are; `actor` is what the trail calls them. */
export type Reader = { readonly kind: 'reader'; readonly owner: string | null; readonly actor: string };

/** What that person may read of the creditor's accounts. */
export async function findReader(
  pool: pg.Pool,
  order: StaffOrder,
): Promise<Reader | NotDone<WhoRefusal | 'not-allowed'>> {
  return await asStaff<Reader | NotDone<'not-allowed'>>(pool, order, (_, who) => {
    const scope = scopeOf(who, 'read');
    return Promise.resolve(
      scope === null
        ? notDone('not-allowed')
        : { kind: 'reader', owner: scope === 'own' ? who.handle : null, actor: actorOf(order, who) },
    );
  });
}

/** The id of the debtor of that reference, where the reader may see it; null where there is none for them. */
export async function findSeen(
  client: pg.ClientBase,
  reference: string,
  { owner }: Pick<Reader, 'owner'>,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM debtors WHERE reference_key = upper($1) AND ($2::text IS NULL OR sales_owner = $2)',
    [reference, owner],
  );
  return rows[0]?.id ?? null;
}
