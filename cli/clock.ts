import { z } from 'zod';
import { moveClock, readClockOffset, tenOf } from '../prisma/business-clock.ts';
import { day } from './tool/day.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run clock -- [--as-of 2026-12-01 | --real]

Moves the business clock of a development installation to ten in the morning (Paris) of that day, from where it runs on; --real takes it
back. The service and the tools that start afterwards follow. Without an option: says what day it is. Refused in production.`;

const schema = z
  .object({ words: noWords, 'as-of': day.optional(), real: z.boolean() })
  .refine((asked) => !(asked.real && asked['as-of'] !== undefined), 'say --as-of or --real');

const options = { 'as-of': 'text', real: 'flag' } as const;
process.exitCode = await runTool(readArguments(usage, schema, options), async ({ pool }, asked, production) => {
  const { real, 'as-of': asOf } = asked;
  if (production && asOf !== undefined) {
    say('In production the day is today: the clock is moved in development only.');
    return 64;
  }
  if (real) await moveClock(pool, 0);
  if (asOf !== undefined) await moveClock(pool, (await tenOf(pool, asOf, 'Europe/Paris')) - Date.now());
  const at = new Date(Date.now() + (await readClockOffset(pool)));
  const shown = at.toLocaleString('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });
  process.stdout.write(`Business time: ${shown} in Paris. Restart the service to follow.\n`);
  return 0;
});
