import { z } from 'zod';
import { type PaymentMeans } from '../domain/account.ts';
import { formatMoney } from '../domain/format.ts';
import { type Money } from '../domain/money.ts';
import { type BookingOrder, enterBooking, withdrawBooking } from '../prisma/bookings/enter-booking.ts';
import { type Database } from '../prisma/database.ts';
import { writeOff, type WriteOffDone } from '../prisma/staff/write-off.ts';
import { amountOf } from './staff/amount.ts';
import { refusal } from './staff/refusals.ts';
import { day } from './tool/day.ts';
import { type Options, readArguments } from './tool/read-arguments.ts';
import { runForCreditor, type Tenant } from './tool/run-for-creditor.ts';
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

const schema = z.object({
  words: z.union([
    z.tuple([z.enum(['payment', 'credit-note', 'write-off'])]),
    z.tuple([z.literal('withdraw'), z.uuid('is the id of an entry')]),
  ]),
  ...{ creditor: z.string().min(1).optional(), as: z.string().min(1).optional(), on: day.optional() },
  ...{ debtor: z.string().optional(), amount: z.string().optional(), currency: z.string().optional() },
  ...{ invoice: z.string().optional(), number: z.string().max(100).optional(), text: z.string().max(500).default('') },
  means: z.enum(['transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange']).default('transfer'),
  ...{ 'in-transit': z.boolean(), again: z.boolean(), json: z.boolean() },
});
/** A write-off gives money up: it names who does. */
const given = schema
  .refine(({ words, debtor }) => words[0] === 'withdraw' || debtor !== undefined, 'say of whom: --debtor REFERENCE')
  .refine(({ words, as }) => words[0] !== 'write-off' || as !== undefined, 'say who writes off: --as HANDLE');
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

type BookingAct = Exclude<Given['words'][0], 'withdraw'>;
type Who = Pick<BookingOrder, 'creditorId' | 'actor' | 'at' | 'today'>;

async function withdraw({ pool }: Database, { json }: Given, who: Who, id: string): Promise<number> {
  const done = await withdrawBooking(pool, { ...who, id });
  const said = done ? 'Withdrawn: what it settled is open again.' : 'No such entry counts.';
  process.stdout.write(`${json ? JSON.stringify({ withdrawn: done }) : said}\n`);
  return done ? 0 : 1;
}

async function enter(
  { pool }: Database,
  asked: Given,
  { act, who, amount }: { readonly act: BookingAct; readonly who: Who; readonly amount: Money | null },
): Promise<WriteOffDone> {
  const wish = {
    ...who,
    ...{ debtor: asked.debtor ?? '', amount, on: asked.on ?? who.today },
    ...{ number: asked.number ?? null, invoice: asked.invoice ?? null, text: asked.text },
    ...{ means: asked.means satisfies PaymentMeans, inTransit: asked['in-transit'], again: asked.again },
  };
  if (act === 'write-off') return await writeOff(pool, { ...wish, by: asked.as ?? '' });
  return await enterBooking(pool, { ...wish, kind: act });
}

async function book({ database, creditor, at }: Tenant, asked: Given): Promise<number> {
  const who = { creditorId: creditor.id, actor: 'cli', at, today: creditor.today };
  const [act, id] = asked.words;
  if (act === 'withdraw') return await withdraw(database, asked, who, id);
  const currency = asked.currency ?? creditor.currency;
  const amount = asked.amount === undefined ? null : amountOf(asked.amount, currency);
  if (typeof amount === 'string') {
    say(amount);
    return 64;
  }
  const done = await enter(database, asked, { act, who, amount });
  process.stdout.write(`${asked.json ? JSON.stringify(done) : describe(done)}\n`);
  return done.kind === 'entered' || done.kind === 'asked' ? 0 : 1;
}

const options: Options = {
  ...{
    creditor: 'text',
    debtor: 'text',
    amount: 'text',
    currency: 'text',
    on: 'text',
    invoice: 'text',
    number: 'text',
  },
  ...{ as: 'text', means: 'text', text: 'text', 'in-transit': 'flag', again: 'flag', json: 'flag' },
};
await runForCreditor(readArguments(usage, given, options), book);
