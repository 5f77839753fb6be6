import { z } from 'zod';
import { importKinds } from '../../prisma/import/import-file.ts';
import { day } from '../tool/day.ts';
import { noWords, type Options, readArguments } from '../tool/read-arguments.ts';

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

const schema = z.object({
  ...{ words: noWords, creditor: z.string().min(1) },
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
  'as-of': day.optional(),
  'fresh-to': day.optional(), // the older name of --as-of
  'accept-smaller': z.boolean(),
  ...{ partial: z.boolean(), 'dry-run': z.boolean(), json: z.boolean() },
});
const given = schema.refine(
  (asked) => asked.documents !== undefined || importKinds.some((kind) => asked[kind] !== undefined),
  'say what is imported: --invoices FILE',
);
/** What was asked on the command line, in shape. */
export type Given = z.infer<typeof given>;

const options: Options = {
  ...{ creditor: 'text', debtors: 'text', contacts: 'text', invoices: 'text', payments: 'text', credits: 'text' },
  ...{ 'open-items': 'text', events: 'text', credit: 'text', documents: 'text', refused: 'text', dates: 'text' },
  ...{ currency: 'text', country: 'text', 'as-of': 'text', 'fresh-to': 'text' },
  ...{ 'accept-smaller': 'flag', partial: 'flag', 'dry-run': 'flag', json: 'flag' },
};

/** Reads the command line; null, with the reason and the usage said, when it cannot be followed. */
export function readGiven(): Given | null {
  return readArguments(usage, given, options);
}
