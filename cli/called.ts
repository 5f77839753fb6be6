import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { readPolicies } from '../bot/policy-files.ts';
import { disputeReasons } from '../domain/command.ts';
import { type Money } from '../domain/money.ts';
import { callOutcomes, lateCauses } from '../domain/staff/call.ts';
import { type CallDone, recordCall } from '../prisma/staff/record-call.ts';
import { amountOf } from './staff/amount.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said } from './staff/run-staff.ts';
import { day } from './tool/day.ts';
import { type Options, readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run called -- NOTICE|TASK --outcome OUTCOME --as HANDLE
  --outcome           ${callOutcomes.join(', ')}
  --promise-date DAY  --promise-amount 184,50   with promised; all that is open unless told
  --invoice NUMBER    --reason ${disputeReasons.slice(0, 4).join('|')}|...  --amount 12,50   with disputes; without an invoice it pauses ten days
  --on DAY            with call-back
  --cause             ${lateCauses.join(', ')}
  --currency EUR      of the amounts; the creditor's unless told
  --note "..."
${commonUsage}`;

const schema = z.object({
  ...{ ...acting, words: z.tuple([z.uuid('is the id of a notice or a task')]), outcome: z.enum(callOutcomes) },
  ...{ 'promise-date': day.optional(), 'promise-amount': z.string().optional(), on: day.optional() },
  ...{ invoice: z.string().optional(), reason: z.enum(disputeReasons).default('other'), amount: z.string().optional() },
  ...{ cause: z.enum(lateCauses).optional(), currency: z.string().optional(), note: z.string().max(1000).optional() },
});
type Given = z.output<typeof schema>;

const meant = {
  counted: 'it counts as its level',
  again: 'the call is to be tried again',
  failed: 'another way is taken',
} as const;

function describe({ level, review }: Extract<CallDone, { kind: 'recorded' }>): string {
  const more = review ? ' What was promised is beyond policy: a person decides (npm run tasks).' : '';
  return `Written down${level === null ? '' : `; ${meant[level]}`}.${more}`;
}

/** Amounts that were named, or the sentence that says what is wrong with one. */
function amountsOf(given: Given, desk: Desk): { promise: Money | null; dispute: Money | null } | string {
  const read = (text: string | undefined): Money | string | null =>
    text === undefined ? null : amountOf(text, given.currency ?? desk.currency);
  const [promise, dispute] = [read(given['promise-amount']), read(given.amount)];
  if (typeof promise === 'string') return promise;
  return typeof dispute === 'string' ? dispute : { promise, dispute };
}

async function run(desk: Desk, given: Given): Promise<Said> {
  const amounts = amountsOf(given, desk);
  if (typeof amounts === 'string') return { value: { kind: 'not-done', why: amounts }, words: amounts, done: false };
  const { creditorId, at, database } = desk;
  const promised = given['promise-date'];
  const policy = await readPolicies(new URL('../policies/', import.meta.url));
  const done = await recordCall(
    database.pool,
    {
      ...{ creditorId, at, by: given.as, target: given.words[0], outcome: given.outcome, cause: given.cause ?? null },
      promise: promised === undefined ? null : { due: promised, amount: amounts.promise },
      dispute:
        given.invoice === undefined ? null : { invoice: given.invoice, reason: given.reason, amount: amounts.dispute },
      ...{ callBackOn: given.on ?? null, note: given.note ?? null },
    },
    { calendars: makeCalendars(), policy },
  );
  return done.kind === 'recorded' ? { value: done, words: describe(done), done: true } : refused(done);
}

const options: Options = {
  ...{ ...commonOptions, outcome: 'text', 'promise-date': 'text', 'promise-amount': 'text', on: 'text', note: 'text' },
  ...{ invoice: 'text', reason: 'text', amount: 'text', cause: 'text', currency: 'text' },
};
await runStaff(readArguments(usage, schema, options), run);
