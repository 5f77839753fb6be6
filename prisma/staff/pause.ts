import { type CivilDate } from '../../domain/civil-date.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { mayPause, type PauseRefusal, type ToldStep } from '../../domain/staff/pause.ts';
import { type Place } from '../in-tenant.ts';
import { type Calendars } from './block.ts';
import { findDebtor, lockAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type PauseOrder = StaffOrder & { readonly debtor: string; readonly days: number; readonly reason: string };

export type PauseDone =
  | { readonly kind: 'paused'; readonly until: CivilDate }
  | { readonly kind: 'ended' }
  | NotDone<WhoRefusal | PauseRefusal | 'unknown-debtor' | 'not-allowed' | 'not-paused'>;

/** Lets the sales owner hold back, once and for a few days, the step they were told of. */
export async function pauseStep(place: Place, order: PauseOrder, calendars: Calendars): Promise<PauseDone> {
  return await asStaff<PauseDone>(place, order, async (client, who) => {
    const id = await findDebtor(client, order.debtor);
    const locked = id === null ? null : await lockAccount(client, order.creditorId, id, order.at);
    if (locked === null) return notDone('unknown-debtor');
    const { rows: told } = await client.query<ToldStep & { id: string }>(
      `SELECT id, level_id AS "levelId", line_ids AS "lineIds", paused_until AS "pausedUntil" FROM sales_notices
       WHERE debtor_id = $1 ORDER BY told_on, id`,
      [id],
    );
    const { country, zone } = locked.account.debtor;
    const wish = { salesOwner: locked.salesOwner, days: order.days, reason: order.reason };
    const verdict = mayPause(who, wish, told, calendars({ country, zone }, order.at));
    if (verdict.kind === 'refused') return notDone(verdict.why);
    const { until } = verdict;
    await client.query('UPDATE sales_notices SET paused_until = $2, reason = $3, paused_by = $4 WHERE id = $1', [
      ...[told.at(-1)?.id, until, order.reason, who.handle],
    ]);
    const facts = { until, level: told.at(-1)?.levelId, days: order.days };
    const words = { reason: order.reason };
    await recordAct(client, order, who, { kind: 'sales.paused', debtorId: id, facts, words });
    return { kind: 'paused', until };
  });
}

/** A manager ends the pause: the step may go on from today. */
export async function endPause(place: Place, order: Omit<PauseOrder, 'days' | 'reason'>): Promise<PauseDone> {
  return await asStaff<PauseDone>(place, order, async (client, who) => {
    const id = await findDebtor(client, order.debtor);
    const locked = id === null ? null : await lockAccount(client, order.creditorId, id, order.at);
    if (locked === null) return notDone('unknown-debtor');
    if (!mayAct(who, 'end-pause', locked.salesOwner)) return notDone('not-allowed');
    const { rowCount } = await client.query(
      'UPDATE sales_notices SET paused_until = $2 WHERE debtor_id = $1 AND paused_until > $2',
      [id, locked.today],
    );
    if (rowCount === 0) return notDone('not-paused');
    await recordAct(client, order, who, { kind: 'sales.pause-ended', debtorId: id, facts: { on: locked.today } });
    return { kind: 'ended' };
  });
}
