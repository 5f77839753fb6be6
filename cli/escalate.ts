import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { openBusinessClock, tenOf } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { bounceMail } from '../prisma/escalation/bounce-mail.ts';
import { findStaff } from '../prisma/escalation/find-staff.ts';
import { resumeSending, stopSending } from '../prisma/escalation/guards.ts';
import { type CreditorDay, listCreditors } from '../prisma/jobs/list-creditors.ts';
import { printReport } from './escalation/print-report.ts';
import { emptyReport } from './escalation/report.ts';
import { openRunOrder } from './escalation/run-order.ts';
import { drySweep, realSweep } from './escalation/sweep-creditor.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run escalate -- [--dry-run] [--as-of 2026-12-01] [--creditor SLUG] [--debtor REFERENCE] [--json]
       npm run escalate -- stop|resume --as HANDLE [--creditor SLUG]
       npm run escalate -- bounced NOTICE --as HANDLE [--creditor SLUG]

Decides who is written to, and queues it. --dry-run writes nothing and shows what would leave, to whom, why, and what it costs. stop lets
nothing leave any more, resume lifts that and an automatic stop, bounced says that a mail came back. A real run for another day than
today in development only.`;

const arguments_ = z.object({
  acts: z.union([z.tuple([]), z.tuple([z.enum(['stop', 'resume'])]), z.tuple([z.literal('bounced'), z.uuid()])]),
  creditor: z.string().optional(),
  debtor: z.string().optional(),
  as: z.string().optional(),
  'as-of': z
    .string()
    .transform((text, context) => {
      const day = readDate(text);
      if (day === null) context.addIssue('--as-of is a day such as 2026-12-01');
      return day;
    })
    .optional(),
  'dry-run': z.boolean(),
  json: z.boolean(),
});
type Asked = z.infer<typeof arguments_>;

function readAsked(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...{
          creditor: { type: 'string' },
          debtor: { type: 'string' },
          as: { type: 'string' },
          'as-of': { type: 'string' },
        },
        ...{ 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
        help: { type: 'boolean', default: false },
      },
    });
    const read = arguments_.safeParse({ ...values, acts: positionals });
    if (!values.help && read.success && (read.data.acts.length === 0 || read.data.as !== undefined)) return read.data;
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

async function act({ pool }: Database, asked: Asked, creditor: CreditorDay, at: number): Promise<number> {
  const staff = await findStaff(pool, creditor.id, asked.as ?? '');
  if (staff === null) {
    say(`${creditor.slug} has nobody called ${asked.as ?? ''}: npm run staff`);
    return 64;
  }
  const order = { creditorId: creditor.id, at, actor: `shell:${asked.as ?? ''}` };
  const [what, noticeId = ''] = asked.acts;
  if (what === 'stop') await stopSending(pool, order);
  else if (what === 'resume') await resumeSending(pool, order);
  else if (!(await bounceMail(pool, { ...order, noticeId }))) {
    say(`${creditor.slug} sent no mail by the notice ${noticeId}.`);
    return 64;
  }
  say(`${creditor.slug}: ${what ?? ''}, written down as by shell, as ${asked.as ?? ''}`);
  return 0;
}

type Today = { readonly creditor: CreditorDay; readonly now: number };

async function sweepOne(
  database: Database,
  asked: Asked,
  { creditor, now }: Today,
  report: ReturnType<typeof emptyReport>,
): Promise<string | null> {
  const { id: creditorId, slug, zone, today } = creditor;
  const asOf = asked['as-of'] ?? null;
  const day: CivilDate = asOf ?? today;
  const at = asOf === null ? now : await tenOf(database.pool, day, zone);
  const made = await openRunOrder(database, { creditorId, at, asOf: asOf !== null });
  const sweep = { order: { ...made, only: asked.debtor }, slug, zone, day };
  report.creditors.push(slug);
  if (asked['dry-run']) {
    await drySweep(database, sweep, report);
    return null;
  }
  return await realSweep(database, sweep, report);
}

/** In production messages leave on their day. */
function isOnItsDay(asked: Asked, { today }: CreditorDay): boolean {
  return asked['dry-run'] || (asked['as-of'] ?? today) === today;
}

async function sweepAll(
  database: Database,
  asked: Asked,
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

async function runAsked(database: Database, asked: Asked, production: boolean): Promise<number> {
  const now = (await openBusinessClock(database.pool, production, Date.now))();
  const wanted = (await listCreditors(database.pool, now)).filter(({ slug }) => slug === (asked.creditor ?? slug));
  const [only, ...others] = wanted;
  if (only === undefined) {
    say(asked.creditor === undefined ? 'There is no creditor yet.' : `There is no creditor ${asked.creditor}.`);
    return 64;
  }
  if (asked.acts.length > 0) {
    if (others.length === 0) return await act(database, asked, only, now);
    say(`Whose? --creditor ${wanted.map(({ slug }) => slug).join(' | ')}`);
    return 64;
  }
  const early = production ? wanted.find((creditor) => !isOnItsDay(asked, creditor)) : undefined;
  if (early === undefined) return await sweepAll(database, asked, wanted, now);
  say(
    `--as-of ${asked['as-of'] ?? ''} is not today (${early.today}): in production messages leave on their day. Add --dry-run.`,
  );
  return 64;
}

process.exitCode = await runTool(readAsked(), runAsked);
