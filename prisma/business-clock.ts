import type pg from 'pg';
import { z } from 'zod';
import { type Instant } from '../domain/calendar.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { AppError } from '../domain/errors.ts';

const key = 'clock.offset';
const offset = z.int();

/** By how many milliseconds the business clock of this installation is ahead of the real one; 0 unless it was moved. */
export async function readClockOffset(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ value: unknown }>('SELECT value FROM settings WHERE key = $1', [key]);
  return rows[0] === undefined ? 0 : offset.parse(rows[0].value);
}

/** Moves the business clock of this installation, for everyone who starts from now on; 0 is real time. Development only. */
export async function moveClock(pool: pg.Pool, by: number): Promise<void> {
  await pool.query(
    'INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, JSON.stringify(by)],
  );
}

/**
 * Business time: what service and tools decide by. Leases, queues and retries take the database's clock. Raises CONFIG_INVALID in
 * production when the clock was moved: nothing is decided there on another day than today.
 */
export async function openBusinessClock(
  pool: pg.Pool,
  production: boolean,
  real: () => Instant,
): Promise<() => Instant> {
  const by = await readClockOffset(pool);
  if (by === 0) return real;
  if (production) {
    const todo = 'The clock of this database was moved in development: npm run clock -- --real';
    throw new AppError('CONFIG_INVALID', { setting: key, todo });
  }
  return () => real() + by;
}

/** Ten in the morning of that day in a zone: when work that is run for a day takes place. */
export async function tenOf(pool: pg.Pool, day: CivilDate, zone: string): Promise<Instant> {
  const { rows } = await pool.query<{ at: Instant }>("SELECT ($1::date + time '10:00') AT TIME ZONE $2 AS at", [
    day,
    zone,
  ]);
  return rows[0]?.at ?? 0;
}
