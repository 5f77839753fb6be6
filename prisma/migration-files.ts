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
