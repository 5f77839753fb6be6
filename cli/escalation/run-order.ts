import { randomUUID } from 'node:crypto';
import { makeCalendars } from '../../bot/calendars.ts';
import { readConfig } from '../../bot/config.ts';
import { drawNotice } from '../../bot/draw-notice.ts';
import { readRates } from '../../bot/policy/read-rates.ts';
import { reachableOutlets } from '../../bot/reachable-outlets.ts';
import { type Instant } from '../../domain/calendar.ts';
import { AppError } from '../../domain/errors.ts';
import { type Database, findRunning } from '../../prisma/database.ts';
import { makeRunOrders } from '../../prisma/escalation/make-run-orders.ts';
import { type RunOrder } from '../../prisma/escalation/sweep-order.ts';

const usualPort = 3978;

/** How a creditor's sweep is made from the shell: with what the service itself would use. Raises CONFIG_INVALID. */
export async function openRunOrder(
  { pool }: Database,
  { creditorId, at, asOf }: { readonly creditorId: string; readonly at: Instant; readonly asOf: boolean },
): Promise<RunOrder> {
  const config = readConfig();
  if ('problems' in config) throw new AppError('CONFIG_INVALID', { problems: config.problems.length });
  const port = (await findRunning(config.DATA_DIR)).httpPort ?? usualPort;
  const url = config.PUBLIC_BASE_URL ?? `http://localhost:${port}`;
  const orderOf = makeRunOrders(pool, {
    ...{ production: config.production, reachable: reachableOutlets(config), zone: 'Europe/Paris' },
    shippedRates: await readRates(new URL('../../policies/rates/', import.meta.url)),
    ...{ calendar: makeCalendars(), draw: drawNotice, newId: randomUUID },
    chatUrl: (slug) => `${url}/chat/${slug}`,
  });
  return await orderOf(creditorId, at, asOf);
}
