import type pg from 'pg';
import { mayAct, type StaffAct } from '../../domain/staff/may-act.ts';
import { bounceMail } from '../escalation/bounce-mail.ts';
import { resumeSending, stopSending, type Switching } from '../escalation/guards.ts';
import { actorOf } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type Switched =
  { readonly kind: 'stopped' | 'resumed' | 'bounced' } | NotDone<WhoRefusal | 'not-allowed' | 'unknown'>;

type Allowed = { readonly kind: 'allowed'; readonly actor: string } | NotDone<WhoRefusal | 'not-allowed' | 'unknown'>;

async function allow(pool: pg.Pool, order: StaffOrder, act: StaffAct): Promise<Allowed> {
  return await asStaff<Allowed>(pool, order, (client, who) =>
    Promise.resolve(mayAct(who, act, null) ? { kind: 'allowed', actor: actorOf(order, who) } : notDone('not-allowed')),
  );
}

function switching({ creditorId, at }: StaffOrder, { actor }: Extract<Allowed, { kind: 'allowed' }>): Switching {
  return { creditorId, at, actor };
}

/** The kill switch: nothing at all leaves for this creditor until somebody who may lifts it. */
export async function stopAll(pool: pg.Pool, order: StaffOrder): Promise<Switched> {
  const allowed = await allow(pool, order, 'stop-sending');
  if (allowed.kind === 'not-done') return allowed;
  await stopSending(pool, switching(order, allowed));
  return { kind: 'stopped' };
}

/** Lifts the kill switch and an automatic stop; the rates count anew from now. */
export async function resumeAll(pool: pg.Pool, order: StaffOrder): Promise<Switched> {
  const allowed = await allow(pool, order, 'resume-sending');
  if (allowed.kind === 'not-done') return allowed;
  await resumeSending(pool, switching(order, allowed));
  return { kind: 'resumed' };
}

/** Writes down that the mail of a notice came back. */
export async function noteBounce(pool: pg.Pool, order: StaffOrder, noticeId: string): Promise<Switched> {
  const allowed = await asStaff<Allowed>(pool, order, async (client, who) => {
    const { rows } = await client.query<{ salesOwner: string | null }>(
      'SELECT d.sales_owner AS "salesOwner" FROM debtors d JOIN notices n ON n.debtor_id = d.id WHERE n.id = $1',
      [noticeId],
    );
    if (rows[0] === undefined) return notDone('unknown');
    const may = mayAct(who, 'complete-task', rows[0].salesOwner);
    return may ? { kind: 'allowed', actor: actorOf(order, who) } : notDone('not-allowed');
  });
  if (allowed.kind === 'not-done') return allowed;
  const found = await bounceMail(pool, { ...switching(order, allowed), noticeId });
  return found ? { kind: 'bounced' } : notDone('unknown');
}
