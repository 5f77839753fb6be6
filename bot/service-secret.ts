import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret of this data folder, made at the first start and kept (0600), so that development needs no setting and chats survive restarts. */
export async function serviceSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(32).toString('hex');
  try {
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return (await readFile(path, 'utf8')).trim(); // another process was first
  }
}
