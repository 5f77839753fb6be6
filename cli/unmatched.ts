import { z } from 'zod';
import { formatMoney } from '../domain/format.ts';
import { dismissUnmatched, listUnmatched, placeUnmatched, type UnmatchedPayment } from '../prisma/staff/unmatched.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said, told } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run unmatched -- list --as HANDLE [--json]
       npm run unmatched -- place ID --debtor REFERENCE --as HANDLE [--invoice NUMBER] [--again]
       npm run unmatched -- dismiss ID --note "..." --as HANDLE

Payments that came in and that nobody could place. Until somebody says whose they are they hold back demands of those they may be of: by the
reference or the name they came with, an invoice they name, or an amount that is to the cent what is open.
  place    enters it on that account at once, until the accounts book it there
  --again  although the account has a payment that looks like it
  dismiss  it is no customer's: refunded, ours, or for something else
${commonUsage}`;

const id = z.uuid('is an id of npm run unmatched -- list');
const schema = z.union([
  z.object({ ...acting, words: z.tuple([z.literal('list')]) }),
  z.object({
    ...{ ...acting, words: z.tuple([z.literal('place'), id]), debtor: z.string().min(1) },
    ...{ invoice: z.string().min(1).optional(), again: z.boolean() },
  }),
  z.object({ ...acting, words: z.tuple([z.literal('dismiss'), id]), note: z.string().min(1).max(1000) }),
]);
type Given = z.output<typeof schema>;

function line({ id: of, why, amount, on, ...told }: UnmatchedPayment): string {
  const said = [
    told.customer === null ? '' : `customer ${told.customer}`,
    told.invoices === null ? '' : `invoices ${told.invoices}`,
    told.payer === null ? '' : `from ${told.payer}`,
    told.payerIban ?? '',
    told.text === '' ? '' : `“${told.text}”`,
  ].filter((part) => part !== '');
  return `${of}  ${[formatMoney(amount, 'en'), on, why, ...said].join(', ')}`;
}

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  const who = { creditorId, by: given.as, at };
  if ('debtor' in given) {
    const { debtor, invoice = null, again } = given;
    const done = await placeUnmatched(pool, { ...who, unmatchedId: given.words[1], debtor, invoice, again });
    if (done.kind === 'not-done') return refused(done);
    const { amount, placed } = done;
    const words = `Entered ${formatMoney(amount, 'en')}, ${formatMoney({ ...amount, minor: placed }, 'en')} of it on invoices, until the accounts book it.`;
    return { value: done, words, done: true };
  }
  if ('note' in given) {
    const done = await dismissUnmatched(pool, { ...who, unmatchedId: given.words[1], note: given.note });
    if (done.kind === 'not-done') return refused(done);
    return { value: done, words: `Dismissed: ${formatMoney(done.amount, 'en')}.`, done: true };
  }
  return told(await listUnmatched(pool, who), line, 'Every payment has its place.');
}

const options = { ...commonOptions, debtor: 'text', invoice: 'text', again: 'flag', note: 'text' } as const;
await runStaff(readArguments(usage, schema, options), run);
