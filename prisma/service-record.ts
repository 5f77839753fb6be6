import { resolve } from 'node:path';
import { withDataLock } from './data-lock.ts';
import { runningServer } from './embedded-server.ts';
import { identityOf, isRunning } from './process-identity.ts';
import { readServiceRecord, updateServiceRecord } from './service-json.ts';

/** What runs over a data folder: the embedded server's address for its owner, the HTTP port of the service that started last; null when not. */
export type Running = { ownerUrl: string | null; httpPort: number | null };

/** Finds what runs over a data folder by `service.json` alone; starts nothing. */
export async function findRunning(dataDir: string): Promise<Running> {
  const folder = resolve(dataDir);
  const { http = [] } = await readServiceRecord(folder);
  return { ownerUrl: await runningServer(folder), httpPort: http.findLast(isRunning)?.port ?? null };
}

/** Records where this process takes HTTP requests, for tools that know the data folder only, beside other services of the folder; void when the process ends. */
export async function recordService(dataDir: string, service: { httpPort: number }): Promise<void> {
  const folder = resolve(dataDir);
  const identity = identityOf(process.pid) ?? { pid: process.pid, started: '' };
  await withDataLock(folder, async () => {
    const { http = [] } = await readServiceRecord(folder);
    const others = http.filter((other) => isRunning(other) && other.pid !== identity.pid);
    await updateServiceRecord(folder, { http: [...others, { port: service.httpPort, ...identity }] });
  });
}
