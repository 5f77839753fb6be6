import { randomUUID } from 'node:crypto';
import { type Account } from '../domain/account.ts';
import { type Instant } from '../domain/calendar.ts';
import { invoiceOriginal } from '../documents/invoice-original.ts';
import { type Database } from '../prisma/database.ts';
import { demoPortfolio } from '../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../prisma/demo/insert-demo.ts';
import { type Original, keepOriginal } from '../prisma/import/keep-originals.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { makeTurnStore } from '../prisma/stores/turn-store.ts';
import { dateIn } from './calendars.ts';

/** The accounts made by hand, whose invoices can be asked for as copies. */
const named = /^LUM-100[1-6]$/;

/** Stores the demo's portfolio as of that day, with the originals of its named accounts; nothing when it is there already. */
export async function seedDemo(database: Pick<Database, 'pool'>, at: Instant): Promise<void> {
  const portfolio = demoPortfolio(dateIn('Europe/Paris', at));
  if (!(await insertDemo(database, portfolio))) return;
  const { creditorId, tables } = portfolio;
  const { account: read } = makeTurnStore(database.pool, randomUUID);
  const ids = tables.debtors.flatMap(({ id, reference }) =>
    typeof id === 'string' && typeof reference === 'string' && named.test(reference) ? [id] : [],
  );
  const accounts = await Promise.all(ids.map((id) => read(creditorId, id)));
  const drawn = await Promise.all(accounts.flatMap((account) => (account === null ? [] : originalsOf(account))));
  await inTenant(database.pool, creditorId, async (client) => {
    for (const original of drawn) await keepOriginal(client, creditorId, { original, importId: null, at });
  });
}

function originalsOf(account: Account): Promise<Original>[] {
  const { creditor, debtor } = account;
  return account.invoices.map(async (invoice) => {
    const lines = account.lines.filter(({ invoiceId }) => invoiceId === invoice.id);
    const head = { language: debtor.language, creditor, debtor, on: invoice.issued };
    const bytes = await invoiceOriginal({ ...head, invoice, lines, paymentReference: invoice.number });
    return { invoiceId: invoice.id, debtorId: debtor.id, name: `${invoice.number}.pdf`, bytes };
  });
}
