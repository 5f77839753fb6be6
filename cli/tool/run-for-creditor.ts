import { openBusinessClock } from '../../prisma/business-clock.ts';
import { type Database } from '../../prisma/database.ts';
import { findImporter, type Importer } from '../../prisma/import/importer.ts';
import { runTool } from './run-tool.ts';
import { say } from './say.ts';

/** For which creditor a command works, and when. */
export type Tenant = {
  readonly database: Database;
  readonly creditor: Importer;
  readonly at: number;
  readonly production: boolean;
};

/** The creditor of that slug, or the only one; else the sentence that asks for it. */
export async function findCreditor(
  { pool }: Pick<Database, 'pool'>,
  slug: string | undefined,
  at: number,
): Promise<Importer | string> {
  const found = await findImporter(pool, slug ?? null, at);
  if (found !== null) return found;
  return slug === undefined ? 'Say which creditor: --creditor SLUG' : `There is no creditor ${slug}.`;
}

/** Runs a command that works for one creditor, at the business clock's instant; ends the process with what `work` gives, or 64. */
export async function runForCreditor<Asked extends { readonly creditor?: string | undefined }>(
  asked: Asked | null,
  work: (tenant: Tenant, asked: Asked) => Promise<number>,
): Promise<void> {
  process.exitCode = await runTool(asked, async (database, given, production) => {
    const at = (await openBusinessClock(database.pool, production, Date.now))();
    const creditor = await findCreditor(database, given.creditor, at);
    if (typeof creditor !== 'string') return await work({ database, creditor, at, production }, given);
    say(creditor);
    return 64;
  });
}
