import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Zippable } from './assets.ts';

/** Sends a body zipped where it can be read. The headers name `Vary` themselves when it depends on more than the encoding. */
export function sendBody(
  req: IncomingMessage,
  res: ServerResponse,
  headers: Readonly<Record<string, string>>,
  body: Zippable,
): void {
  const zips = /\bgzip\b/.test(req.headers['accept-encoding']?.toString() ?? '');
  const bytes = zips ? body.gzipped : body.bytes;
  const vary = ['Accept-Encoding', headers['Vary']].filter((name) => name !== undefined).join(', ');
  const encoding = zips ? { 'Content-Encoding': 'gzip' } : {};
  res.writeHead(200, { ...headers, ...encoding, Vary: vary, 'Content-Length': bytes.length });
  res.end(bytes);
}
