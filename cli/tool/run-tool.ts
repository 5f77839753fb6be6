import { readConfig } from '../../bot/config.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { say } from './say.ts';

/**
 * Runs a tool on the database of the running service, or starts that database, and closes it again. `asked` is null where the arguments
 * did not say what to do, which was told already. Gives the exit code: the work's own, or 64 (EX_USAGE) when nothing was done.
 */
export async function runTool<Asked>(
  asked: Asked | null,
  work: (database: Database, asked: Asked, production: boolean) => Promise<number>,
): Promise<number> {
  const config = readConfig();
  if ('problems' in config) {
    for (const problem of config.problems) say(problem);
    return 64;
  }
  if (asked === null) return 64;
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, log: say });
  try {
    return await work(database, asked, config.production);
  } finally {
    await database.close();
  }
}
