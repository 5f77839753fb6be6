import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { endPause, pauseStep } from '../prisma/staff/pause.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run pause -- REFERENCE --days N --reason "..." --as HANDLE
       npm run pause -- REFERENCE --end --as HANDLE

The sales owner holds back the step they were told of: once, 1 to 5 working days; the manager reads why, and may end it.
${commonUsage}`;

const schema = z.union([
  z.object({ ...acting, words: z.tuple([z.string().min(1)]), end: z.literal(true) }),
  z.object({
    ...{ ...acting, words: z.tuple([z.string().min(1)]), end: z.literal(false) },
    ...{ days: z.coerce.number().int().min(1).max(5), reason: z.string().min(1).max(500) },
  }),
]);
type Given = z.output<typeof schema>;

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const order = { creditorId, by: given.as, at, debtor: given.words[0] };
  const done = given.end
    ? await endPause(pool, order)
    : await pauseStep(pool, { ...order, days: given.days, reason: given.reason }, makeCalendars());
  if (done.kind === 'not-done') return refused(done);
  const words = done.kind === 'paused' ? `Paused until ${done.until}: the manager reads why.` : 'The pause has ended.';
  return { value: done, words, done: true };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, end: 'flag', days: 'text', reason: 'text' }), run);
