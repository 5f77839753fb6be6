import { parseArgs } from 'node:util';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { moveClock, readClockOffset, tenOf } from '../prisma/business-clock.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run clock -- [--as-of 2026-12-01 | --real]

Moves the business clock of a development installation to ten in the morning (Paris) of that day, from where it runs on; --real takes it
back. The service and the tools that start afterwards follow. Without an option: says what day it is. Refused in production.`;

type Asked = { readonly day: CivilDate | null; readonly real: boolean };

function readAsked(): Asked | null {
  const { values } = parseArgs({
    options: { 'as-of': { type: 'string' }, real: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  const day = readDate(values['as-of'] ?? '');
  const wrong = values.help === true || (values['as-of'] !== undefined && (day === null || values.real));
  if (!wrong) return { day, real: values.real };
  say(usage);
  return null;
}

process.exitCode = await runTool(readAsked(), async ({ pool }, { day, real }, production) => {
  if (production && day !== null) {
    say('In production the day is today: the clock is moved in development only.');
    return 64;
  }
  if (real) await moveClock(pool, 0);
  if (day !== null) await moveClock(pool, (await tenOf(pool, day, 'Europe/Paris')) - Date.now());
  const at = new Date(Date.now() + (await readClockOffset(pool)));
  const shown = at.toLocaleString('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
  process.stdout.write(`Business time: ${shown} in Paris. Restart the service to follow.\n`);
  return 0;
});
