import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer no longer raises, for what becomes true a little later; after 20 s what it raised last is raised. */
export async function eventually<T>(ask: () => T | Promise<T>): Promise<T> {
  for (const until = Date.now() + 20_000; ;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(25);
    }
  }
}
