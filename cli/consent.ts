import { z } from 'zod';
import { recordRegisteredConsent } from '../prisma/staff/registered-consent.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run consent -- REFERENCE --email ADDRESS --note "..." --as HANDLE
       npm run consent -- REFERENCE --email ADDRESS --withdraw --as HANDLE

Writes down that a contact agreed to electronic registered letters at that address, and where (--note). Only then such a letter may go there.
${commonUsage}`;

const head = { ...acting, words: z.tuple([z.string().min(1)]), email: z.email() };
const schema = z.union([
  z.object({ ...head, withdraw: z.literal(true) }),
  z.object({ ...head, withdraw: z.literal(false), note: z.string().min(1).max(500) }),
]);
type Given = z.output<typeof schema>;

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const note = given.withdraw ? null : given.note;
  const order = { creditorId, by: given.as, at, debtor: given.words[0], address: given.email, note };
  const done = await recordRegisteredConsent(pool, order);
  if (done.kind === 'not-done') return refused(done);
  const words =
    done.kind === 'given'
      ? 'Noted: a registered letter may be sent there by a provider of electronic ones.'
      : 'Noted: registered letters go by post again.';
  return { value: done, words, done: true };
}

const options = { ...commonOptions, email: 'text', note: 'text', withdraw: 'flag' } as const;
await runStaff(readArguments(usage, schema, options), run);
