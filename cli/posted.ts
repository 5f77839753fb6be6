import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { openBusinessClock } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { presentations } from '../domain/staff/presentation.ts';
import { completeNotice, type Deed } from '../prisma/escalation/complete-notice.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { openRunOrder } from './escalation/run-order.ts';
import { doNotPost, refusal } from './staff/refusals.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run posted -- NOTICE --as HANDLE [--on 2026-12-01] [--tracking NUMBER [--electronic]]
       npm run posted -- NOTICE --as HANDLE --presented 2026-12-03 --result ${presentations.join('|')}

Says that a letter was posted, or what the post said of a registered one. Before a letter is posted the account is looked at once more:
where it is no longer right, do not post it.`;

const day = z.string().transform((text, context): CivilDate => {
  const read = readDate(text);
  if (read !== null) return read;
  context.addIssue('a day is such as 2026-12-01');
  return z.NEVER;
});

const arguments_ = z
  .object({
    notice: z.uuid(),
    as: z.string(),
    on: day.optional(),
    tracking: z.string().min(1).optional(),
    electronic: z.boolean().default(false),
    presented: day.optional(),
    result: z.enum(presentations).optional(),
  })
  .refine(({ presented, result }) => (presented === undefined) === (result === undefined));
type Asked = z.infer<typeof arguments_>;

function readAsked(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...{
          as: { type: 'string' },
          on: { type: 'string' },
          tracking: { type: 'string' },
          electronic: { type: 'boolean' },
        },
        ...{ presented: { type: 'string' }, result: { type: 'string' } },
      },
    });
    const read = arguments_.safeParse({ ...values, notice: positionals[0] });
    if (read.success && positionals.length === 1) return read.data;
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

function deedOf(asked: Asked, today: CivilDate): Deed {
  const { presented, result, on = today, tracking = null, electronic } = asked;
  if (presented !== undefined && result !== undefined) return { kind: 'presented', on: presented, result };
  return { kind: 'posted', on, tracking, ...(electronic ? { electronic } : {}) };
}

async function runAsked(database: Database, asked: Asked, production: boolean): Promise<number> {
  const { pool } = database;
  const at = (await openBusinessClock(pool, production, Date.now))();
  for (const { id: creditorId, today } of await listCreditors(pool, at)) {
    const order = await openRunOrder(database, { creditorId, at, asOf: !production });
    const said = { noticeId: asked.notice, deed: deedOf(asked, today) };
    const done = await completeNotice(pool, { order, staff: { creditorId, at, by: asked.as } }, said);
    if (done.kind === 'unknown' || (done.kind === 'not-done' && done.why === 'unknown-person')) continue;
    if (done.kind !== 'written') {
      say(done.kind === 'do-not' ? doNotPost(done.why) : refusal(done.why));
      return 1;
    }
    process.stdout.write(`${done.status}${done.deadline === null ? '' : `, until ${done.deadline}`}\n`);
    return 0;
  }
  say(`No letter ${asked.notice} of a creditor that ${asked.as} works for.`);
  return 64;
}

process.exitCode = await runTool(readAsked(), runAsked);
