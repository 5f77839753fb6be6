import { type IncomingMessage } from 'node:http';
import { type z } from 'zod';
import { AppError } from '../domain/errors.ts';

/** Reads a JSON body of at most `maxBytes` through its schema; raises BAD_REQUEST or TOO_LARGE. */
export async function readJsonBody<T>(req: IncomingMessage, schema: z.ZodType<T>, maxBytes = 65_536): Promise<T> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('TOO_LARGE', { maxBytes });
    chunks.push(chunk);
  }
  const read = schema.safeParse(parse(Buffer.concat(chunks).toString('utf8')));
  if (!read.success) throw new AppError('BAD_REQUEST', { where: read.error.issues[0]?.path.join('.') ?? '' });
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
