import { z } from 'zod';
import { drawDefaultNotice } from '../bot/draw-default-notice.ts';
import { confirmDefault, giveDefaultNotice } from '../prisma/staff/plan-default.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run default -- PLAN --notice --as HANDLE
       npm run default -- PLAN --confirm --as HANDLE

A plan that is late ends only after a written notice whose days have run out, by another person than the one who gave it. Then its
holds end and its invoices go on where they were.
${commonUsage}`;

const schema = z
  .object({ ...acting, words: z.tuple([z.uuid('is the id of a plan')]), notice: z.boolean(), confirm: z.boolean() })
  .refine(({ notice, confirm }) => notice !== confirm, 'say --notice or --confirm');
type Given = z.output<typeof schema>;

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const order = { creditorId, by: given.as, at, planId: given.words[0] };
  if (given.notice) {
    const done = await giveDefaultNotice(pool, order, drawDefaultNotice);
    if (done.kind === 'not-done') return refused(done);
    const words = `A letter is to be posted (npm run tasks -- show ${done.taskId} --out letter.pdf); it gives ${done.days} days from then on.`;
    return { value: done, words, done: true };
  }
  const done = await confirmDefault(pool, order);
  if (done.kind === 'not-done') return refused(done);
  const words = done.kind === 'approved' ? 'The plan has ended.' : 'Nothing was done: the plan is no longer late.';
  return { value: done, words, done: done.kind === 'approved' };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, notice: 'flag', confirm: 'flag' }), run);
