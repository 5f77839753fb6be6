import { type Activity } from '../../../channels/direct-line/activity.ts';
import { type ChatServer } from './chat-server.ts';

export type Answered = { readonly status: number; readonly json: Record<string, unknown>; readonly headers: Headers };

/** Calls the server as a browser would, and returns what it says. */
export async function call(
  server: ChatServer,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<Answered> {
  const response = await fetch(server.directLine + path, { method, ...init });
  const text = await response.text();
  return { status: response.status, json: parse(text), headers: response.headers };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}

/** One opened conversation, with the calls a client makes in it. */
export type Caller = {
  readonly id: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly started: Answered;
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Answered>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answered>;
  readonly upload: (form: FormData) => Promise<Answered>;
  readonly read: (watermark?: string) => Promise<{ activities: Activity[]; watermark: string }>;
};

/** Opens a conversation with a token of its own. */
export async function openConversation(server: ChatServer): Promise<Caller> {
  const generated = await call(server, 'POST', '/tokens/generate');
  const { conversationId: id, token } = generated.json as { conversationId: string; token: string };
  const authorization = { Authorization: `Bearer ${token}` };
  const json = { ...authorization, 'Content-Type': 'application/json' };
  const started = await call(server, 'POST', '/conversations', { headers: json, body: '{"user":{}}' });
  const get = (path: string, headers = {}): Promise<Answered> =>
    call(server, 'GET', path, { headers: { ...authorization, ...headers } });
  return {
    id,
    token,
    streamUrl: String(started.json['streamUrl']),
    started,
    get,
    post: (body, headers = {}) =>
      call(server, 'POST', `/conversations/${id}/activities`, {
        headers: { ...json, ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    upload: (form) =>
      call(server, 'POST', `/conversations/${id}/upload?userId=dl_else`, { headers: authorization, body: form }),
    read: async (watermark = '') => {
      const { json: frame } = await get(`/conversations/${id}/activities?watermark=${watermark}`);
      return frame as { activities: Activity[]; watermark: string };
    },
  };
}
