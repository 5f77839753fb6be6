import { AppError } from '../domain/errors.ts';

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

async function bodyOf(response: Response, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new AppError('MODEL_UNAVAILABLE', { reason: 'answer too large' });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A fetch whose answers are read whole and are at most that large; raises MODEL_UNAVAILABLE beyond. */
export function makeLimitedFetch(mostBytes: number): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const body = await bodyOf(response, mostBytes);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
