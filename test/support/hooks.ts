import { stopTestServer } from './database.ts';

/** Called by mocha once, after the last test: the database server, if any test needed it, is left. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopTestServer();
}
