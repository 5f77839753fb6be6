import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readDate } from '../../domain/civil-date.ts';
import { importKinds } from '../../prisma/import/import-file.ts';

const usage = `Usage: npm run import -- --creditor SLUG [--debtors FILE] [--contacts FILE] [--invoices FILE] [--payments FILE] [--credits FILE] [--open-items FILE]
                     [--documents DIR] [--events FILE] [--credit FILE]
  --partial           good rows in, refused rows out; without it a file with a refused row changes nothing
  --dry-run           says what would change and changes nothing
  --as-of DATE        the accounts are known up to this day; today unless told
  --accept-smaller    a snapshot of open items that is much smaller than the last one is whole; asked on a terminal unless told
  --dates dmy|mdy     how 05/03/2026 is read; found out from the file unless told
  --currency EUR      of amounts whose row names none
  --country FR        of national phone numbers and debtors without a country; that of the creditor's account unless told
  --refused DIR       where <file>.refused.csv goes; beside each file unless told
  --json              the report as JSON

Columns and rules: docs/import.md. Ends with 1 when something was refused, with 2 when a file waits for your word.`;

const day = z
  .string()
  .refine((text) => readDate(text) !== null, 'is a date such as 2026-03-31')
  .optional();

const given = z.object({
  creditor: z.string().min(1, 'is required'),
  ...{ debtors: z.string().optional(), contacts: z.string().optional(), invoices: z.string().optional() },
  ...{ payments: z.string().optional(), credits: z.string().optional(), refused: z.string().optional() },
  ...{ 'open-items': z.string().optional(), events: z.string().optional(), credit: z.string().optional() },
  documents: z.string().optional(),
  dates: z.enum(['dmy', 'mdy']).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  'as-of': day,
  'fresh-to': day, // the older name of --as-of
  'accept-smaller': z.boolean(),
  ...{ partial: z.boolean(), 'dry-run': z.boolean(), json: z.boolean() },
});
/** What was asked on the command line, in shape. */
export type Given = z.infer<typeof given>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ creditor: text, debtors: text, contacts: text, invoices: text, payments: text, credits: text, refused: text },
  ...{
    dates: text,
    currency: text,
    country: text,
    'as-of': text,
    'fresh-to': text,
    'open-items': text,
    events: text,
    credit: text,
    documents: text,
  },
  'accept-smaller': flag,
  ...{ partial: flag, 'dry-run': flag, json: flag, help: flag },
} as const;

function parseGiven(say: (line: string) => void): { readonly help?: boolean } | null {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
    return null;
  }
}

function isAsked(asked: Given): boolean {
  return asked.documents !== undefined || importKinds.some((kind) => asked[kind] !== undefined);
}

/** Reads the command line; null, with the reason and the usage said, when it cannot be followed. */
export function readGiven(say: (line: string) => void): Given | null {
  const values = parseGiven(say);
  const read = values === null ? null : given.safeParse(values);
  if (read?.success === true && values?.help !== true && isAsked(read.data)) {
    return read.data;
  }
  if (read?.success === false) for (const issue of read.error.issues) say(`--${issue.path.join('.')} ${issue.message}`);
  say(usage);
  return null;
}
