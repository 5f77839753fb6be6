import type pg from 'pg';
import {
  type SeededCreditor,
  seedCreditor,
  seedDebtor,
  type SeededDebtor,
  seedInvoice,
} from '../../support/ledger-rows.ts';

let made = 0;

export type DayGround = { readonly creditor: SeededCreditor; readonly debtor: SeededDebtor; readonly lineId: string };

/** A creditor of its own with one debtor and one invoice of that amount, due on 15 September 2026. */
export async function dayGround(owner: pg.Pool, minor: number): Promise<DayGround> {
  made += 1;
  const creditor = await seedCreditor(owner, `day-${made}`);
  const debtor = await seedDebtor(owner, creditor);
  const { lineIds } = await seedInvoice(owner, creditor, debtor, {
    number: `F${made}`,
    items: [minor],
    lines: [minor],
  });
  return { creditor, debtor, lineId: lineIds[0]! };
}
