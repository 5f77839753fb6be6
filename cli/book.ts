import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type PaymentMeans } from '../domain/account.ts';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { formatMoney } from '../domain/format.ts';
import { type Money, money } from '../domain/money.ts';
import { type BookingOrder, enterBooking, withdrawBooking } from '../prisma/bookings/enter-booking.ts';
import { openBusinessClock } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { findImporter, type Importer } from '../prisma/import/importer.ts';
import { readAmount } from '../prisma/import/read-amount.ts';
import { writeOff, type WriteOffDone } from '../prisma/staff/write-off.ts';
import { refusal } from './staff/refusals.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run book -- payment|credit-note|write-off --debtor REFERENCE [options]
       npm run book -- withdraw ID [--creditor SLUG]
  --creditor SLUG     needed where there are several
  --amount 184,50     all that is open of the invoice unless told
  --currency EUR      that of the creditor's accounts unless told
  --on DATE           value date or date of issue; today unless told
  --invoice NUMBER    what it is meant for; a write-off needs it
  --number NUMBER     under which the accounts will book it
  --means transfer    card, cheque, direct-debit, bill-of-exchange (a payment)
  --in-transit        on its way: it settles nothing yet (a payment)
  --text TEXT         what came with it (a payment)
  --as HANDLE         who writes off (npm run staff); above a clerk's amount a manager is asked
  --again             another one, equal to one that is there
  --json

What is entered is provisional: it counts until the accounts' own booking, imported, replaces it. Ends with 1 when nothing was entered.`;

const given = z.object({
  act: z.enum(['payment', 'credit-note', 'write-off', 'withdraw']),
  id: z.uuid().optional(),
  creditor: z.string().min(1).optional(),
  as: z.string().min(1).optional(),
  ...{ debtor: z.string().optional(), amount: z.string().optional(), currency: z.string().optional() },
  on: z
    .string()
    .refine((text) => readDate(text) !== null, 'is a date such as 2026-03-31')
    .optional(),
  ...{ invoice: z.string().optional(), number: z.string().max(100).optional(), text: z.string().max(500).default('') },
  means: z.enum(['transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange']).default('transfer'),
  ...{ 'in-transit': z.boolean(), again: z.boolean(), json: z.boolean() },
});
type Given = z.infer<typeof given>;

const refusals: Readonly<Record<Extract<WriteOffDone, { kind: 'refused' }>['why'], string>> = {
  'unknown-debtor': 'there is no such debtor',
  'unknown-invoice': 'the debtor has no such invoice',
  'invoice-missing': 'name the invoice (--invoice)',
  'date-in-future': 'the day is in the future',
  'amount-not-positive': 'there is no amount',
  'other-currency': 'the invoice is in another currency',
  'more-than-open': 'it is more than what is open of the invoice',
};

/** A write-off gives money up: it names who does. */
function isWhole({ act, id, debtor, as }: Given): boolean {
  if (act === 'withdraw') return id !== undefined;
  return debtor !== undefined && (act !== 'write-off' || as !== undefined);
}

function readGiven(): Given | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...{ creditor: text, debtor: text, amount: text, currency: text, on: text, invoice: text, number: text },
        ...{ as: text, means: text, text, 'in-transit': flag, again: flag, json: flag, help: flag },
      },
    });
    const [act, id] = positionals;
    const read = given.safeParse({ ...values, act, id });
    const whole = read.success && isWhole(read.data);
    if (whole && !values.help) return read.data;
    if (!read.success) for (const issue of read.error.issues) say(`${issue.path.join('.')} ${issue.message}`);
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

/** The amount as it was written; a text says why it is none. */
function amountOf(asked: Given, importer: Importer): Money | null | string {
  if (asked.amount === undefined) return null;
  const currency = asked.currency ?? importer.currency;
  if (currency === null) return 'Say the currency: --currency EUR';
  const read = readAmount(asked.amount, currency, null);
  return 'value' in read ? money(read.value, currency) : `--amount ${asked.amount}: ${read.reason}`;
}

function describe(done: WriteOffDone): string {
  if (done.kind === 'not-done') return refusal(done.why);
  if (done.kind === 'asked') return `A manager decides: npm run approve -- ${done.approvalId} --as HANDLE`;
  if (done.kind === 'refused') return `Nothing was entered: ${refusals[done.why]}.`;
  if (done.kind === 'known') {
    const where = done.provisional ? 'was entered here already' : 'is in the accounts already';
    return `Nothing was entered: it ${where}, on ${done.on} (${done.id}). If this is another one: --again`;
  }
  const { amount, placed, id } = done;
  return `Entered ${formatMoney(amount, 'en')}, ${formatMoney({ ...amount, minor: placed }, 'en')} of it on invoices, until the accounts book it (${id}).`;
}

type Who = Pick<BookingOrder, 'creditorId' | 'actor' | 'at' | 'today'>;

async function withdraw(database: Database, asked: Given, who: Who): Promise<number> {
  const done = await withdrawBooking(database.pool, { ...who, id: asked.id ?? '' });
  const said = done ? 'Withdrawn: what it settled is open again.' : 'No such entry counts.';
  process.stdout.write(`${asked.json ? JSON.stringify({ withdrawn: done }) : said}\n`);
  return done ? 0 : 1;
}

async function enter(
  { pool }: Database,
  asked: Given & { readonly act: Exclude<Given['act'], 'withdraw'> },
  { who, amount }: { readonly who: Who; readonly amount: Money | null },
): Promise<WriteOffDone> {
  const wish = {
    ...who,
    ...{ debtor: asked.debtor ?? '', amount, on: (asked.on ?? who.today) as CivilDate },
    ...{ number: asked.number ?? null, invoice: asked.invoice ?? null, text: asked.text },
    ...{ means: asked.means satisfies PaymentMeans, inTransit: asked['in-transit'], again: asked.again },
  };
  if (asked.act === 'write-off') return await writeOff(pool, { ...wish, by: asked.as ?? '' });
  return await enterBooking(pool, { ...wish, kind: asked.act });
}

async function book(database: Database, asked: Given, production: boolean): Promise<number> {
  const at = (await openBusinessClock(database.pool, production, Date.now))();
  const importer = await findImporter(database.pool, asked.creditor ?? null, at);
  if (importer === null) {
    say(
      asked.creditor === undefined ? 'Say which creditor: --creditor SLUG' : `There is no creditor ${asked.creditor}.`,
    );
    return 64;
  }
  const who = { creditorId: importer.id, actor: 'cli', at, today: importer.today };
  if (asked.act === 'withdraw') return await withdraw(database, asked, who);
  const amount = amountOf(asked, importer);
  if (typeof amount === 'string') {
    say(amount);
    return 64;
  }
  const done = await enter(database, { ...asked, act: asked.act }, { who, amount });
  process.stdout.write(`${asked.json ? JSON.stringify(done) : describe(done)}\n`);
  return done.kind === 'entered' || done.kind === 'asked' ? 0 : 1;
}

process.exitCode = await runTool(readGiven(), book);
