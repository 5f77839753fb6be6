import { type CivilDate } from '../../domain/civil-date.ts';
import { type Currency } from '../../domain/money.ts';
import { type Database } from '../../prisma/database.ts';
import { type Listed } from '../../prisma/staff/list-for.ts';
import { runForCreditor } from '../tool/run-for-creditor.ts';
import { refusal } from './refusals.ts';

/** Where and when a person of the creditor acts. */
export type Desk = {
  readonly database: Database;
  readonly creditorId: string;
  readonly currency: Currency | null; // of the creditor's accounts, when they are all of one
  readonly today: CivilDate;
  readonly at: number;
  readonly production: boolean;
};

type Asked = { readonly creditor?: string | undefined; readonly json: boolean };

/** What a command ends with: the value for JSON, and the same in words. */
export type Said = { readonly value: unknown; readonly words: string; readonly done: boolean };

/** How a refusal is told. */
export function refused(value: { readonly why: string }): Said {
  return { value, words: refusal(value.why), done: false };
}

/** How a list is told, in one line each; `none` where there is nothing. */
export function told<Row>(found: Listed<Row>, line: (row: Row) => string, none: string): Said {
  if (found.kind === 'not-done') return refused(found);
  return { value: found.rows, words: found.rows.map(line).join('\n') || none, done: true };
}

/** Runs a command of the creditor's people: stdout has its result alone; ends with 0, or 1 when nothing was done. */
export async function runStaff<Given extends Asked>(
  given: Given | null,
  work: (desk: Desk, given: Given) => Promise<Said>,
): Promise<void> {
  await runForCreditor(given, async ({ database, creditor, at, production }, asked) => {
    const { id: creditorId, currency, today } = creditor;
    const { value, words, done } = await work({ database, creditorId, currency, today, at, production }, asked);
    process.stdout.write(`${asked.json ? JSON.stringify(value) : words}\n`);
    return done ? 0 : 1;
  });
}
