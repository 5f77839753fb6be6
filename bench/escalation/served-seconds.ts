import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** Seconds of processor by connection of the service, told by the system of the server; empty where it does not tell. */
type Served = ReadonlyMap<number, number>;

async function secondsOf(pid: number): Promise<number | null> {
  const spent = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => null);
  return spent === null ? null : Number(spent.split(' ')[0]) / 1e9;
}

async function served(owner: pg.Pool): Promise<Served> {
  const { rows } = await owner.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'solde'",
  );
  const all = await Promise.all(rows.map(async ({ pid }) => [pid, await secondsOf(pid)] as const));
  return new Map(all.flatMap(([pid, seconds]) => (seconds === null ? [] : [[pid, seconds] as const])));
}

/** Begins to count the seconds of processor that the server spends on the service's connections; what it gives ends that. */
export async function countServed(owner: pg.Pool): Promise<() => Promise<number>> {
  const before = await served(owner);
  return async () => {
    const now = await served(owner);
    return [...now].reduce((total, [pid, seconds]) => total + seconds - (before.get(pid) ?? 0), 0);
  };
}
