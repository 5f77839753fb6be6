import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
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

/** Bytes of a token: two ids, minutes until it ends, the language, chance, and the signature. Short enough for an SMS. */
const layout = { ids: 32, minutes: 4, language: 1, chance: 6, signature: 12 } as const;
const bodyBytes = layout.ids + layout.minutes + layout.language + layout.chance;
const minuteMs = 60_000;

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
  const sign = (body: Uint8Array): Buffer =>
    createHmac('sha256', key).update(body).digest().subarray(0, layout.signature);
  const read = (token: string): (StoredLink & { expires: Instant; language: Language }) | null => {
    const bytes = Buffer.from(token, 'base64url');
    const [body, signature] = [bytes.subarray(0, bodyBytes), bytes.subarray(bodyBytes)];
    if (bytes.toString('base64url') !== token) return null; // one link, one spelling
    if (signature.length !== layout.signature || !timingSafeEqual(signature, sign(body))) return null;
    const expires = body.readUInt32BE(layout.ids) * minuteMs;
    if (expires <= clock()) return null;
    const language = languages[body.readUInt8(layout.ids + layout.minutes)] ?? 'fr';
    const [creditorId, blobId] = [idIn(body, 0), idIn(body, 16)];
    return { creditorId, blobId, expires, language, tokenHash: sha256(bytes) };
  };
  return {
    tokenFor: (creditorId, file, language) => {
      const body = Buffer.alloc(bodyBytes);
      body.write(bare(creditorId) + bare(file.ref.blobId), 'hex');
      body.writeUInt32BE(Math.floor((clock() + lifeMs) / minuteMs), layout.ids);
      body.writeUInt8(languages.indexOf(language), layout.ids + layout.minutes);
      randomBytes(layout.chance).copy(body, bodyBytes - layout.chance);
      return Buffer.concat([body, sign(body)]).toString('base64url');
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

function bare(id: string): string {
  return id.replaceAll('-', '');
}

function idIn(body: Buffer, at: number): string {
  const hex = body.subarray(at, at + 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
