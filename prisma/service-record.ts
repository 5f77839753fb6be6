import { resolve } from 'node:path';
import { withDataLock } from './data-lock.ts';
import { runningServer } from './embedded-server.ts';
import { identityOf, isRunning } from './process-identity.ts';
import { readServiceRecord, updateServiceRecord } from './service-json.ts';

/** What runs over a data folder: the embedded server's address for its owner, the service's HTTP port. */
export type Running = { ownerUrl?: string; httpPort?: number };

/** Finds what runs over a data folder by `service.json` alone; null when nothing does. Starts nothing. */
export async function findRunning(dataDir: string): Promise<Running | null> {
  const folder = resolve(dataDir);
  const { http } = await readServiceRecord(folder);
  const ownerUrl = await runningServer(folder);
  const running: Running = {};
  if (ownerUrl !== null) running.ownerUrl = ownerUrl;
  if (http !== undefined && isRunning(http)) running.httpPort = http.port;
  return Object.keys(running).length === 0 ? null : running;
}

/** Records where this process takes HTTP requests, for tools that know the data folder only; void when the process ends. */
export async function recordService(dataDir: string, service: { httpPort: number }): Promise<void> {
  const folder = resolve(dataDir);
  const identity = identityOf(process.pid) ?? { pid: process.pid, started: '' };
  await withDataLock(folder, () => updateServiceRecord(folder, { http: { port: service.httpPort, ...identity } }));
}
