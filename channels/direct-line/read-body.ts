import { type IncomingMessage } from 'node:http';
import { refuse, type Reply } from './reply.ts';

/** How long a caller may take to send a body, in milliseconds: a slow one holds a connection. */
const bodyTimeoutMs = 10_000;

/** Reads a JSON body of at most `maxBytes`; a refusal instead when it is larger, slower, compressed or no JSON. */
export async function readJson(
  req: IncomingMessage,
  maxBytes: number,
): Promise<{ json: unknown } | { refusal: Reply }> {
  if (req.headers['content-encoding'] !== undefined) return { refusal: refuse(415, 'EncodingNotSupported') };
  const type = req.headers['content-type'];
  if (type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) return { refusal: refuse(415, 'JsonExpected') };
  const bytes = await readBytes(req, maxBytes);
  if (bytes === 'too-large') return { refusal: refuse(413, 'TooLarge') };
  if (bytes === 'too-slow') return { refusal: refuse(408, 'TooSlow') };
  if (bytes.length === 0) return { json: undefined };
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { refusal: refuse(400, 'BadJson') };
  }
}

/** Reads a body of at most so many bytes within ten seconds. */
export function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'too-slow'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Buffer | 'too-large' | 'too-slow'): void => {
      clearTimeout(timer);
      req.off('data', onData);
      req.resume();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) finish('too-large');
      else chunks.push(chunk);
    };
    const timer = setTimeout(finish, bodyTimeoutMs, 'too-slow');
    req.on('data', onData);
    req.once('end', () => {
      finish(Buffer.concat(chunks));
    });
    req.once('close', () => {
      finish('too-slow');
    });
  });
}
