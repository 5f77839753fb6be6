import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readDate } from '../../domain/civil-date.ts';
import { say } from '../tool/say.ts';

/** What every command of the creditor's people takes beside its own options. */
export const common = { creditor: z.string().min(1).optional(), json: z.boolean() };

/** Who acts: the handle of `npm run staff -- list`. */
export const acting = { ...common, as: z.string().min(1, 'names who does it: --as HANDLE') };

/** A day such as 2026-03-31. */
export const day = z.string().refine((text) => readDate(text) !== null, 'is a date such as 2026-03-31');

/** The end of every usage text. */
export const commonUsage = `  --as HANDLE      who does it (npm run staff -- list); written down as "by shell, as HANDLE"
  --creditor SLUG  needed where there are several
  --json           the result as JSON on stdout

Ends with 1 when nothing was done, which says why; with 64 when the arguments say nothing that can be done.`;

type Options = Readonly<Record<string, 'text' | 'flag'>>;

/** The arguments as the schema reads them (words without a name as `words`); null when they cannot be read, which was told with the usage. */
export function readArguments<Schema extends z.ZodType>(
  usage: string,
  schema: Schema,
  named: Options,
): z.output<Schema> | null {
  const all: Options = { creditor: 'text', as: 'text', json: 'flag', help: 'flag', ...named };
  const options = Object.fromEntries(
    Object.entries(all).map(([name, kind]) => [
      name,
      kind === 'text' ? { type: 'string' as const } : { type: 'boolean' as const, default: false },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    if (values['help'] !== true) {
      const read = schema.safeParse({ ...values, words: positionals });
      if (read.success) return read.data;
      for (const issue of read.error.issues) say(`${issue.path.join('.')}: ${issue.message}`);
    }
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}
