import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { sealAudit } from '../../../prisma/audit.ts';

/** Seals until that many events are sealed: passes wait for the transactions of every database of the server, other tests' too. */
export async function sealAll(pool: pg.Pool, events: number): Promise<number> {
  let sealed = 0;
  for (let pass = 0; pass < 500 && sealed < events; pass += 1) {
    sealed += await sealAudit(pool);
    if (pass > 1) await sleep(10);
  }
  return sealed;
}
