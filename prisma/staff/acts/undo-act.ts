import { z } from 'zod';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { withdrawBooking } from '../../bookings/enter-booking.ts';
import { actorOf } from '../record-act.ts';
import { type OnAccount, type Undo } from './doing.ts';

const day = z.string().transform((text) => text as CivilDate);
const stored: z.ZodType<Undo> = z.discriminatedUnion('of', [
  z.object({ of: z.literal('note'), id: z.uuid() }),
  z.object({ of: z.literal('hold'), id: z.uuid() }),
  z.object({ of: z.literal('release'), id: z.uuid(), until: day.nullable() }),
  z.object({ of: z.literal('assign'), column: z.enum(['sales_owner', 'collector']), before: z.string().nullable() }),
  z.object({ of: z.literal('deceased'), before: z.string().nullable() }),
  z.object({ of: z.literal('entry'), id: z.uuid() }),
  z.object({ of: z.literal('promise'), id: z.uuid() }),
  z.object({ of: z.literal('address'), ids: z.array(z.uuid()) }),
  z.object({ of: z.literal('contact'), id: z.uuid(), ended: z.boolean() }),
  z.object({ of: z.literal('representative'), id: z.uuid() }),
]);

/** The statement that takes an act back, with its values; it changes a row only where nothing came after. */
function statementOf(
  undo: Exclude<Undo, { of: 'entry' }>,
  { locked, today, order }: OnAccount,
): readonly [string, readonly unknown[]] {
  const debtorId = locked.account.debtor.id;
  switch (undo.of) {
    case 'note':
      return [
        'UPDATE account_notes SET retracted_at = solde_instant($2) WHERE id = $1 AND retracted_at IS NULL',
        [undo.id, order.at],
      ];
    case 'hold':
      return ['UPDATE holds SET until_on = from_on WHERE id = $1 AND until_on IS DISTINCT FROM from_on', [undo.id]];
    case 'release':
      return ['UPDATE holds SET until_on = $2 WHERE id = $1 AND until_on IS DISTINCT FROM $2', [undo.id, undo.until]];
    case 'assign':
      return [
        `UPDATE debtors SET ${undo.column} = $2 WHERE id = $1 AND ${undo.column} IS DISTINCT FROM $2`,
        [debtorId, undo.before],
      ];
    case 'deceased':
      return ["UPDATE debtors SET protection = $2 WHERE id = $1 AND protection = 'deceased'", [debtorId, undo.before]];
    case 'promise':
      return [
        "SELECT solde_withdraw('promise', id, $2, $3) FROM promises WHERE id = $1 AND status = 'open'",
        [undo.id, debtorId, today],
      ];
    case 'address':
      return [
        'UPDATE contact_points SET quarantined_at = NULL WHERE id = ANY ($1) AND quarantined_at IS NOT NULL',
        [undo.ids],
      ];
    case 'contact':
      return undo.ended
        ? ['UPDATE contact_points SET ended_at = NULL WHERE id = $1 AND ended_at IS NOT NULL', [undo.id]]
        : [
            'UPDATE contact_points SET ended_at = solde_instant($2) WHERE id = $1 AND ended_at IS NULL',
            [undo.id, order.at],
          ];
    case 'representative':
      return [
        'UPDATE representatives SET until_on = $2::date - 1 WHERE id = $1 AND approved_at IS NULL',
        [undo.id, today],
      ];
  }
}

/** Takes back what an act did; false where something came after it, so that there is nothing to take back. */
export async function undoAct(data: unknown, doing: OnAccount): Promise<boolean> {
  const undo = stored.parse(data);
  const { place, order, who, today } = doing;
  if (undo.of === 'entry') {
    const { creditorId, at } = order;
    return await withdrawBooking(place, { creditorId, at, actor: actorOf(order, who), today, id: undo.id });
  }
  const [text, values] = statementOf(undo, doing);
  const { rowCount } = await place.client.query(text, [...values]);
  return (rowCount ?? 0) > 0;
}
