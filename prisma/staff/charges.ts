import type pg from 'pg';
import { type Charge } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { mayGiveUp } from '../../domain/staff/clerk-limit.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type Place } from '../in-tenant.ts';
import { type Listed, listFor } from './list-for.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type ChargeListed = {
  readonly id: string;
  readonly debtor: string; // reference
  readonly invoice: string;
  readonly kind: Charge['kind'];
  readonly amount: Money;
  readonly status: Charge['status'];
  readonly basis: string;
  readonly on: CivilDate;
  readonly waivedReason: string | null;
};

/** Charges of one debtor, or of all that person may see; the newest first. */
export async function listCharges(
  place: Place,
  order: StaffOrder,
  debtor: string | null,
): Promise<Listed<ChargeListed>> {
  return await listFor(place, order, async (client, owner) => {
    const { rows } = await client.query<ChargeListed>(
      `SELECT c.id, d.reference AS debtor, i.number AS invoice, c.kind, solde_money(c.amount_minor, c.currency) AS amount, c.status, c.basis, c.on_date AS on,
         c.waived_reason AS "waivedReason"
       FROM charges c JOIN debtors d ON d.id = c.debtor_id JOIN invoices i ON i.id = c.invoice_id
       WHERE ($1::text IS NULL OR d.reference_key = upper($1)) AND ($2::text IS NULL OR d.sales_owner = $2) ORDER BY c.on_date DESC, d.reference, c.id`,
      [debtor, owner],
    );
    return rows;
  });
}

export type ChargeWaived =
  | { readonly kind: 'waived'; readonly amount: Money }
  | NotDone<
      WhoRefusal | 'unknown' | 'not-allowed' | 'beyond-clerk' | 'reason-missing' | 'waived-before' | 'paid-in-part'
    >;

type Found = {
  readonly debtorId: string;
  readonly salesOwner: string | null;
  readonly amount: Money;
  readonly status: Charge['status'];
  readonly allocated: boolean;
};

async function lockCharge(client: pg.ClientBase, id: string): Promise<Found | null> {
  await client.query('SELECT FROM debtors WHERE id = (SELECT debtor_id FROM charges WHERE id = $1) FOR NO KEY UPDATE', [
    id,
  ]);
  const { rows } = await client.query<Found>(
    `SELECT c.debtor_id AS "debtorId", d.sales_owner AS "salesOwner", solde_money(c.amount_minor, c.currency) AS amount, c.status,
       EXISTS (SELECT FROM allocations a WHERE a.charge_id = c.id AND a.reversed_on IS NULL) AS allocated
     FROM charges c JOIN debtors d ON d.id = c.debtor_id WHERE c.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Gives up a charge, with a reason; what was paid of it is booked otherwise first. */
export async function waiveCharge(
  place: Place,
  order: StaffOrder & { readonly chargeId: string; readonly reason: string },
): Promise<ChargeWaived> {
  return await asStaff<ChargeWaived>(place, order, async (client, who) => {
    const found = await lockCharge(client, order.chargeId);
    if (found === null) return notDone('unknown');
    if (!mayAct(who, 'waive-charge', found.salesOwner)) return notDone('not-allowed');
    if (!mayGiveUp(who, found.amount)) return notDone('beyond-clerk');
    if (order.reason.trim() === '') return notDone('reason-missing');
    if (found.status === 'waived') return notDone('waived-before');
    if (found.status === 'paid' || found.allocated) return notDone('paid-in-part');
    await client.query("UPDATE charges SET status = 'waived', waived_reason = $2 WHERE id = $1", [
      order.chargeId,
      order.reason,
    ]);
    const facts = { charge: order.chargeId, amount: found.amount };
    const words = { reason: order.reason };
    await recordAct(client, order, who, { kind: 'charge.waived', debtorId: found.debtorId, facts, words });
    return { kind: 'waived', amount: found.amount };
  });
}
