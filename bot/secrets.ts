import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { type AddressMix } from '../domain/address-mix.ts';
import { decoyMasks } from '../domain/decoy-masks.ts';
import { type ClaimMask } from '../domain/session.ts';

/** The keys of a running service, each derived from one secret for one use, and what is done with them. */
export type Secrets = {
  /** Signs web chat tokens. */
  readonly tokenKey: Uint8Array;
  /** What attempts on a reference are counted on, without keeping the reference. */
  subjectKey(reference: string): string;
  /** Addresses that do not exist, always the same for a guess at somebody's identity, in the proportions of real ones. */
  decoys(guess: string, mix: AddressMix): readonly ClaimMask[];
  /** Six random digits and their keyed hash. */
  newCode(): { readonly digits: string; readonly hash: string };
  codeMatches(digits: string, hash: string): boolean;
  /** Encrypts a text (AES-256-GCM), base64. */
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string;
  /** Signs the links to files. */
  readonly linkKey: Uint8Array;
  /** Signs the links that end e-mails. */
  readonly unsubscribeKey: Uint8Array;
};

/** SHA-256 of a text, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Derives every key from the service's secret (HKDF), so that one setting is enough and no key is used twice. */
export function makeSecrets(secret: string): Secrets {
  const key = (use: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, 'solde', use, 32));
  const [codeKey, decoyKey, subjectsKey, sealKey] = [key('codes'), key('decoys'), key('subjects'), key('seal')];
  const hmac = (with_: Uint8Array, text: string): Buffer => createHmac('sha256', with_).update(text).digest();
  const codeHash = (digits: string): string => hmac(codeKey, digits).toString('hex');
  return {
    tokenKey: key('web chat tokens'),
    subjectKey: (reference) => hmac(subjectsKey, reference).toString('hex'),
    decoys: (guess, mix) =>
      decoyMasks(hmac(decoyKey, guess).toString('hex'), mix).map((decoy, index) => ({
        id: String(index + 1),
        ...decoy,
        pointId: null,
      })),
    newCode: () => {
      const digits = String(randomInt(1_000_000)).padStart(6, '0');
      return { digits, hash: codeHash(digits) };
    },
    codeMatches: (digits, hash) => timingSafeEqual(Buffer.from(codeHash(digits)), Buffer.from(hash)),
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      );
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
    linkKey: key('file links'),
    unsubscribeKey: key('unsubscribe links'),
  };
}
