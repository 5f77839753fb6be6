import { z } from 'zod';
import { journalTable } from '../documents/journal.ts';
import { listJournal } from '../prisma/bookings/list-journal.ts';
import { readerOf, readerUsage } from './staff/reader-of.ts';
import { day } from './tool/day.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runForCreditor, type Tenant } from './tool/run-for-creditor.ts';

const usage = `Usage: npm run export -- --journal [--as HANDLE] [--creditor SLUG] [--since 2026-11-01] [--language fr|en] [--json]
${readerUsage}

Lists what accounting has to book: payments, credit notes and write-offs entered here and not yet in the accounts, charges claimed or
waived, and where debtors directed their money. Each row once, with an id that stays; as CSV, or JSON with amounts in minor units.`;

const schema = z.object({
  ...{ words: noWords, journal: z.literal(true, 'says what is listed'), creditor: z.string().min(1).optional() },
  ...{
    as: z.string().min(1).optional(),
    since: day.optional(),
    language: z.enum(['fr', 'en']).default('fr'),
    json: z.boolean(),
  },
});

async function print(tenant: Tenant, asked: z.infer<typeof schema>): Promise<number> {
  const { creditor, at, production } = tenant;
  const { pool } = tenant.database;
  const reader = await readerOf({ pool, creditorId: creditor.id, at, production }, asked.as);
  if (reader === null) return 1;
  const rows = await listJournal(pool, { ...reader, creditorId: creditor.id, since: asked.since ?? null, at });
  process.stdout.write(asked.json ? `${JSON.stringify(rows)}\n` : journalTable(rows, asked.language));
  return 0;
}

const options = {
  journal: 'flag',
  as: 'text',
  creditor: 'text',
  since: 'text',
  language: 'text',
  json: 'flag',
} as const;
await runForCreditor(readArguments(usage, schema, options), print);
