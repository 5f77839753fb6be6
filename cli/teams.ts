import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../bot/config.ts';
import { makeLogging } from '../bot/log.ts';
import { startService } from '../bot/wire.ts';
import { staffRoles } from '../domain/staff/staff-user.ts';
import { startPlayground } from './teams/playground.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run teams -- [--who ROLE] [--port PORT]
  Starts Solde in development mode with Microsoft's Agents Playground as its Teams: no account is needed.
  --who         ${staffRoles.join(', ')} or stranger; manager when absent
  --port        of the playground, 56150 when absent`;

const schema = z.object({
  words: noWords,
  who: z.enum([...staffRoles, 'stranger']).default('manager'),
  port: z.coerce.number().int().min(1).max(65_535).default(56_150),
});

/** Whether somebody answers there; waits for it as long as a start may take. */
async function answers(url: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(url).catch(() => null)) !== null) return true;
    await sleep(200);
  }
  return false;
}

async function run(given: z.output<typeof schema>): Promise<number> {
  const config = readConfig();
  if ('problems' in config) {
    for (const problem of config.problems) say(problem);
    return 78;
  }
  if (config.production) {
    say('The playground is for development: unset NODE_ENV. In production people use Microsoft Teams (docs/teams.md).');
    return 78;
  }
  const service = await startService(config, makeLogging(config.LOG_LEVEL));
  const playground = await startPlayground({
    endpoint: `${service.url}/api/messages`,
    port: given.port,
    folder: join(config.DATA_DIR, 'playground'),
    who: given.who,
  });
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      resolve();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    playground.once('exit', end);
  });
  const ready = await answers(`http://localhost:${given.port}/`);
  if (ready) {
    process.stdout.write(`
  Solde is ready in the Agents Playground.

  Teams, as the ${given.who.padEnd(13)}  http://localhost:${given.port}
  Chat as a customer         ${service.url}
  Messages going out         ${service.url}/demo/outbox

`);
    await ended;
  } else say('The playground did not start.');
  playground.kill();
  await service.stop();
  return ready ? 0 : 1;
}

const options = { who: 'text', port: 'text' } as const;
const given = readArguments(usage, schema, options);
process.exitCode = given === null ? 64 : await run(given);
