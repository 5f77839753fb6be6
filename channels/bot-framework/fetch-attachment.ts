import { type StaffAttachment } from '../../domain/inbound.ts';
import { largestFile } from '../../domain/largest-file.ts';
import { bytesWithin } from '../bytes-within.ts';
import { knownFile } from '../direct-line/known-file.ts';
import { safeFileName } from '../direct-line/safe-file-name.ts';
import { isLoopbackServiceUrl, isTrustedServiceUrl } from './service-url.ts';

export type AttachedBytes = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
export type NoAttachment = { readonly why: 'file-unreachable' | 'file-size' | 'file-kind' };

/** Whom files are asked of. */
export type AttachmentSource = {
  readonly serviceUrl: string; // of the conversation, from an authenticated activity
  readonly hosts: readonly string[]; // of Teams
  readonly fileHosts: readonly string[]; // of people's own files
  readonly local: boolean; // a tool on the developer's machine: this machine alone is asked
  readonly token: () => Promise<string | null>;
};

const mostRedirects = 3;
const patienceMs = 10_000;

/**
 * Fetches a file that one of our own people attached. An address of theirs is asked only at their organisation's storage and without any
 * token; one of the carrier's only at the service the conversation is with, which alone gets ours. Each redirect is checked again: who
 * could write an address into a message must not make us read the inside of a network. What a file is, its bytes say.
 */
export async function fetchAttachment(
  source: AttachmentSource,
  attachment: StaffAttachment,
  index: number,
): Promise<AttachedBytes | NoAttachment> {
  try {
    const response = await ask(source, attachment, AbortSignal.timeout(patienceMs));
    if (response === null) return { why: 'file-unreachable' };
    const bytes = await bytesWithin(response, largestFile);
    return bytes === null || bytes.length === 0 ? { why: 'file-size' } : named(bytes, attachment, index);
  } catch {
    return { why: 'file-unreachable' }; // silent, broken or late: it is attached again
  }
}

async function ask(
  source: AttachmentSource,
  { at, url: first }: StaffAttachment,
  signal: AbortSignal,
): Promise<Response | null> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const headers = await headersFor(source, url, at === 'carrier' && redirects === 0);
    if (headers === null) return null;
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (response.ok) return response;
    const location = response.headers.get('location');
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399 || location === null) return null;
    url = new URL(location, url).href;
  }
  return null;
}

/** What is said to that address; null: it is not asked at all. */
async function headersFor(
  source: AttachmentSource,
  url: string,
  ofCarrier: boolean,
): Promise<Record<string, string> | null> {
  if (!ofCarrier) return isStorage(source, url) ? {} : null;
  if (!isOfCarrier(source, url)) return null;
  const token = source.local ? null : await source.token();
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

function isStorage({ local, fileHosts }: AttachmentSource, url: string): boolean {
  return local ? isLoopbackServiceUrl(url) : isTrustedServiceUrl(url, fileHosts);
}

function isOfCarrier({ local, hosts, serviceUrl }: AttachmentSource, url: string): boolean {
  const trusted = local ? isLoopbackServiceUrl(url) : isTrustedServiceUrl(url, hosts);
  if (!trusted) return false;
  const { origin, pathname } = new URL(url);
  return origin === new URL(serviceUrl).origin && /\/v3\/attachments\/[^/]+\/views\/[^/]+$/.test(pathname);
}

/** A name must not say another kind than the bytes do; a picture in the text has none of its own. */
function named(bytes: Uint8Array, { at, name }: StaffAttachment, index: number): AttachedBytes | NoAttachment {
  const found = knownFile(bytes);
  if (found === null) return { why: 'file-kind' };
  const { extension, mime } = found;
  if (at === 'carrier' || name === null) return { name: `image-${index + 1}.${extension}`, mime, bytes };
  const safe = safeFileName(name);
  const said = /\.([^.]+)$/.exec(safe)?.[1]?.toLowerCase().replace('jpeg', 'jpg').replace('heif', 'heic');
  return said === extension ? { name: safe, mime, bytes } : { why: 'file-kind' };
}
