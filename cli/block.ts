import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { liftBlock, proposeBlock } from '../prisma/staff/block.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run block -- REFERENCE --propose --reason "..." --as HANDLE
       npm run block -- REFERENCE --lift --reason "..." --as HANDLE

A block says: no further orders. A manager sets it (npm run approve), and it lifts itself once nothing is late.
${commonUsage}`;

const schema = z
  .object({
    ...{ ...acting, words: z.tuple([z.string().min(1)]), propose: z.boolean(), lift: z.boolean() },
    reason: z.string().min(1).max(500),
  })
  .refine(({ propose, lift }) => propose !== lift, 'say --propose or --lift');
type Given = z.output<typeof schema>;

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const order = { creditorId, by: given.as, at, debtor: given.words[0], reason: given.reason };
  const done = given.lift ? await liftBlock(pool, order) : await proposeBlock(pool, order, makeCalendars());
  if (done.kind === 'not-done') return refused(done);
  const from =
    done.kind === 'proposed' && done.notBefore !== null ? ` from ${done.notBefore} on: the sales owner was told` : '';
  const words =
    done.kind === 'proposed'
      ? `Proposed. A manager decides${from}. npm run approve -- ${done.approvalId} --as HANDLE`
      : 'Lifted.';
  return { value: done, words, done: true };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, propose: 'flag', lift: 'flag', reason: 'text' }), run);
