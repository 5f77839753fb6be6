import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../bot/config.ts';
import { changeChatOrigins } from '../prisma/chat-origins.ts';
import { openDatabase } from '../prisma/database.ts';

const usage = `Usage: npm run origins -- --creditor SLUG [--add ORIGIN]... [--remove ORIGIN]...

Shows, and changes, the sites whose pages may show the creditor's chat. An origin is exact: https://shop.example, without a path, with
its port if it has one; http only for localhost. A site that was taken off the list is refused within ten seconds.`;

const origin = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http:\/\/(localhost|127\.0\.0\.1))(:[1-9]\d{0,4})?$/,
    'is not an exact origin such as https://shop.example',
  );
const given = z.object({
  creditor: z.string().min(1),
  add: z.array(origin).max(50).default([]),
  remove: z.array(z.string()).default([]),
});

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const options = {
  creditor: { type: 'string' },
  add: { type: 'string', multiple: true },
  remove: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

/** What was given, or nothing where it cannot be read. */
function valuesGiven(): { readonly help?: boolean } {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
    return { help: true };
  }
}

async function origins(): Promise<number> {
  const values = valuesGiven();
  const config = readConfig();
  const read = given.safeParse(values);
  if ('problems' in config || !read.success || values.help === true) {
    const wrong = read.error?.issues.map(({ path, message }) => `--${path[0]?.toString() ?? ''} ${message}`) ?? [];
    say('problems' in config ? config.problems.join('\n') : [...wrong, usage].join('\n'));
    return 64;
  }
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, log: say });
  try {
    const list = await changeChatOrigins(database, read.data.creditor, read.data);
    if (list === null) {
      say(`There is no creditor ${read.data.creditor}.`);
      return 64;
    }
    process.stdout.write(list.length === 0 ? 'No site may show this chat.\n' : `${list.join('\n')}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await origins();
