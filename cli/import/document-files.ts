import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { readCsv } from '../../documents/csv/read-csv.ts';
import { type DocumentFile } from '../../prisma/import/import-documents.ts';

const indexName = 'index.csv';
const numberColumn = /^(?:number|num[eé]ro|n[°o]?\s*facture|facture|invoice(?: number)?)$/i;
const fileColumn = /^(?:file|fichier|file name|nom du fichier)$/i;

/** What the index says: the number of each file it names. */
async function readIndex(folder: string): Promise<ReadonlyMap<string, string>> {
  const path = join(folder, indexName);
  const named = new Map<string, string>();
  if ((await stat(path).catch(() => null)) === null) return named;
  let at: { readonly number: number; readonly file: number } | null = null;
  for await (const given of readCsv(createReadStream(path))) {
    if ('problem' in given) break;
    for (const { cells } of given.records) {
      const words = cells.map((cell) => cell.trim());
      if (at === null) {
        at = {
          number: words.findIndex((word) => numberColumn.test(word)),
          file: words.findIndex((word) => fileColumn.test(word)),
        };
        continue;
      }
      const [number, file] = [words[at.number], words[at.file]];
      if (number !== undefined && file !== undefined && file !== '') named.set(file, number);
    }
  }
  return named;
}

/** A name in the index stays inside the folder. */
function inside(folder: string, name: string): string | null {
  const path = resolve(folder, name);
  return path.startsWith(`${resolve(folder)}${sep}`) ? path : null;
}

/**
 * The files of a folder, each with the invoice number it is of: what `index.csv` (number, file) says, else its name without the
 * extension. Hidden files and folders are not looked at; raises what the file system raises for a folder that cannot be read.
 */
export async function documentFiles(folder: string): Promise<readonly DocumentFile[]> {
  const index = await readIndex(folder);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== indexName)
    .map(({ name }) => name)
    .sort();
  const all = [...new Set([...names, ...index.keys()])];
  return await Promise.all(
    all.map(async (name) => {
      const path = inside(folder, name);
      const found = path === null ? null : await stat(path).catch(() => null);
      const size = found?.isFile() === true ? found.size : null;
      const number = index.get(name) ?? basename(name, extname(name));
      return { name, number, isExact: index.has(name), size, read: () => readFile(path ?? join(folder, name)) };
    }),
  );
}
