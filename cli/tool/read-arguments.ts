import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { say } from './say.ts';

/** The options a command takes by name; `list` may be given several times. */
export type Options = Readonly<Record<string, 'text' | 'list' | 'flag'>>;

/** For a command that takes no words beside its options. */
export const noWords = z.tuple([], 'nothing is expected here');

type Parsed = { readonly values: Readonly<Record<string, unknown>>; readonly words: readonly string[] };

function parse(options: Options): Parsed | string {
  const known: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', default: false } };
  for (const [name, kind] of Object.entries(options))
    known[name] = kind === 'flag' ? { type: 'boolean', default: false } : { type: 'string', multiple: kind === 'list' };
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: known });
    return { values, words: positionals };
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments could not be read.';
  }
}

/**
 * What is wrong. A command that is written in several ways is judged by the way its words fit; where none or several do, nobody knows
 * which was meant.
 */
function problemsOf(issues: readonly z.core.$ZodIssue[], parsed: Parsed): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [told(issue, parsed)];
    const meant = issue.errors.filter((way) => way.length > 0 && way.every(({ path }) => path[0] !== 'words'));
    const [way] = meant;
    return issue.path.length === 0 && meant.length === 1 && way !== undefined ? problemsOf(way, parsed) : [];
  });
}

/** A problem with the option or the word it is about. */
function told({ path: [name, index], message }: z.core.$ZodIssue, { values, words }: Parsed): string {
  if (name === undefined) return message;
  if (name === 'words')
    return typeof index === 'number' ? `${words[index] ?? 'a word is missing'}: ${message}` : message;
  if (values[String(name)] !== undefined) return `--${String(name)}: ${message}`;
  return name === 'as' ? 'Say who you are: --as HANDLE (npm run staff -- list)' : `--${String(name)}: is required`;
}

/**
 * The arguments of the shell as the schema reads them: options by their name, what stands without a name as `words`. Null when they
 * cannot be read or help was asked for; what is wrong and the usage were told then.
 */
export function readArguments<Schema extends z.ZodType>(
  usage: string,
  schema: Schema,
  options: Options,
): z.output<Schema> | null {
  const parsed = parse(options);
  if (typeof parsed === 'string') say(parsed);
  else if (parsed.values['help'] !== true) {
    const read = schema.safeParse({ ...parsed.values, words: parsed.words });
    if (read.success) return read.data;
    for (const problem of problemsOf(read.error.issues, parsed)) say(problem);
  }
  say(usage);
  return null;
}
