import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type StaffRole } from '../../domain/staff/staff-user.ts';
import { demoPeople, playgroundTenant } from '../../prisma/demo/staff.ts';

/** Who sits at the playground's keyboard; `stranger` is known to nobody. */
export type PlaygroundUser = StaffRole | 'stranger';

type Person = { readonly name: string; readonly objectId: string };

const stranger: Person = { name: 'Inconnu Fictif', objectId: '00000000-0000-0000-0000-0000000000099' };

function personOf(who: PlaygroundUser): Person {
  const found = demoPeople.find(({ role }) => role === who);
  return found ?? stranger;
}

/** What the playground reads of who is who; JSON is YAML. */
function configOf(who: PlaygroundUser): string {
  const user = ({ name, objectId }: Person, index: number): object => ({
    ...{ id: `user-id-${index}`, name, userPrincipleName: `user${index}@lumio.example`, aadObjectId: objectId },
    ...{ givenName: name.split(' ')[0], surname: name.split(' ')[1], email: `user${index}@lumio.example` },
  });
  const current = personOf(who);
  const others = [...demoPeople, stranger].filter(({ objectId }) => objectId !== current.objectId);
  return JSON.stringify(
    {
      ...{ version: '0.1.1', tenantId: playgroundTenant },
      bot: { id: '00000000-0000-0000-0000-00000000000011', name: 'Solde' },
      currentUser: user(current, 0),
      users: others.map((person, index) => user(person, index + 1)),
      personalChat: { id: `personal-${who}` },
      groupChat: { id: `group-${who}`, name: 'Crédit client' },
      team: { id: 'team-id', name: 'Lumio', aadGroupId: '00000000-0000-0000-0000-000000000031', channels: [] },
    },
    null,
    2,
  );
}

export type PlaygroundOptions = {
  readonly endpoint: string; // of the service
  readonly port: number;
  readonly folder: string; // for its settings and logs
  readonly who: PlaygroundUser;
  /** Its environment, where not ours: with TEAMSAPPTESTER_BROWSER=none it opens no browser. */
  readonly env?: NodeJS.ProcessEnv;
};

/** Starts Microsoft's Agents Playground as the Teams client of the service; it tells Microsoft nothing. */
export async function startPlayground(options: PlaygroundOptions): Promise<ChildProcess> {
  const { endpoint, port, folder, who, env } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.m365agentsplayground.yml'), configOf(who));
  const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  return spawn(process.execPath, [cli, '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt', 'true'], {
    cwd: folder, // where it looks for its settings, and leaves its log
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(env === undefined ? {} : { env }),
  });
}
