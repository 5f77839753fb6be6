import { z } from 'zod';
import { formatMoney } from '../domain/format.ts';
import { type ChargeListed, listCharges, waiveCharge } from '../prisma/staff/charges.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, refused, runStaff, type Said, told } from './staff/run-staff.ts';
import { readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run charges -- list [REFERENCE] --as HANDLE [--json]
       npm run charges -- waive ID --reason "..." --as HANDLE

Charges are fixed indemnities and late interest: proposed, announced, claimed, paid or waived.
${commonUsage}`;

const schema = z.union([
  z.object({ ...acting, words: z.tuple([z.literal('list')]).rest(z.string()) }),
  z.object({ ...acting, words: z.tuple([z.literal('waive'), z.uuid()]), reason: z.string().min(1).max(500) }),
]);
type Given = z.output<typeof schema>;

function line({ id, debtor, invoice, kind, amount, status, waivedReason }: ChargeListed): string {
  const why = waivedReason === null ? '' : `: ${waivedReason}`;
  return `${id}  ${debtor}, ${invoice}, ${kind}, ${formatMoney(amount, 'en')}, ${status}${why}`;
}

async function run({ database: { pool }, creditorId, at }: Desk, given: Given): Promise<Said> {
  if ('reason' in given) {
    const order = { creditorId, by: given.as, at, chargeId: given.words[1], reason: given.reason };
    const done = await waiveCharge(pool, order);
    if (done.kind === 'not-done') return refused(done);
    return { value: done, words: `Waived: ${formatMoney(done.amount, 'en')}.`, done: true };
  }
  const found = await listCharges(pool, { creditorId, by: given.as, at }, given.words[1] ?? null);
  return told(found, line, 'No charges.');
}

await runStaff(readArguments(usage, schema, { ...commonOptions, reason: 'text' }), run);
