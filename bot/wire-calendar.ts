import { randomUUID } from 'node:crypto';
import { planNotice, thanks } from '../dialogs/service-words.ts';
import { type Database } from '../prisma/database.ts';
import { makeCalendars } from './calendars.ts';
import { type Config } from './config.ts';
import { makeDays } from './days.ts';
import { type Outbox } from './outbox.ts';
import { type TurnDeps } from './ports.ts';
import { makeRunOrders } from '../prisma/escalation/make-run-orders.ts';
import { sweepOfDay } from '../prisma/escalation/sweep-of-day.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { runDay } from '../prisma/jobs/run-day.ts';
import { makeDrawNotice } from './draw-notice.ts';
import { readPolicies } from './policy-files.ts';
import { readRates } from './policy/read-rates.ts';
import { reachableOutlets } from './reachable-outlets.ts';

type Orders = ReturnType<typeof makeRunOrders>;

/** By what a sweep decides, and what its messages look like. */
export async function runOrdersOf(config: Config, pool: Database['pool'], publicUrl: () => string): Promise<Orders> {
  return makeRunOrders(pool, {
    ...{ production: config.production, reachable: reachableOutlets(config), zone: 'Europe/Paris' },
    shippedRates: await readRates(new URL('../policies/rates/', import.meta.url)),
    ...{ calendar: makeCalendars(), newId: randomUUID },
    draw: makeDrawNotice(await readPolicies(new URL('../policies/', import.meta.url))),
    chatUrl: (slug) => `${publicUrl()}/chat/${slug}`,
  });
}

/** What the calendar brings: the jobs of a day and the sweep of escalation. */
export function dayWorkOf(
  of: Pick<TurnDeps, 'clock' | 'log' | 'policy'> & {
    readonly pool: Database['pool'];
    readonly outbox: Outbox;
    readonly orderOf: Orders;
    readonly staffFilesDays: number;
  },
): () => Promise<void> {
  const { pool, outbox, orderOf, policy, staffFilesDays, clock, log } = of;
  return makeDays({
    ...{
      creditors: (at) => listCreditors(pool, at),
      runDay: (order) => runDay(pool, order),
      policy,
      staffFilesDays,
      clock,
      log,
    },
    escalate: async (creditor, at) => {
      const report = await sweepOfDay(pool, creditor, at, orderOf);
      if (report?.kind !== 'done') return report;
      outbox.dispatch(report.outboxIds.map((outboxId) => ({ creditorId: creditor.id, outboxId })));
      return { ...report.counts, debtors: report.debtors };
    },
    service: { planNotice, thanks, calendarOf: makeCalendars() },
  });
}
