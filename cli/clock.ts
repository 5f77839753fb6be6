import { parseArgs } from 'node:util';
import { readConfig } from '../bot/config.ts';
import { readDate } from '../domain/civil-date.ts';
import { moveClock, readClockOffset, tenOf } from '../prisma/business-clock.ts';
import { openDatabase } from '../prisma/database.ts';

const usage = `Usage: npm run clock -- [--as-of 2026-12-01 | --real]

Moves the business clock of a development installation to ten in the morning (Paris) of that day, from where it runs on; --real takes it
back. The service and the tools that start afterwards follow. Without an option: says what day it is. Refused in production.`;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { 'as-of': { type: 'string' }, real: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  const config = readConfig();
  const day = readDate(values['as-of'] ?? '');
  const wrong = values.help === true || (values['as-of'] !== undefined && (day === null || values.real));
  if ('problems' in config || wrong) {
    say('problems' in config ? config.problems.join('\n') : usage);
    return 64;
  }
  if (config.production && day !== null) {
    say('In production the day is today: the clock is moved in development only.');
    return 64;
  }
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, log: say });
  try {
    if (values.real) await moveClock(database.pool, 0);
    if (day !== null) await moveClock(database.pool, (await tenOf(database.pool, day, 'Europe/Paris')) - Date.now());
    const at = new Date(Date.now() + (await readClockOffset(database.pool)));
    const shown = at.toLocaleString('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
    process.stdout.write(`Business time: ${shown} in Paris. Restart the service to follow.\n`);
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await run();
