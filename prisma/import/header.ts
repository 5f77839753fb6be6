import { type ImportKind } from './import-file.ts';
import { columnsOf } from './columns.ts';

/** Lower case, without accents and signs: how names of columns and words in cells are compared. */
export function foldWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

export type Header = {
  readonly cells: readonly string[]; // as in the file
  readonly at: ReadonlyMap<string, number>; // our name of a column -> its place
  readonly unknown: readonly string[];
  readonly missing: readonly string[]; // required ones that are not there
  readonly repeated: readonly string[]; // columns that mean the same
};

/** Finds the columns of a kind by their names in French or English, whatever their order, case and accents. */
export function readHeader(kind: ImportKind, cells: readonly string[]): Header {
  const columns = columnsOf(kind);
  const byAlias = new Map(
    columns.flatMap(({ name, aliases }) => [name, ...aliases].map((alias) => [foldWord(alias), name])),
  );
  const at = new Map<string, number>();
  const unknown: string[] = [];
  const repeated: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const name = byAlias.get(foldWord(cell));
    if (name === undefined) {
      if (cell.trim() !== '') unknown.push(cell.trim());
    } else if (at.has(name)) repeated.push(cell.trim());
    else at.set(name, index);
  }
  const missing = columns.filter(({ name, required }) => required === true && !at.has(name)).map(({ name }) => name);
  return { cells, at, unknown, missing, repeated };
}
