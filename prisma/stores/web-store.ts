import { type Instant } from '../../domain/calendar.ts';
import { type AttachedFile } from '../../domain/command.ts';
import { type Message } from '../../domain/message.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type Ref = { readonly creditorId: string; readonly conversationId: string };
type Face = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly paymentPage: string | null;
  readonly origins: readonly string[];
};
type File = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
type Item = { readonly seq: number; readonly id: string; readonly at: Instant } & (
  { readonly from: 'person'; readonly echo: unknown } | { readonly from: 'us'; readonly message: Message }
);

/** What the chat page and the console read. */
export type PgWebStore = {
  creditor(slug: string | null): Promise<Face | null>;
  knowsOrigin(origin: string): Promise<boolean>;
  conversation(key: string): Promise<(Ref & { readonly creditorName: string }) | null>;
  history(ref: Ref, afterSeq: number, limit: number): Promise<readonly Item[]>;
  keepFiles(creditorId: string, files: readonly File[], at: Instant): Promise<readonly AttachedFile[]>;
};

export function makeWebStore(pool: Sql, newId: () => string): PgWebStore {
  const face = async (creditorId: string): Promise<Face | null> => {
    const rows = await call(pool, 'web.face', 'SELECT solde_creditor_face($1) AS face', [creditorId]);
    return (rows[0]?.['face'] ?? null) as Face | null;
  };
  return {
    creditor: async (slug) => {
      const rows = await call(pool, 'web.creditor', 'SELECT solde_creditor_by_slug($1) AS id', [slug]);
      const id = rows[0]?.['id'];
      return typeof id === 'string' ? await face(id) : null;
    },
    knowsOrigin: async (origin) => {
      const [row] = await call(pool, 'web.origin', 'SELECT solde_chat_origin_known($1) AS known', [origin]);
      return row?.['known'] === true;
    },
    conversation: async (key) => {
      const [row] = await call(pool, 'web.route', 'SELECT * FROM solde_web_route($1)', [key]);
      if (row === undefined) return null;
      const creditorId = row['creditor_id'] as string;
      const creditorName = (await face(creditorId))?.name ?? '';
      return { creditorId, conversationId: row['conversation_id'] as string, creditorName };
    },
    history: async ({ creditorId, conversationId }, afterSeq, limit) => {
      const values = [creditorId, conversationId, afterSeq, limit];
      const rows = await call(pool, 'web.history', 'SELECT solde_history($1, $2, $3, $4) AS items', values);
      return rows[0]?.['items'] as readonly Item[];
    },
    keepFiles: async (creditorId, files, at) => {
      const kept = files.map((file) => ({
        blobId: newId(),
        name: file.name,
        mime: file.mime,
        bytes: file.bytes.length,
      }));
      const json = JSON.stringify(kept.map(({ blobId: id, name, mime }) => ({ id, name, mime })));
      const contents = files.map(({ bytes }) => Buffer.from(bytes));
      await call(pool, 'web.files', 'SELECT solde_keep_files($1, $2, $3, $4)', [creditorId, json, contents, at]);
      return kept;
    },
  };
}
