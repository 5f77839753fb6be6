import { z } from 'zod';
import { formatMoney } from '../domain/format.ts';
import { listApprovals, type WaitingApproval } from '../prisma/staff/list-approvals.ts';
import { acting, commonOptions, commonUsage } from './staff/arguments.ts';
import { type Desk, runStaff, type Said, told } from './staff/run-staff.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';

const usage = `Usage: npm run approvals -- --as HANDLE [--mine HANDLE] [--json]

Lists what waits for a named person: what, of whom, how much, why, since when; with --mine of the accounts one sells to or collects from.
${commonUsage}`;

const schema = z.object({ ...acting, words: noWords, mine: z.string().optional() });

function line(of: WaitingApproval): string {
  const amounts = of.amounts.map((amount) => formatMoney(amount, 'en')).join(' + ');
  const about = [of.kind, of.debtor ?? '', of.name ?? '', amounts, of.outlet ?? ''].filter((part) => part !== '');
  const pause = of.pause === null ? '' : `\n  paused until ${of.pause.until} by ${of.pause.by}: ${of.pause.reason}`;
  const wait = of.notBefore === null ? '' : `, not before ${of.notBefore}`;
  const since = new Date(of.since).toISOString().slice(0, 10);
  return `${of.id}  ${about.join(', ')}\n  asked by ${of.askedBy} on ${since}${wait}: ${of.why}${pause}`;
}

async function run({ database: { pool }, creditorId, at }: Desk, given: z.output<typeof schema>): Promise<Said> {
  const said = told(await listApprovals(pool, { creditorId, by: given.as, at }, given.mine), line, '');
  if (!said.done) return said;
  const how = '\n\nDecide: npm run approve -- ID --as HANDLE [--refuse --note "..."]';
  return { ...said, words: said.words === '' ? 'Nothing waits.' : `${said.words}${how}` };
}

await runStaff(readArguments(usage, schema, { ...commonOptions, mine: 'text' }), run);
