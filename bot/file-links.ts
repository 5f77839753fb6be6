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
  /** Which of these links were taken already. */
  used(creditorId: string, tokenHashes: readonly string[]): Promise<ReadonlySet<string>>;
};

/** A file that a conversation shows, since the moment it was said. */
export type ShownFile = {
  readonly creditorId: string;
  readonly conversationId: string;
  readonly file: FileLink;
  readonly language: Language;
  readonly since: Instant;
};

/** Tokens of links: for one message that is sent once, and for a conversation that is shown again and again. */
export type LinkMaker = {
  /** A link like no other. */
  readonly tokenFor: (creditorId: string, file: FileLink, language: Language) => string;
  /** A link like no other, for one of our own people: it is pressed at once, and what it opens says more than a debtor's letter. */
  readonly staffToken: (creditorId: string, file: FileLink, language: Language) => string;
  /** The link of a file that was said this moment: nobody can have used it. */
  readonly firstToken: (shown: ShownFile) => string;
  /** The same link each time, as long as it is unused and lives for another hour; one creditor's files. */
  readonly tokensOf: (shown: readonly ShownFile[]) => Promise<readonly string[]>;
};

type StoredLink = { readonly creditorId: string; readonly blobId: string; readonly tokenHash: string };

/** Bytes of a token: two ids, minutes until it ends, the language, chance, and the signature. Short enough for an SMS. */
const layout = { ids: 32, minutes: 4, language: 1, chance: 6, signature: 12 } as const;
const bodyBytes = layout.ids + layout.minutes + layout.language + layout.chance;
const minuteMs = 60_000;

/** How long a link shown in a conversation can be opened: long enough to come back to it, and a new one is a message away. */
const lifeMs = 24 * 60 * 60_000;

/** How long a link given to one of our own people can be opened. */
const staffLifeMs = 30 * 60_000;

/** A conversation shows no link that ends sooner than this. */
const leastMs = 60 * 60_000;

/** How often within a day a conversation shows a link again after it was used, before it makes one by chance. */
const mostTurns = 20;

/**
 * Makes links to files that carry what they open and until when, signed, so that showing a conversation writes nothing. Whoever
 * holds a link may take its file, once; the conversation then shows another.
 */
export function makeFileLinks(store: FileStore, key: Uint8Array, clock: () => Instant): FileLinks & LinkMaker {
  const read = (token: string): (StoredLink & { expires: Instant; language: Language }) | null => {
    const bytes = Buffer.from(token, 'base64url');
    const [body, signature] = [bytes.subarray(0, bodyBytes), bytes.subarray(bodyBytes)];
    if (bytes.toString('base64url') !== token) return null; // one link, one spelling
    if (signature.length !== layout.signature || !timingSafeEqual(signature, sign(key, body))) return null;
    const expires = body.readUInt32BE(layout.ids) * minuteMs;
    if (expires <= clock()) return null;
    const language = languages[body.readUInt8(layout.ids + layout.minutes)] ?? 'fr';
    const [creditorId, blobId] = [idIn(body, 0), idIn(body, 16)];
    return { creditorId, blobId, expires, language, tokenHash: sha256(bytes) };
  };
  const tokenFor: LinkMaker['tokenFor'] = (creditorId, file, language) =>
    write(key, { creditorId, file, language, end: clock() + lifeMs }, randomBytes(layout.chance));
  const staffToken: LinkMaker['staffToken'] = (creditorId, file, language) =>
    write(key, { creditorId, file, language, end: clock() + staffLifeMs }, randomBytes(layout.chance));
  const tokenOf = (shown: ShownFile, turn: number): string => {
    const end = endOf(shown.since, clock());
    const mark = createHmac('sha256', key).update(`shown in ${shown.conversationId} until ${end}, ${turn}`).digest();
    return write(key, { ...shown, end }, mark);
  };
  return {
    ...{ tokenFor, staffToken },
    firstToken: (shown) => tokenOf(shown, 0),
    tokensOf: async (shown) => {
      const [first] = shown;
      if (first === undefined) return [];
      let links = shown.map((wish) => ({ wish, token: tokenOf(wish, 0) }));
      for (let turn = 1; turn <= mostTurns; turn += 1) {
        const used = await store.used(
          first.creditorId,
          links.map(({ token }) => hashOf(token)),
        );
        if (used.size === 0) break;
        links = links.map(({ wish, token }) => {
          if (!used.has(hashOf(token))) return { wish, token };
          const { creditorId, file, language } = wish;
          return { wish, token: turn === mostTurns ? tokenFor(creditorId, file, language) : tokenOf(wish, turn) };
        });
      }
      return links.map(({ token }) => token);
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

type Written = Pick<ShownFile, 'creditorId' | 'file' | 'language'> & { readonly end: Instant };

function write(key: Uint8Array, { creditorId, file, language, end }: Written, mark: Uint8Array): string {
  const body = Buffer.alloc(bodyBytes);
  body.write(bare(creditorId) + bare(file.ref.blobId), 'hex');
  body.writeUInt32BE(Math.floor(end / minuteMs), layout.ids);
  body.writeUInt8(languages.indexOf(language), layout.ids + layout.minutes);
  body.set(mark.subarray(0, layout.chance), bodyBytes - layout.chance);
  return Buffer.concat([body, sign(key, body)]).toString('base64url');
}

function sign(key: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, layout.signature);
}

/** When a link ends that is shown now: a day after what it hangs on was said, or a day after the link before it, less the last hour. */
function endOf(since: Instant, now: Instant): Instant {
  const each = lifeMs - leastMs;
  const before = Math.floor(Math.max(0, now - since) / each);
  return since + before * each + lifeMs;
}

function hashOf(token: string): string {
  return sha256(Buffer.from(token, 'base64url'));
}

function bare(id: string): string {
  return id.replaceAll('-', '');
}

function idIn(body: Buffer, at: number): string {
  const hex = body.subarray(at, at + 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
