import { setTimeout as sleep } from 'node:timers/promises';
import { type MediaLink } from '../../domain/inbound.ts';
import { largestFile } from '../../domain/largest-file.ts';
import { bytesWithin } from '../bytes-within.ts';
import { knownFile } from '../direct-line/known-file.ts';

export type FetchedFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

export type MediaSource = {
  readonly accountSid: string;
  readonly authToken: string;
  readonly baseUrl: string | null; // development only: its host is trusted like Twilio's
};

const api = 'https://api.twilio.com';
/** Where Twilio keeps media: its own storage, reached by a redirect that carries its own signature. */
const storage =
  /^https:\/\/(?:media\.twiliocdn\.com|[a-z0-9-]+\.twiliocdn\.com|(?:s3-external-1|s3|media\.twiliocdn\.com\.s3-external-1|media\.twiliocdn\.com\.s3)\.amazonaws\.com)\//;
const mostRedirects = 3;
const patienceMs = 4_000;
/** A file can be missing in the first seconds after its message came. */
const pausesMs = [1_000, 2_000];

/**
 * Fetches a file that came with a message; null when it cannot be had, is too large or is nothing we take as evidence. Only addresses of
 * our own account at Twilio are asked, each redirect is checked again, and the password goes to that host alone: who could write an address
 * into a message must not make us read the inside of a network. What a file is, its bytes say.
 */
export async function fetchMedia(source: MediaSource, media: MediaLink, index: number): Promise<FetchedFile | null> {
  const signal = AbortSignal.timeout(patienceMs + pausesMs.reduce((sum, pause) => sum + pause, 0));
  try {
    for (const pause of [...pausesMs, null]) {
      const bytes = await read(source, media.url, signal);
      if (bytes !== 'missing') return bytes === null ? null : fileOf(bytes, index);
      if (pause === null) return null;
      await sleep(pause, undefined, { signal });
    }
    return null;
  } catch {
    return null; // silent, broken or late: the person is asked to send it again
  }
}

async function read(source: MediaSource, first: string, signal: AbortSignal): Promise<Uint8Array | 'missing' | null> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const place = placeOf(source, url, redirects);
    if (place === null) return null;
    const credentials = Buffer.from(`${source.accountSid}:${source.authToken}`).toString('base64');
    const headers: Record<string, string> = place === 'storage' ? {} : { Authorization: `Basic ${credentials}` };
    if (place !== 'storage') url = place;
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url).href;
      continue;
    }
    if (response.ok) return await bytesWithin(response, largestFile);
    await response.body?.cancel();
    return response.status === 404 ? 'missing' : null;
  }
  return null;
}

/** Where that address may be asked for: at Twilio with our password, at its storage without; null: nowhere. */
function placeOf({ accountSid, baseUrl }: MediaSource, address: string, redirects: number): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname, href, username } = new URL(address);
  if (username !== '') return null;
  const ours = pathOf(accountSid).test(pathname);
  const trusted = baseUrl === null ? api : new URL(baseUrl).origin;
  if (ours && (origin === api || origin === trusted)) return `${trusted}${pathname}`;
  if (redirects === 0) return null;
  const local = baseUrl !== null && origin === trusted;
  return storage.test(href) || local ? 'storage' : null;
}

function pathOf(accountSid: string): RegExp {
  return new RegExp(`^/2010-04-01/Accounts/${accountSid}/Messages/(?:SM|MM)[0-9a-fA-F]{32}/Media/ME[0-9a-fA-F]{32}$`);
}

/** Whether that is the address of a file of our account at Twilio. */
export function isMediaOf({ accountSid }: Pick<MediaSource, 'accountSid'>, address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === api && pathOf(accountSid).test(new URL(address).pathname);
}

function fileOf(bytes: Uint8Array, index: number): FetchedFile | null {
  const found = knownFile(bytes);
  if (found === null) return null;
  const name = found.extension === 'pdf' ? 'document' : 'photo';
  return { name: `${name}-${index + 1}.${found.extension}`, mime: found.mime, bytes };
}
