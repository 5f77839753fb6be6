import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One migration on disk: its folder's name, which orders it, and its SQL. */
export type MigrationFile = { name: string; sql: string };

/** The migrations that ship with this version. */
export const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Reads the migrations of a folder in the order they apply; an empty folder, which git cannot hold, is not one. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found: MigrationFile[] = [];
  for (const name of names.sort()) {
    if ((await readdir(join(folder, name))).length === 0) continue;
    found.push({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') });
  }
  return found;
}

/** Whether Prisma recorded `checksum` for that SQL; its line ends, which git may rewrite, do not count. */
export function isChecksumOf(checksum: string, sql: string): boolean {
  const plain = sql.replaceAll('\r\n', '\n');
  const forms = [sql, plain, plain.replaceAll('\n', '\r\n')];
  return forms.some((form) => createHash('sha256').update(form).digest('hex') === checksum);
}
