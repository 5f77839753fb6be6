import { parseArgs } from 'node:util';
import { makeCalendars } from '../bot/calendars.ts';
import { readPolicies } from '../bot/policy-files.ts';
import { planNotice, thanks } from '../dialogs/service-words.ts';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { openBusinessClock, tenOf } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { type DayReport, runDay } from '../prisma/jobs/run-day.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run jobs -- [--creditor SLUG] [--as-of 2026-12-01] [--json]

Runs the work of a day by hand, even if it was done: tasks for entries the accounts have not booked, promises judged, plans followed,
checks ended,
deadlines warned of, instalments announced. It does nothing twice. Another day than today in development only.`;

type Asked = { readonly creditor: string | undefined; readonly asOf: CivilDate | null; readonly json: boolean };

function readAsked(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        ...{ creditor: { type: 'string' }, 'as-of': { type: 'string' }, help: { type: 'boolean', default: false } },
        json: { type: 'boolean', default: false },
      },
    });
    const asOf = readDate(values['as-of'] ?? '');
    if (!values.help && (values['as-of'] === undefined || asOf !== null))
      return { creditor: values.creditor, asOf, json: values.json };
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

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
  for (const { id, slug, zone, today } of creditors) {
    if (production && asked.asOf !== null && asked.asOf !== today) {
      say(`--as-of ${asked.asOf} is not today (${today}): in production the work of a day is done on that day.`);
      return 64;
    }
    const at = asked.asOf === null ? now : await tenOf(pool, asked.asOf, zone);
    const day = asked.asOf ?? today;
    const graceDaysOf = (account: Parameters<typeof policy>[0]): number => policy(account)?.graceDays ?? 5;
    const reports = await runDay(pool, { creditorId: id, today: day, at, graceDaysOf, again: true, service });
    if (!asked.json) print(slug, day, reports);
    done.push({ creditor: slug, day, jobs: reports });
  }
  if (asked.json) process.stdout.write(`${JSON.stringify(done)}\n`);
  if (done.length > 0 || asked.creditor === undefined) return 0;
  say(`There is no creditor ${asked.creditor}.`);
  return 64;
}

process.exitCode = await runTool(readAsked(), runAsked);
