import { type IncomingMessage } from 'node:http';

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request was made on this very machine and by nobody in between: a local Host, no page of another site, and no
 * header a proxy or tunnel adds. Development-only surfaces answer 404 to anything else, because a tunnel makes a developer's
 * machine public, and any page a developer visits can write to localhost.
 */
export function isLoopbackRequest(req: Pick<IncomingMessage, 'headers'>): boolean {
  const { headers } = req;
  if (!localHost.test(headers.host ?? '')) return false;
  if (headers.origin !== undefined && !localOrigin.test(headers.origin)) return false;
  return !Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-'),
  );
}
