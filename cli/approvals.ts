import { z } from 'zod';
import { formatMoney } from '../domain/format.ts';
import { listApprovals, type WaitingApproval } from '../prisma/staff/list-approvals.ts';
import { common, commonUsage, readArguments } from './staff/read-arguments.ts';
import { type Desk, runStaff, type Said } from './staff/run-staff.ts';

const usage = `Usage: npm run approvals -- [--json]

Lists what waits for a named person: what, of whom, how much, why, since when.
${commonUsage}`;

function line(of: WaitingApproval): string {
  const amounts = of.amounts.map((amount) => formatMoney(amount, 'en')).join(' + ');
  const about = [of.kind, of.debtor ?? '', of.name ?? '', amounts, of.outlet ?? ''].filter((part) => part !== '');
  const pause = of.pause === null ? '' : `\n  paused until ${of.pause.until} by ${of.pause.by}: ${of.pause.reason}`;
  const wait = of.notBefore === null ? '' : `, not before ${of.notBefore}`;
  const since = new Date(of.since).toISOString().slice(0, 10);
  return `${of.id}  ${about.join(', ')}\n  asked by ${of.askedBy} on ${since}${wait}: ${of.why}${pause}`;
}

async function run({ database: { pool }, creditorId }: Desk): Promise<Said> {
  const waiting = await listApprovals(pool, creditorId);
  const how = '\n\nDecide: npm run approve -- ID --as HANDLE [--refuse --note "..."]';
  const words = waiting.length === 0 ? 'Nothing waits.' : `${waiting.map(line).join('\n')}${how}`;
  return { value: waiting, words, done: true };
}

await runStaff(readArguments(usage, z.object({ ...common, words: z.tuple([]) }), {}), run);
