import { type IncomingMessage } from 'node:http';

const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request was made on this very machine and by nobody in between: a local Host, and no header a proxy or tunnel adds.
 * Development-only surfaces answer 404 to anything else, because a tunnel makes a developer's machine public.
 */
export function isLoopbackRequest(req: Pick<IncomingMessage, 'headers'>): boolean {
  const { headers } = req;
  if (!localHost.test(headers.host ?? '')) return false;
  return !Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded-'),
  );
}
