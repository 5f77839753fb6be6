import { readConfig } from '../../bot/config.ts';
import { runOrdersOf } from '../../bot/wire-calendar.ts';
import { type Instant } from '../../domain/calendar.ts';
import { AppError } from '../../domain/errors.ts';
import { type Database, findRunning } from '../../prisma/database.ts';
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
  const orderOf = await runOrdersOf(config, pool, () => url);
  return await orderOf(creditorId, at, asOf);
}
