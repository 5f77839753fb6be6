import { parseArgs } from 'node:util';
import { z } from 'zod';
import { journalTable } from '../documents/journal.ts';
import { readDate } from '../domain/civil-date.ts';
import { listJournal } from '../prisma/bookings/list-journal.ts';
import { openBusinessClock } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { findImporter } from '../prisma/import/importer.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run export -- --journal [--creditor SLUG] [--since 2026-11-01] [--language fr|en] [--json]

Lists what accounting has to book: payments, credit notes and write-offs entered here and not yet in the accounts, charges claimed or
waived, and where debtors directed their money. Each row once, with an id that stays; as CSV, or JSON with amounts in minor units.`;

const given = z.object({
  journal: z.literal(true),
  creditor: z.string().min(1).optional(),
  since: z
    .string()
    .refine((text) => readDate(text) !== null, 'is a date such as 2026-03-31')
    .optional(),
  language: z.enum(['fr', 'en']).default('fr'),
  json: z.boolean(),
});
type Given = z.infer<typeof given>;

function readGiven(): Given | null {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: { journal: flag, creditor: text, since: text, language: text, json: flag, help: flag },
    });
    const read = given.safeParse(values);
    if (read.success && !values.help) return read.data;
    if (!read.success) for (const issue of read.error.issues) say(`--${issue.path.join('.')} ${issue.message}`);
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

async function print({ pool }: Database, asked: Given, production: boolean): Promise<number> {
  const at = (await openBusinessClock(pool, production, Date.now))();
  const creditor = await findImporter(pool, asked.creditor ?? null, at);
  if (creditor === null) {
    say(
      asked.creditor === undefined ? 'Say which creditor: --creditor SLUG' : `There is no creditor ${asked.creditor}.`,
    );
    return 64;
  }
  const rows = await listJournal(pool, { creditorId: creditor.id, since: readDate(asked.since ?? ''), at });
  process.stdout.write(asked.json ? `${JSON.stringify(rows)}\n` : journalTable(rows, asked.language));
  return 0;
}

process.exitCode = await runTool(readGiven(), print);
