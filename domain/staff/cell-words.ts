import { type Language } from '../language.ts';

/** How codes and columns are called by whoever shows them; given by who knows the words. */
export type CellWords = {
  readonly code: (of: string, code: string, language: Language) => string;
  readonly column: (key: string, language: Language) => string;
};
