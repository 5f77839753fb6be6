import { z } from 'zod';
import { decideApproval, type DecisionOutcome } from '../prisma/staff/decide-approval.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run approve -- ID --as HANDLE [--refuse --note "..."]

Decides what waits in npm run approvals: always another person than the one who asked, in a role that may.
${commonUsage}`;

const schema = z.object({
  ...{ ...acting, words: z.tuple([z.uuid('is an id of npm run approvals')]), refuse: z.boolean() },
  note: z.string().max(1000).optional(),
});
type Given = z.output<typeof schema>;

function describe(done: Exclude<DecisionOutcome, { kind: 'not-done' }>): string {
  if (done.kind === 'lapsed')
    return `Not approved: the account changed (${done.why}). Nothing leaves, and nothing waits any more.`;
  if (done.kind === 'refused') return `Refused: ${done.what}. Nothing leaves.`;
  const task = done.taskId === null ? '' : ` A task is open for it: npm run tasks -- show ${done.taskId}`;
  return `Approved: ${done.what}.${task}`;
}

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const done = await decideApproval(pool, {
    ...{ creditorId, approvalId: given.words[0], by: given.as, note: given.note ?? null, at },
    decision: given.refuse ? 'refuse' : 'approve',
  });
  if (done.kind === 'not-done') return refused(done);
  return { value: done, words: describe(done), done: done.kind !== 'lapsed' };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, refuse: 'flag', note: 'text' }), run);
