import { type Language } from '../../domain/language.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

/** The original of an invoice; `copyId` is the file its marked copy is kept as, once it was made. */
export type StoredOriginal = { readonly bytes: Uint8Array; readonly copyId: string; readonly copied: boolean };

/** Originals of invoices, as they were sent. */
export type PgDocumentStore = {
  readonly isKept: (creditorId: string, invoiceId: string) => Promise<boolean>;
  /** Null when none is kept. */
  readonly original: (creditorId: string, invoiceId: string, language: Language) => Promise<StoredOriginal | null>;
};

export function makeDocumentStore(pool: Sql): PgDocumentStore {
  return {
    isKept: async (creditorId, invoiceId) => {
      const text = "SELECT count(copy_id)::int AS n FROM solde_original($1, $2, 'fr')";
      const [row] = await call(pool, 'document.kept', text, [creditorId, invoiceId]);
      return row?.['n'] === 1;
    },
    original: async (creditorId, invoiceId, language) => {
      const text = 'SELECT content, copy_id, copied FROM solde_original($1, $2, $3)';
      const [row] = await call(pool, 'document.original', text, [creditorId, invoiceId, language]);
      if (row === undefined) return null;
      const { content, copy_id: copyId, copied } = row;
      return { bytes: content as Uint8Array, copyId: copyId as string, copied: copied as boolean };
    },
  };
}
