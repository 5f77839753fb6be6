import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Instant } from '../domain/calendar.ts';
import { type Language, languages } from '../domain/language.ts';
import { type FileLink } from '../domain/message.ts';
import { type FileLinks } from './file-route.ts';
import { sha256 } from './secrets.ts';

/** Where files wait; looking leaves no trace, taking works once per link. */
export type FileStore = {
  look(link: StoredLink): Promise<{ readonly name: string; readonly creditorName: string } | null>;
  take(
    link: StoredLink & { expires: Instant; now: Instant },
  ): Promise<{ name: string; mime: string; bytes: Uint8Array } | null>;
};

type StoredLink = { readonly creditorId: string; readonly blobId: string; readonly tokenHash: string };

const payload = z.tuple([z.uuid(), z.uuid(), z.int(), z.enum(languages), z.string()]);
const signatureBytes = 16;

/** How long a link shown in a conversation can be opened: long enough to come back to it, and a new one is a message away. */
const lifeMs = 24 * 60 * 60_000;

/**
 * Makes links to files that carry what they open and until when, signed, so that showing a conversation writes nothing. Whoever
 * holds a link may take its file, once; each showing of the conversation makes new ones.
 */
export function makeFileLinks(
  store: FileStore,
  key: Uint8Array,
  clock: () => Instant,
): FileLinks & { readonly tokenFor: (creditorId: string, file: FileLink, language: Language) => string } {
  const sign = (body: string): Buffer => createHmac('sha256', key).update(body).digest().subarray(0, signatureBytes);
  const read = (token: string): (StoredLink & { expires: Instant; language: Language }) | null => {
    const [body = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== signatureBytes || !timingSafeEqual(given, sign(body))) return null;
    const fields = payload.safeParse(parse(Buffer.from(body, 'base64url').toString('utf8')));
    if (!fields.success || fields.data[2] <= clock()) return null;
    const [creditorId, blobId, expires, language] = fields.data;
    return { creditorId, blobId, expires, language, tokenHash: sha256(token) };
  };
  return {
    tokenFor: (creditorId, file, language) => {
      const fields = [creditorId, file.ref.blobId, clock() + lifeMs, language, randomBytes(6).toString('base64url')];
      const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    look: async (token) => {
      const link = read(token);
      const found = link === null ? null : await store.look(link);
      return link === null || found === null ? null : { ...found, language: link.language };
    },
    take: async (token) => {
      const link = read(token);
      return link === null ? null : await store.take({ ...link, now: clock() });
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
