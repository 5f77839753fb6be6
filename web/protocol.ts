import { embedder } from './embedder.ts';

/** The parts of the Direct Line protocol this page uses. */
export type Attachment = { contentType: string; name?: string; contentUrl?: string; content?: unknown };
export type ReplyButton = { type: string; title: string; text?: string; value?: unknown };
export type Value = Record<string, string | number | boolean>;

export type Activity = {
  type: string;
  id?: string;
  timestamp?: string;
  from?: { id: string; role?: string };
  locale?: string;
  text?: string;
  attachments?: Attachment[];
  suggestedActions?: { actions: ReplyButton[] };
  channelData?: { clientActivityID?: string; 'webchat:sequence-id'?: number };
};

/** What this page posts; `clientActivityID` makes a repetition harmless. */
export type Outgoing = {
  type: 'message' | 'event';
  text?: string;
  name?: string;
  value?: Value;
  locale: string;
  channelData: { clientActivityID: string };
};

export type Frame = { activities?: Activity[]; watermark?: string };
export type Opened = { conversationId: string; token: string; streamUrl?: string };

const base = '/v3/directline';

/** Calls the service; null when it could not be reached within 20 s (2 min for files). */
export async function callService(
  method: 'GET' | 'POST',
  path: string,
  token: string | null,
  body?: object,
): Promise<{ status: number; json: unknown } | null> {
  const files = body instanceof FormData;
  const headers: Record<string, string> = {
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(embedder === null ? {} : { 'X-Solde-Embedder': embedder }),
    ...(body === undefined || files ? {} : { 'Content-Type': 'application/json' }),
  };
  try {
    const response = await fetch(base + path, {
      method,
      headers,
      signal: AbortSignal.timeout(files ? 120_000 : 20_000),
      credentials: 'omit',
      ...(body === undefined ? {} : { body: files ? body : JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json().catch(() => null) };
  } catch {
    return null;
  }
}
