import { z } from 'zod';
import { type CivilDate } from '../domain/civil-date.ts';
import { openBusinessClock, tenOf } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { type CreditorDay, listCreditors } from '../prisma/jobs/list-creditors.ts';
import { noteBounce, resumeAll, stopAll } from '../prisma/staff/switch-sending.ts';
import { printReport } from './escalation/print-report.ts';
import { emptyReport } from './escalation/report.ts';
import { openRunOrder } from './escalation/run-order.ts';
import { drySweep, realSweep } from './escalation/sweep-creditor.ts';
import { readerOf, readerUsage } from './staff/reader-of.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { day } from './tool/day.ts';
import { noWords, type Options, readArguments } from './tool/read-arguments.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run escalate -- [--dry-run] [--as-of 2026-12-01] [--creditor SLUG] [--debtor REFERENCE] [--as HANDLE] [--json]
       npm run escalate -- stop|resume --as HANDLE [--creditor SLUG]
       npm run escalate -- bounced NOTICE --as HANDLE [--creditor SLUG]

Decides who is written to, and queues it. --dry-run writes nothing and shows what would leave, to whom, why, and what it costs. stop lets
nothing leave any more, resume lifts that and an automatic stop, bounced says that a mail came back. A real run for another day than
today in development only.
${readerUsage}`;

const common = { creditor: z.string().min(1).optional(), json: z.boolean() };
const schema = z.union([
  z.object({
    ...{ ...common, words: noWords, debtor: z.string().min(1).optional() },
    ...{ 'as-of': day.optional(), 'dry-run': z.boolean(), as: z.string().min(1).optional() },
  }),
  z.object({
    ...{ ...common, as: z.string().min(1) },
    words: z.union([z.tuple([z.enum(['stop', 'resume'])]), z.tuple([z.literal('bounced'), z.uuid()])]),
  }),
]);
type Asked = z.infer<typeof schema>;
type Sweep = Extract<Asked, { readonly 'dry-run': boolean }>;
type Act = Exclude<Asked, Sweep>;

async function act(
  { database: { pool }, creditorId, at }: Desk,
  { as: by, words: [what, notice] }: Act,
): Promise<Said> {
  const order = { creditorId, by, at };
  const done =
    what === 'bounced'
      ? await noteBounce(pool, order, notice)
      : await (what === 'stop' ? stopAll : resumeAll)(pool, order);
  if (done.kind === 'not-done') return refused(done);
  return { value: done, words: `Done, by ${by}: ${what}.`, done: true };
}

type Today = { readonly creditor: CreditorDay; readonly now: number };

async function sweepOne(
  database: Database,
  asked: Sweep,
  { creditor, now }: Today,
  report: ReturnType<typeof emptyReport>,
): Promise<string | null> {
  const { id: creditorId, slug, zone, today } = creditor;
  const asOf = asked['as-of'] ?? null;
  const on: CivilDate = asOf ?? today;
  const at = asOf === null ? now : await tenOf(database.pool, on, zone);
  const made = await openRunOrder(database, { creditorId, at, asOf: asOf !== null });
  const sweep = { order: { ...made, only: asked.debtor }, slug, zone, day: on };
  report.creditors.push(slug);
  if (asked['dry-run']) {
    await drySweep(database, sweep, report);
    return null;
  }
  return await realSweep(database, sweep, report);
}

/** In production messages leave on their day. */
function isOnItsDay(asked: Sweep, { today }: CreditorDay): boolean {
  return asked['dry-run'] || (asked['as-of'] ?? today) === today;
}

async function sweepAll(
  database: Database,
  asked: Sweep,
  wanted: readonly CreditorDay[],
  now: number,
): Promise<number> {
  const report = { ...emptyReport(asked['dry-run']), asOf: asked['as-of'] ?? wanted[0]?.today ?? null };
  const troubles: string[] = [];
  for (const creditor of wanted) {
    const trouble = await sweepOne(database, asked, { creditor, now }, report);
    if (trouble !== null) troubles.push(trouble);
  }
  for (const line of [...report.assumptions, ...troubles]) say(line);
  if (asked.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else printReport(report);
  return troubles.length === 0 ? 0 : 75;
}

/** Whether that person may see every account of them, as the report names them all; what is in the way was told where not. */
async function mayReadAll(
  { pool }: Database,
  as: string | undefined,
  of: { readonly wanted: readonly CreditorDay[]; readonly at: number; readonly production: boolean },
): Promise<boolean> {
  for (const { id: creditorId } of of.wanted) {
    const reader = await readerOf({ pool, creditorId, at: of.at, production: of.production }, as);
    if (reader === null) return false;
    if (reader.owner === null) continue;
    say('It shows every account, and yours are some of them: npm run explain -- --debtor REFERENCE --as HANDLE');
    return false;
  }
  return true;
}

async function runAsked(database: Database, asked: Sweep, production: boolean): Promise<number> {
  const now = (await openBusinessClock(database.pool, production, Date.now))();
  const wanted = (await listCreditors(database.pool, now)).filter(({ slug }) => slug === (asked.creditor ?? slug));
  if (wanted.length === 0) {
    say(asked.creditor === undefined ? 'There is no creditor yet.' : `There is no creditor ${asked.creditor}.`);
    return 64;
  }
  if (!(await mayReadAll(database, asked.as, { wanted, at: now, production }))) return 1;
  const early = production ? wanted.find((creditor) => !isOnItsDay(asked, creditor)) : undefined;
  if (early === undefined) return await sweepAll(database, asked, wanted, now);
  say(
    `--as-of ${asked['as-of'] ?? ''} is not today (${early.today}): in production messages leave on their day. Add --dry-run.`,
  );
  return 64;
}

const options: Options = {
  ...{ creditor: 'text', debtor: 'text', as: 'text', 'as-of': 'text', 'dry-run': 'flag', json: 'flag' },
};
const asked = readArguments(usage, schema, options);
if (asked !== null && !('dry-run' in asked)) await runStaff(asked, act);
else process.exitCode = await runTool(asked, runAsked);
