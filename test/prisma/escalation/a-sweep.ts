import { randomUUID } from 'node:crypto';
import { makeCalendars } from '../../../bot/calendars.ts';
import { drawNotice } from '../../../bot/draw-notice.ts';
import { readShipped } from '../../../bot/policy/read-pack.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { outlets } from '../../../domain/escalation/policy.ts';
import { tenOf } from '../../../prisma/business-clock.ts';
import { loadRules } from '../../../prisma/escalation/load-rules.ts';
import { runSweep, type SweepReport } from '../../../prisma/escalation/run-sweep.ts';
import { insertPolicy } from '../../../prisma/escalation/store-policy.ts';
import { signIn } from '../../../prisma/escalation/sign-policy.ts';
import { type RunOrder } from '../../../prisma/escalation/sweep-order.ts';
import { inTenant } from '../../../prisma/in-tenant.ts';
import { plainGround } from '../../bot/policy/a-pack.ts';
import { type TestDatabase } from '../../support/database.ts';
import {
  type SeededCreditor,
  seedCreditor,
  seedDebtor,
  type SeededDebtor,
  seedInvoice,
} from '../../support/ledger-rows.ts';

const policiesFolder = new URL('../../../policies/', import.meta.url);
const calendars = makeCalendars();
let made = 0;

/** How a creditor is swept on a day. */
export async function orderOf(pool: TestDatabase['pool'], creditorId: string, day: string): Promise<RunOrder> {
  const on = day as CivilDate;
  const { rates: shippedRates } = await plainGround();
  const rules = await loadRules(pool, { creditorId, on, production: false, shippedRates });
  return {
    ...rules,
    ...{ creditorId, at: await tenOf(pool, on, 'Europe/Paris'), asOf: true, reachable: outlets },
    ...{ calendar: calendars, draw: drawNotice, newId: randomUUID, signatory: 'Camille Test' },
    chatUrl: (slug) => `https://solde.example/chat/${slug}`,
  };
}

/** A creditor with the shipped policies signed, and what a sweep of a day needs. */
export type SweepRig = {
  readonly creditor: SeededCreditor;
  readonly debtor: (owed: readonly { readonly due: string; readonly minor: number }[]) => Promise<SeededDebtor>;
  readonly order: (day: string) => Promise<RunOrder>;
  readonly run: (day: string) => Promise<SweepReport>;
};

/** `connect` is how the service connects. */
export async function sweepRig({ pool, ownerPool }: Pick<TestDatabase, 'pool' | 'ownerPool'>): Promise<SweepRig> {
  made += 1;
  const creditor = await seedCreditor(ownerPool, `sweep-${made}`);
  await ownerPool.query("UPDATE creditors SET phone = '+33199001234', email = 'bonjour@lumio.example' WHERE id = $1", [
    creditor.id,
  ]);
  const ground = await plainGround();
  const at = Date.parse('2026-01-01T09:00:00Z');
  for (const { policy, texts } of await readShipped(policiesFolder)) {
    const kept = { ...policy, effectiveFrom: '2026-01-01' as CivilDate };
    const head = { creditorId: creditor.id, by: 'demo', at };
    await inTenant(pool, creditor.id, async (client) => {
      await insertPolicy(client, { ...head, policy: kept, texts, shippedRates: ground.rates });
      await signIn(client, { ...head, id: kept.id, version: kept.version, today: kept.effectiveFrom });
    });
  }
  const order = (day: string): Promise<RunOrder> => orderOf(pool, creditor.id, day);
  return {
    creditor,
    order,
    debtor: async (owed) => {
      const debtor = await seedDebtor(ownerPool, creditor);
      for (const [index, { due, minor }] of owed.entries())
        await owe(ownerPool, creditor, debtor, { number: `S-${debtor.reference}-${index}`, due, minor });
      return debtor;
    },
    run: async (day) => runSweep(pool, await order(day), day as CivilDate),
  };
}

/** An invoice of one line that is due that day. */
export async function owe(
  owner: TestDatabase['ownerPool'],
  creditor: SeededCreditor,
  debtor: { readonly id: string },
  { number, due, minor }: { readonly number: string; readonly due: string; readonly minor: number },
): Promise<string> {
  const invoice = await seedInvoice(owner, creditor, debtor, { number, items: [minor], lines: [minor] });
  await owner.query('ALTER TABLE due_lines DISABLE TRIGGER USER');
  await owner.query('UPDATE due_lines SET due = $2 WHERE id = $1', [invoice.lineIds[0], due]);
  await owner.query('ALTER TABLE due_lines ENABLE TRIGGER USER');
  return invoice.lineIds[0] ?? '';
}

/** An e-mail address of that debtor's, known for long. */
export async function addMail(
  owner: TestDatabase['ownerPool'],
  creditor: SeededCreditor,
  { contactId }: SeededDebtor,
  address: string,
): Promise<void> {
  await owner.query(
    "INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at) VALUES (gen_random_uuid(), $1, $2, 'email', $3, '2026-01-01Z')",
    [creditor.id, contactId, address],
  );
}

/** Whatever was decided and not stopped reached them that day. */
export async function count(owner: TestDatabase['ownerPool'], creditor: SeededCreditor, day: string): Promise<void> {
  await owner.query(
    "SELECT solde_move_notice(id, 'counted', $2, NULL) FROM notices WHERE creditor_id = $1 AND status IN ('queued', 'sent', 'failed')",
    [creditor.id, day],
  );
}
