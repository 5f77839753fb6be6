import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { readPolicies } from '../bot/policy-files.ts';
import { planNotice, thanks } from '../dialogs/service-words.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { openBusinessClock, tenOf } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { type DayReport, runDay } from '../prisma/jobs/run-day.ts';
import { day } from './tool/day.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run jobs -- [--creditor SLUG] [--as-of 2026-12-01] [--json]

Runs the work of a day by hand, even if it was done: tasks for entries the accounts have not booked, promises judged, plans followed,
checks ended,
deadlines warned of, instalments announced. It does nothing twice. Another day than today in development only.`;

const schema = z.object({
  ...{ words: noWords, creditor: z.string().min(1).optional(), 'as-of': day.optional(), json: z.boolean() },
});
type Asked = z.infer<typeof schema>;

function print(slug: string, day: CivilDate, reports: readonly DayReport[]): void {
  for (const { job, did } of reports) {
    const sums = Object.entries(did ?? {}).map(([what, count]) => `${what}: ${count}`);
    const said = did === null ? 'another process is at it' : sums.length === 0 ? 'nothing to do' : sums.join(', ');
    process.stdout.write(`${slug}, ${day}, ${job}: ${said}\n`);
  }
}

async function runAsked(database: Database, asked: Asked, production: boolean): Promise<number> {
  const { pool } = database;
  const now = (await openBusinessClock(pool, production, Date.now))();
  const policy = await readPolicies(new URL('../policies/', import.meta.url));
  const creditors = (await listCreditors(pool, now)).filter(({ slug }) => slug === (asked.creditor ?? slug));
  const service = { planNotice, thanks, calendarOf: makeCalendars() };
  const done = [];
  const asOf = asked['as-of'];
  for (const { id, slug, zone, today } of creditors) {
    if (production && asOf !== undefined && asOf !== today) {
      say(`--as-of ${asOf} is not today (${today}): in production the work of a day is done on that day.`);
      return 64;
    }
    const at = asOf === undefined ? now : await tenOf(pool, asOf, zone);
    const on = asOf ?? today;
    const graceDaysOf = (account: Parameters<typeof policy>[0]): number => policy(account)?.graceDays ?? 5;
    const reports = await runDay(pool, { creditorId: id, today: on, at, graceDaysOf, again: true, service });
    if (!asked.json) print(slug, on, reports);
    done.push({ creditor: slug, day: on, jobs: reports });
  }
  if (asked.json) process.stdout.write(`${JSON.stringify(done)}\n`);
  if (done.length > 0 || asked.creditor === undefined) return 0;
  say(`There is no creditor ${asked.creditor}.`);
  return 64;
}

const options = { creditor: 'text', 'as-of': 'text', json: 'flag' } as const;
process.exitCode = await runTool(readArguments(usage, schema, options), runAsked);
