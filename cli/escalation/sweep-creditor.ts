import { isWorkingDay, nextWorkingDay } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Step } from '../../domain/escalation/step.ts';
import { type Database } from '../../prisma/database.ts';
import { chargesOf } from '../../prisma/escalation/charges-of.ts';
import { chooseWay, type ChosenWay } from '../../prisma/escalation/choose-way.ts';
import { type Committed } from '../../prisma/escalation/commit-debtor.ts';
import { type Planned, planSweep } from '../../prisma/escalation/plan-sweep.ts';
import { markSwept } from '../../prisma/escalation/mark-swept.ts';
import { runSweep } from '../../prisma/escalation/run-sweep.ts';
import { type RunOrder } from '../../prisma/escalation/sweep-order.ts';
import { inTenant } from '../../prisma/in-tenant.ts';
import { addToReport, type EscalationReport, type Ways } from './report.ts';

export type CreditorSweep = {
  readonly order: RunOrder;
  readonly slug: string;
  readonly zone: string;
  readonly day: CivilDate;
};

/** By what each message would leave, and what it would cost. */
async function waysOf(planned: Planned, order: RunOrder): Promise<Ways> {
  const ways = new Map<Step, ChosenWay>();
  for (const step of planned.escalation?.steps ?? []) {
    if (step.kind !== 'notice') continue;
    const policy = order.policies.find(({ id, version }) => id === step.policy.id && version === step.policy.version);
    if (policy === undefined) continue;
    const { told } = chargesOf(planned, step, policy, order);
    ways.set(step, await chooseWay(order, planned, { ...step, charges: told }));
  }
  return ways;
}

/** By what each message left, or that it did not. */
function waysTaken({ written }: Committed): Ways {
  return new Map(
    written.flatMap(({ kind, step, way }): (readonly [Step, ChosenWay | 'held-back'])[] => {
      if (step === undefined) return [];
      if (kind === 'held-back') return [[step, kind]];
      return way === undefined ? [] : [[step, way]];
    }),
  );
}

async function decidedBefore({ pool }: Database, creditorId: string, day: CivilDate): Promise<Record<string, number>> {
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ level: string; count: number }>(
      `SELECT level_id AS level, count(*)::int AS count FROM notices WHERE creditor_id = $1
          AND decided_on = (SELECT max(decided_on) FROM notices WHERE creditor_id = $1 AND decided_on < $2) GROUP BY 1 ORDER BY 1`,
      [creditorId, day],
    ),
  );
  return Object.fromEntries(rows.map(({ level, count }) => [level, count]));
}

function assume(report: EscalationReport, { order, slug, zone, day }: CreditorSweep): void {
  if (order.asOf) report.assumptions.push(`${slug}: the accounts are taken as known up to ${day}`);
  if (order.policies.length === 0) report.assumptions.push(`${slug}: no policy is signed, nothing can leave`);
  const calendar = { ...order.calendar({ country: 'FR', zone }, order.at), today: day };
  if (!isWorkingDay(calendar, day))
    report.assumptions.push(
      `${slug}: ${day} is no working day, demands leave from ${nextWorkingDay(calendar, day)} on`,
    );
}

/** Adds to the report what a sweep of one creditor would do; writes nothing. */
export async function drySweep(database: Database, sweep: CreditorSweep, report: EscalationReport): Promise<void> {
  assume(report, sweep);
  Object.assign(report.before, await decidedBefore(database, sweep.order.creditorId, sweep.day));
  for await (const planned of planSweep(database.pool, sweep.order, sweep.day))
    addToReport(report, planned, await waysOf(planned, sweep.order));
}

/** Makes the sweep and adds to the report what it did; gives why it did nothing, where it did not run. */
export async function realSweep(
  database: Database,
  sweep: CreditorSweep,
  report: EscalationReport,
): Promise<string | null> {
  assume(report, sweep);
  Object.assign(report.before, await decidedBefore(database, sweep.order.creditorId, sweep.day));
  const end = await runSweep(database.pool, sweep.order, sweep.day, (done) => {
    addToReport(report, done, waysTaken(done));
  });
  if (end.kind === 'busy') return `${sweep.slug}: another process is at it`;
  if (end.kind === 'stopped') return `${sweep.slug}: stopped (${end.why}); npm run escalate -- resume --as HANDLE`;
  // Of one debtor it is no sweep of the day: the others' is still to be made.
  if (sweep.order.only === undefined) await markSwept(database.pool, sweep.order.creditorId, sweep.day, sweep.order.at);
  for (const [what, count] of Object.entries(end.counts)) report.done[what] = (report.done[what] ?? 0) + count;
  return null;
}
