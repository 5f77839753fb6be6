import type pg from 'pg';
import { mayAct } from '../../domain/staff/may-act.ts';
import { inTenant } from '../in-tenant.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type MediatorSet =
  { readonly kind: 'set'; readonly mediator: string | null } | NotDone<WhoRefusal | 'not-allowed'>;

/** Whom the creditor's consumers can turn to; null where nobody said. */
export async function readMediator(pool: pg.Pool, creditorId: string): Promise<string | null> {
  return await inTenant(pool, creditorId, async (client) => {
    const text = 'SELECT mediator FROM creditors WHERE id = $1';
    const { rows } = await client.query<{ mediator: string | null }>(text, [creditorId]);
    return rows[0]?.mediator ?? null;
  });
}

/** Says whom consumers can turn to, in every text from now on; null: nobody is named. What the law wants said is an administrator's to say. */
export async function setMediator(pool: pg.Pool, order: StaffOrder, mediator: string | null): Promise<MediatorSet> {
  return await asStaff<MediatorSet>(pool, order, async (client, who) => {
    if (!mayAct(who, 'sign-policy', null)) return notDone('not-allowed');
    const { rowCount } = await client.query(
      'UPDATE creditors SET mediator = $2 WHERE id = $1 AND mediator IS DISTINCT FROM $2',
      [order.creditorId, mediator],
    );
    if (rowCount === 1)
      await recordAct(client, order, who, {
        ...{ kind: 'mediator.set', debtorId: null, facts: { named: mediator !== null } },
        words: { mediator },
      });
    return { kind: 'set', mediator };
  });
}
