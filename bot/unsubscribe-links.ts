import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant } from '../domain/calendar.ts';
import { type Language } from '../domain/language.ts';

type Mail = { readonly creditorId: string; readonly outboxId: string };

/** Who wrote, as the page behind a link says it. */
export type Unsubscribing = { readonly creditorName: string; readonly language: Language };

/** Where e-mails can be told from their links; stopping is written once for each e-mail. */
export type UnsubscribeStore = {
  look(mail: Mail): Promise<Unsubscribing | null>;
  stop(mail: Mail & { readonly at: Instant }): Promise<boolean>;
};

/** Links that end e-mails to the address one was sent to. They do not expire: a message may be read late. */
export type UnsubscribeLinks = {
  readonly tokenFor: (mail: Mail) => string;
  readonly look: (token: string) => Promise<Unsubscribing | null>;
  readonly stop: (token: string) => Promise<boolean>;
};

const idBytes = 16;
const signatureBytes = 16;

function sign(key: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, signatureBytes);
}

function idIn(body: Buffer, at: number): string {
  const hex = body.subarray(at, at + idBytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Makes signed links that name an e-mail by ids alone: nothing of the address or the account can be read from one. */
export function makeUnsubscribeLinks(store: UnsubscribeStore, key: Uint8Array, clock: () => Instant): UnsubscribeLinks {
  const read = (token: string): Mail | null => {
    const bytes = Buffer.from(token, 'base64url');
    const [body, signature] = [bytes.subarray(0, 2 * idBytes), bytes.subarray(2 * idBytes)];
    if (bytes.toString('base64url') !== token || signature.length !== signatureBytes) return null;
    if (!timingSafeEqual(signature, sign(key, body))) return null;
    return { creditorId: idIn(body, 0), outboxId: idIn(body, idBytes) };
  };
  return {
    tokenFor: ({ creditorId, outboxId }) => {
      const body = Buffer.from((creditorId + outboxId).replaceAll('-', ''), 'hex');
      return Buffer.concat([body, sign(key, body)]).toString('base64url');
    },
    look: async (token) => {
      const mail = read(token);
      return mail === null ? null : await store.look(mail);
    },
    stop: async (token) => {
      const mail = read(token);
      return mail === null ? false : await store.stop({ ...mail, at: clock() });
    },
  };
}
