import { createHash } from 'node:crypto';
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
  /** `message`: what the files came with; sent again, it finds them kept already. */
  keepFiles(
    creditorId: string,
    files: readonly File[],
    at: Instant,
    message?: string,
  ): Promise<readonly AttachedFile[]>;
};

/** The id of a message's file (a version 8 UUID): the same whenever the message comes. */
function fileId(creditorId: string, message: string, index: number): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([creditorId, message, index]))
    .digest('hex');
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return [...parts, digest.slice(20, 32)].join('-');
}

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
    keepFiles: async (creditorId, files, at, message) => {
      const kept = files.map((file, index) => ({
        blobId: message === undefined ? newId() : fileId(creditorId, message, index),
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
