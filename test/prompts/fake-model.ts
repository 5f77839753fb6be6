import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export type FakeModel = { readonly baseUrl: string; readonly bodies: string[]; readonly close: () => Promise<void> };

type Behaviour = (response: ServerResponse, body: string) => void;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A server of the chat completions protocol that behaves as told, on loopback. */
export async function startFakeModel(behaviour: Behaviour): Promise<FakeModel> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      bodies.push(body);
      behaviour(response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A completion whose message is that text. */
export function completion(content: string, more: { finish?: string; refusal?: string } = {}): string {
  const message = { role: 'assistant', content, refusal: more.refusal ?? null };
  return JSON.stringify({
    id: 'c1',
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices: [{ index: 0, finish_reason: more.finish ?? 'stop', message }],
  });
}

/** Answers 200 with that text. */
export function says(text: string, type = 'application/json'): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': type });
    response.end(text);
  };
}

/** Answers that status with an error body. */
export function fails(status: number): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"no"}}');
  };
}
