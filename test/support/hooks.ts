import { stopTestServer } from './database.ts';

// Asked to end, a process of mocha's that runs tests writes down its coverage; when that takes long it is also told to terminate.
if (process.env['MOCHA_WORKER_ID'] !== undefined) process.on('SIGTERM', () => undefined);

/** Called by mocha once, after the last test: the database server, if any test needed it, is left. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopTestServer();
}
