import { type Instant } from '../../domain/calendar.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type Link = { readonly creditorId: string; readonly blobId: string; readonly tokenHash: string };

/** Files behind one-time links. */
export type PgFileStore = {
  look(link: Link): Promise<{ readonly name: string; readonly creditorName: string } | null>;
  take(
    link: Link & { expires: Instant; now: Instant },
  ): Promise<{ name: string; mime: string; bytes: Uint8Array } | null>;
  used(creditorId: string, tokenHashes: readonly string[]): Promise<ReadonlySet<string>>;
};

export function makeFileStore(pool: Sql): PgFileStore {
  return {
    look: async ({ creditorId, blobId, tokenHash }) => {
      const text = 'SELECT solde_look_file($1, $2, $3) AS file';
      const rows = await call(pool, 'file.look', text, [creditorId, blobId, tokenHash]);
      return (rows[0]?.['file'] ?? null) as { name: string; creditorName: string } | null;
    },
    take: async ({ creditorId, blobId, tokenHash, expires, now }) => {
      const text = 'SELECT * FROM solde_take_file($1, $2, $3, $4, $5)';
      const [row] = await call(pool, 'file.take', text, [creditorId, blobId, tokenHash, expires, now]);
      if (row === undefined) return null;
      return { name: row['name'] as string, mime: row['mime'] as string, bytes: row['content'] as Uint8Array };
    },
    used: async (creditorId, tokenHashes) => {
      const text = 'SELECT solde_links_used($1, $2) AS hash';
      const rows = await call(pool, 'file.used', text, [creditorId, tokenHashes]);
      return new Set(rows.map((row) => row['hash'] as string));
    },
  };
}
