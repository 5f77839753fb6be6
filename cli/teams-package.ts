import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Config, readConfig } from '../bot/config.ts';
import { type TeamsApp, teamsApp } from '../documents/teams-app.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run teams:package -- [--app-id ID] [--url URL] [--out FILE] [--version V] [--groups]
  Makes the app that an administrator uploads to Teams (docs/teams.md).
  --app-id   of the bot in Azure; MicrosoftAppId when absent
  --url      where the service is reached, https; PUBLIC_BASE_URL when absent
  --version  of the app, 1.0.0 when absent: Teams takes an update with a higher one only
  --groups   may be added to group chats and teams too, where it gives totals without names`;

const schema = z.object({
  words: noWords,
  'app-id': z.guid('is a GUID').optional(),
  url: z.url({ protocol: /^https$/, message: 'is an https:// address' }).optional(),
  out: z.string().min(1).optional(),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'is like 1.0.0')
    .default('1.0.0'),
  groups: z.boolean(),
});

type Given = z.output<typeof schema>;

/** What the app is made of; null where it was not all said, which is told. */
function appOf(given: Given, config: Pick<Config, 'MicrosoftAppId' | 'PUBLIC_BASE_URL'>): TeamsApp | null {
  const appId = given['app-id'] ?? config.MicrosoftAppId;
  const url = (given.url ?? config.PUBLIC_BASE_URL)?.replace(/\/$/, '');
  const reached = url?.startsWith('https://') === true;
  if (appId === undefined) say('Say the id of the bot: --app-id, or set MicrosoftAppId');
  if (!reached) say('Say where the service is reached: --url, or set PUBLIC_BASE_URL');
  return appId === undefined || !reached ? null : { appId, url, version: given.version, groups: given.groups };
}

async function run(given: Given): Promise<number> {
  const config = readConfig();
  if ('problems' in config) {
    for (const problem of config.problems) say(problem);
    return 78;
  }
  const app = appOf(given, config);
  if (app === null) return 64;
  const out = given.out ?? join(config.DATA_DIR, 'solde-teams.zip');
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, teamsApp(app));
  process.stdout.write(`${out}\n`);
  return 0;
}

const options = { 'app-id': 'text', url: 'text', out: 'text', version: 'text', groups: 'flag' } as const;
const given = readArguments(usage, schema, options);
process.exitCode = given === null ? 64 : await run(given);
