import type pg from 'pg';
import { mayAct } from '../../domain/staff/may-act.ts';
import { findDebtor, lockAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** `note` says where they agreed, such as a clause of a signed contract; null takes the consent back. */
export type ConsentOrder = StaffOrder & {
  readonly debtor: string;
  readonly address: string;
  readonly note: string | null;
};

export type ConsentDone =
  | { readonly kind: 'given' | 'withdrawn' }
  | NotDone<WhoRefusal | 'unknown-debtor' | 'not-allowed' | 'unknown-address' | 'note-missing'>;

/** Writes down that a contact agreed to electronic registered letters at an e-mail address of theirs, or agrees no longer. */
export async function recordRegisteredConsent(pool: pg.Pool, order: ConsentOrder): Promise<ConsentDone> {
  return await asStaff<ConsentDone>(pool, order, async (client, who) => {
    const debtorId = await findDebtor(client, order.debtor);
    const locked = debtorId === null ? null : await lockAccount(client, order.creditorId, debtorId, order.at);
    if (locked === null) return notDone('unknown-debtor');
    if (!mayAct(who, 'record-consent', locked.salesOwner)) return notDone('not-allowed');
    if (order.note?.trim() === '') return notDone('note-missing');
    const consent = order.note === null ? null : { on: locked.today, by: who.handle, note: order.note };
    const { rows } = await client.query<{ id: string }>(
      `UPDATE contact_points t SET registered_consent = $3 FROM debtor_contacts l
        WHERE l.debtor_id = $1 AND l.contact_id = t.contact_id AND t.channel = 'email' AND lower(t.address) = lower($2) AND t.ended_at IS NULL RETURNING t.id`,
      [debtorId, order.address, consent === null ? null : JSON.stringify(consent)],
    );
    if (rows[0] === undefined) return notDone('unknown-address');
    const kind = consent === null ? 'withdrawn' : 'given';
    await recordAct(client, order, who, {
      ...{ kind: `registered-consent.${kind}`, debtorId, facts: { point: rows[0].id } },
      ...(order.note === null ? {} : { words: { note: order.note } }),
    });
    return { kind };
  });
}
