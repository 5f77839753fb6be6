/** One record as it stands in the file; `line` is the physical line it begins on, from 1. */
export type CsvRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the cells are only a guess: a quote opens and is not closed before a separator, or the line is too long. */
  readonly broken: 'quote' | 'too-long' | null;
};

/** Why a file is not read at all. */
export type CsvProblem = 'empty' | 'archive' | 'workbook' | 'pdf' | 'binary';

/** Some records of a file, in order, the header first; or the reason why there are none. */
export type CsvBatch =
  { readonly separator: string; readonly records: readonly CsvRecord[] } | { readonly problem: CsvProblem };
