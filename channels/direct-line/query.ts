import { type IncomingMessage } from 'node:http';

/** One parameter of the request's query, or null; only path and query are read, never the host. */
export function queryParameter(req: IncomingMessage, name: string): string | null {
  const [, query = ''] = (req.url ?? '').split('?', 2);
  return new URLSearchParams(query).get(name);
}
