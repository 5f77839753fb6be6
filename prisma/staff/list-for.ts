import type pg from 'pg';
import { scopeOf } from '../../domain/staff/may-act.ts';
import { type Place } from '../in-tenant.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** What a person may see of a list: all of it, or what is of the accounts they are the sales owner of. */
export type Listed<Row> =
  { readonly kind: 'listed'; readonly rows: readonly Row[] } | NotDone<WhoRefusal | 'not-allowed'>;

/** Reads a list for that person; `owner` is the handle whose accounts alone are theirs to see, null where all are. */
export async function listFor<Row>(
  place: Place,
  order: StaffOrder,
  read: (client: pg.ClientBase, owner: string | null) => Promise<readonly Row[]>,
): Promise<Listed<Row>> {
  return await asStaff<Listed<Row>>(place, order, async (client, who) => {
    const scope = scopeOf(who, 'read');
    if (scope === null) return notDone('not-allowed');
    return { kind: 'listed', rows: await read(client, scope === 'own' ? who.handle : null) };
  });
}
