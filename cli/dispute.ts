import { z } from 'zod';
import { disputeAnswer } from '../dialogs/staff/dispute-answer.ts';
import { formatMoney } from '../domain/format.ts';
import { type DisputeAnswer } from '../domain/staff/dispute-decision.ts';
import { decideDispute, type DisputeDone } from '../prisma/staff/decide-dispute.ts';
import { type DisputeListed, listDisputes } from '../prisma/staff/list-disputes.ts';
import { amountOf } from './staff/amount.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said, told } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run dispute -- list --as HANDLE [--mine HANDLE] [--json]
       npm run dispute -- decide ID --accept|--part AMOUNT|--reject --note "..." --as HANDLE
  --part 120,50     that much of it is given up
  --currency EUR    of that amount; the creditor's unless told
  --waive-interest  none is asked for the time it took (with --reject)

What is given up is not asked for any more, and the accounts are asked for a credit note. The debtor is told in approved words, and how to disagree.
${commonUsage}`;

const decision = z
  .object({
    ...{ ...acting, words: z.tuple([z.literal('decide'), z.uuid('is the id of a dispute')]) },
    ...{ accept: z.boolean(), reject: z.boolean(), part: z.string().optional(), currency: z.string().optional() },
    ...{ note: z.string().min(1).max(1000), 'waive-interest': z.boolean() },
  })
  .refine(
    ({ accept, reject, part }) => [accept, reject, part !== undefined].filter(Boolean).length === 1,
    'say --accept, --part AMOUNT or --reject',
  );
const schema = z.union([
  z.object({ ...acting, words: z.tuple([z.literal('list')]), mine: z.string().optional() }),
  decision,
]);
type Given = z.output<typeof schema>;
type Decision = z.output<typeof decision>;

function line({ id, debtor, invoice, reason, amount, answerBy, words }: DisputeListed): string {
  return `${id}  ${debtor}, ${invoice}, ${formatMoney(amount, 'en')}, ${reason}, answer by ${answerBy}${words === null ? '' : `: ${words}`}`;
}

function answerOf(given: Decision, { currency }: Desk): DisputeAnswer | string {
  if (given.part === undefined) return given.accept ? { kind: 'accept' } : { kind: 'reject' };
  const amount = amountOf(given.part, given.currency ?? currency);
  return typeof amount === 'string' ? amount : { kind: 'part', amount };
}

function describe({ status, givenUp, stays, told }: Extract<DisputeDone, { kind: 'decided' }>): string {
  const amounts = `${formatMoney(givenUp, 'en')} given up, ${formatMoney(stays, 'en')} to be paid`;
  return `${status}: ${amounts}. ${told === 'email' ? 'The answer leaves by e-mail.' : 'A task is open to tell them.'}`;
}

async function run(desk: Desk, given: Given): Promise<Said> {
  if (!('note' in given)) {
    const who = { creditorId: desk.creditorId, by: given.as, at: desk.at };
    return told(await listDisputes(desk.database.pool, who, given.mine), line, 'None waits.');
  }
  const answer = answerOf(given, desk);
  if (typeof answer === 'string') return { value: { kind: 'not-done', why: answer }, words: answer, done: false };
  const { creditorId, at } = desk;
  const order = { creditorId, by: given.as, at, disputeId: given.words[1], answer, note: given.note };
  const done = await decideDispute(
    desk.database.pool,
    { ...order, waiveInterest: given['waive-interest'] },
    disputeAnswer,
  );
  return done.kind === 'not-done' ? refused(done) : { value: done, words: describe(done), done: true };
}

const named = {
  ...commonOptions,
  accept: 'flag',
  reject: 'flag',
  part: 'text',
  currency: 'text',
  note: 'text',
} as const;
await runStaff(readArguments(usage, schema, { ...named, 'waive-interest': 'flag' }), run);
