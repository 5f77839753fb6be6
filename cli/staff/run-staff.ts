import { type CivilDate } from '../../domain/civil-date.ts';
import { type Currency } from '../../domain/money.ts';
import { openBusinessClock } from '../../prisma/business-clock.ts';
import { type Database } from '../../prisma/database.ts';
import { findImporter } from '../../prisma/import/importer.ts';
import { runTool } from '../tool/run-tool.ts';
import { say } from '../tool/say.ts';
import { refusal } from './refusals.ts';

/** Where and when a person of the creditor acts. */
export type Desk = {
  readonly database: Database;
  readonly creditorId: string;
  readonly currency: Currency | null; // of the creditor's accounts, when they are all of one
  readonly today: CivilDate;
  readonly at: number;
};

type Asked = { readonly creditor?: string | undefined; readonly json: boolean };

/** What a command ends with: the value for JSON, and the same in words. */
export type Said = { readonly value: unknown; readonly words: string; readonly done: boolean };

/** How a refusal is told. */
export function refused(value: { readonly why: string }): Said {
  return { value, words: refusal(value.why), done: false };
}

/** Runs a command of the creditor's people: stdout has its result alone; ends with 0, or 1 when nothing was done. */
export async function runStaff<Given extends Asked>(
  given: Given | null,
  work: (desk: Desk, given: Given) => Promise<Said>,
): Promise<void> {
  process.exitCode = await runTool(given, async (database, asked, production) => {
    const at = (await openBusinessClock(database.pool, production, Date.now))();
    const importer = await findImporter(database.pool, asked.creditor ?? null, at);
    if (importer === null) {
      const which =
        asked.creditor === undefined
          ? 'Say which creditor: --creditor SLUG'
          : `There is no creditor ${asked.creditor}.`;
      say(which);
      return 64;
    }
    const { id: creditorId, currency, today } = importer;
    const { value, words, done } = await work({ database, creditorId, currency, today, at }, asked);
    process.stdout.write(`${asked.json ? JSON.stringify(value) : words}\n`);
    return done ? 0 : 1;
  });
}
