import { z } from 'zod';
import { readMediator, setMediator } from '../prisma/staff/mediator.ts';
import { common, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run mediator
       npm run mediator -- --set "NAME, ADDRESS, SITE" --as HANDLE
       npm run mediator -- --none --as HANDLE

Shows, sets or takes away the consumer mediator the creditor belongs to. Formal notices to consumers and answers that reject their disputes
name it (C. conso. L616-1). An administrator does it.
${commonUsage}`;

/** One line of a letter, and nothing that reads as a name of a value in it. */
const mediator = z
  .string()
  .trim()
  .min(10, 'is the name, the address and the site')
  .max(300, 'has 300 characters at most')
  .regex(/^[^\p{Cc}\p{Cf}{}<>]+$/u, 'is one line without braces');
const schema = z
  .object({ ...common, words: noWords, set: mediator.optional(), none: z.boolean(), as: z.string().min(1).optional() })
  .refine(({ set, none }) => set === undefined || !none, 'say --set or --none')
  .refine(
    ({ set, none, as }) => as !== undefined || (set === undefined && !none),
    'Say who you are: --as HANDLE (npm run staff -- list)',
  );
type Given = z.output<typeof schema>;

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  if (given.as === undefined || (given.set === undefined && !given.none)) {
    const named = await readMediator(pool, creditorId);
    return { value: { mediator: named }, words: named ?? 'No mediator is named to consumers.', done: true };
  }
  const done = await setMediator(pool, { creditorId, at, by: given.as }, given.set ?? null);
  if (done.kind === 'not-done') return refused(done);
  const words = done.mediator === null ? 'No mediator is named any more.' : `Consumers are told: ${done.mediator}`;
  return { value: done, words, done: true };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, set: 'text', none: 'flag' }), run);
