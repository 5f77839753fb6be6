import { z } from 'zod';
import { staffRoles } from '../domain/staff/staff-user.ts';
import { addStaff, disableStaff, listStaff, type StaffListed } from '../prisma/staff/staff-users.ts';
import { common, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run staff -- add --name NAME --handle HANDLE --roles ROLE,ROLE [--email ADDRESS] [--aad OBJECT_ID --tenant TENANT] --as HANDLE
       npm run staff -- list [--json]
       npm run staff -- disable HANDLE --as HANDLE
  --roles  of ${staffRoles.join(', ')}
  The first person is an administrator, and needs no --as.
${commonUsage}`;

const roles = z
  .string()
  .transform((text) => text.split(',').map((role) => role.trim()))
  .pipe(z.array(z.enum(staffRoles)).min(1));
const handle = z
  .string()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{0,39}$/, 'is letters, digits, dots and dashes, beginning with a letter');
const beside = { ...common, as: z.string().min(1).optional() };
const schema = z.union([
  z
    .object({
      ...beside,
      ...{ words: z.tuple([z.literal('add')]), name: z.string().min(1).max(100), handle, roles },
      ...{ email: z.email().optional(), aad: z.string().min(1).optional(), tenant: z.string().min(1).optional() },
    })
    .refine(({ aad, tenant }) => (aad === undefined) === (tenant === undefined), '--aad and --tenant go together'),
  z.object({ ...beside, words: z.tuple([z.literal('list')]) }),
  z.object({ ...beside, words: z.tuple([z.literal('disable'), handle]), as: z.string().min(1) }),
]);
type Given = z.output<typeof schema>;

function line({ handle: of, name, roles: may, disabled }: StaffListed): string {
  return `${of.padEnd(12)} ${name.padEnd(28)} ${may.join(', ')}${disabled ? '  (left)' : ''}`;
}

type Added = Extract<Given, { name: string }>;

async function add({ database: { pool }, creditorId, at }: Desk, given: Added): Promise<Said> {
  const { name, handle: of, roles: may, email = null, aad, tenant } = given;
  const directory = aad === undefined || tenant === undefined ? null : { tenant, objectId: aad };
  const wish = { name, handle: of, roles: may, email, directory };
  const done = await addStaff(pool, { creditorId, at, by: given.as ?? null }, wish);
  if (done.kind === 'not-done') return refused(done);
  return { value: done, words: `Added ${name} (${of}): ${may.join(', ')}.`, done: true };
}

async function run(desk: Desk, given: Given): Promise<Said> {
  if ('name' in given) return await add(desk, given);
  const { database, creditorId, at } = desk;
  if (given.words[0] === 'list') {
    const people = await listStaff(database.pool, creditorId);
    return { value: people, words: people.map(line).join('\n') || 'Nobody yet.', done: true };
  }
  const [, person] = given.words;
  const done = await disableStaff(database.pool, { creditorId, at, by: given.as ?? '' }, person);
  if (done.kind === 'not-done') return refused(done);
  return { value: done, words: `${person} does nothing more from now on.`, done: true };
}

const options = {
  ...commonOptions,
  name: 'text',
  handle: 'text',
  roles: 'text',
  email: 'text',
  aad: 'text',
  tenant: 'text',
} as const;
await runStaff(readArguments(usage, schema, options), run);
