import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const serviceShape = z.object({ port: z.int().min(1).max(65_535), pid: z.int().positive(), started: z.string() });

const recordShape = z.looseObject({
  postgres: z.object({ port: z.int().min(1).max(65_535), password: z.string().min(16) }).optional(),
  http: z.array(serviceShape).optional().catch([]), // the oldest first; those of dead processes may be among them
});

/** What `service.json` says of the processes that use a data folder. */
export type ServiceRecord = z.infer<typeof recordShape>;

function pathIn(dataDir: string): string {
  return join(dataDir, 'service.json');
}

/** Reads `service.json`; a missing or unreadable one is an empty record. */
export async function readServiceRecord(dataDir: string): Promise<ServiceRecord> {
  const text = await readFile(pathIn(dataDir), 'utf8').catch(() => '{}');
  try {
    return recordShape.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Merges `changes` into `service.json`, keeping every other key; the file is replaced whole and only its owner reads it. Call under the data lock. */
export async function updateServiceRecord(dataDir: string, changes: Partial<ServiceRecord>): Promise<void> {
  const merged = { ...(await readServiceRecord(dataDir)), ...changes };
  const draft = join(dataDir, `.service-${randomBytes(6).toString('hex')}.json`);
  try {
    await writeFile(draft, `${JSON.stringify(merged, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await rename(draft, pathIn(dataDir));
  } finally {
    await rm(draft, { force: true });
  }
}
