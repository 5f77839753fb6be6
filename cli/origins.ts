import { z } from 'zod';
import { changeChatOrigins } from '../prisma/chat-origins.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run origins -- --creditor SLUG [--add ORIGIN]... [--remove ORIGIN]...

Shows, and changes, the sites whose pages may show the creditor's chat. An origin is exact: https://shop.example, without a path, with
its port if it has one; http only for localhost. A site that was taken off the list is refused within ten seconds.`;

const origin = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http:\/\/(localhost|127\.0\.0\.1))(:[1-9]\d{0,4})?$/,
    'is not an exact origin such as https://shop.example',
  );
const schema = z.object({
  ...{ words: noWords, creditor: z.string().min(1), add: z.array(origin).max(50).default([]) },
  remove: z.array(z.string()).default([]),
});

const options = { creditor: 'text', add: 'list', remove: 'list' } as const;
process.exitCode = await runTool(readArguments(usage, schema, options), async (database, asked) => {
  const list = await changeChatOrigins(database, asked.creditor, asked);
  if (list === null) {
    say(`There is no creditor ${asked.creditor}.`);
    return 64;
  }
  process.stdout.write(list.length === 0 ? 'No site may show this chat.\n' : `${list.join('\n')}\n`);
  return 0;
});
