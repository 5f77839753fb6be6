import { randomUUID } from 'node:crypto';
import { type Account, type Invoice } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Database } from '../database.ts';
import { keepOriginal } from '../import/keep-originals.ts';
import { inTenant } from '../in-tenant.ts';
import { makeTurnStore } from '../stores/turn-store.ts';
import { demoPortfolio } from './demo-portfolio.ts';
import { insertDemo } from './insert-demo.ts';
import { type DemoPolicy, signDemoPolicies } from './sign-demo-policies.ts';

/** The accounts of which copies of invoices can be asked. */
const withOriginals = /^LUM-100[1-6]$/;

/** Draws an invoice as it was sent when it was issued. */
export type DrawOriginal = (account: Account, invoice: Invoice) => Promise<Uint8Array>;

/**
 * Stores the demo's portfolio as of that day, with the originals of its first accounts and the policies given, signed as `demo`; nothing
 * when it is there already.
 */
export async function seedDemo(
  database: Pick<Database, 'pool'>,
  today: CivilDate,
  draw: DrawOriginal,
  policies: readonly DemoPolicy[],
): Promise<void> {
  if (await isThere(database)) return;
  const portfolio = demoPortfolio(today);
  if (!(await insertDemo(database, portfolio))) return;
  const { creditorId, tables } = portfolio;
  const { account: read } = makeTurnStore(database.pool, randomUUID);
  const ids = tables.debtors.flatMap(({ id, reference }) =>
    typeof id === 'string' && typeof reference === 'string' && withOriginals.test(reference) ? [id] : [],
  );
  const accounts = await Promise.all(ids.map((id) => read(creditorId, id)));
  const drawn = accounts.flatMap((account) =>
    account === null
      ? []
      : account.invoices.map(async (invoice) => ({
          ...{ invoiceId: invoice.id, debtorId: account.debtor.id, name: `${invoice.number}.pdf` },
          bytes: await draw(account, invoice),
        })),
  );
  const originals = await Promise.all(drawn);
  await inTenant(database.pool, creditorId, async (client) => {
    await signDemoPolicies(client, creditorId, today, policies);
    for (const original of originals)
      await keepOriginal(client, creditorId, { original, importId: null, at: Date.parse(today) });
  });
}

/** Asked first, because making the portfolio takes longer than any other step of a start. */
async function isThere({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ id: string | null }>("SELECT solde_creditor_by_slug('lumio') AS id");
  return typeof rows[0]?.id === 'string';
}
