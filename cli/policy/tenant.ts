import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { openBusinessClock } from '../../prisma/business-clock.ts';
import { type Database } from '../../prisma/database.ts';
import { findCreditor } from '../tool/run-for-creditor.ts';
import { type Answer } from './answer.ts';

/** The creditor an act is for, and when it is done. */
export type Tenant = {
  readonly pool: Database['pool'];
  readonly creditorId: string;
  readonly at: Instant;
  readonly today: CivilDate;
};

/** Finds the creditor by its slug, or the only one; an answer where there is none. */
export async function tenantOf(
  { pool }: Pick<Database, 'pool'>,
  slug: string | undefined,
  production: boolean,
): Promise<Tenant | Answer> {
  const at = (await openBusinessClock(pool, production, Date.now))();
  const found = await findCreditor({ pool }, slug, at);
  if (typeof found === 'string') return { code: 64, lines: [found], json: { refused: found } };
  return { pool, creditorId: found.id, at, today: found.today };
}
