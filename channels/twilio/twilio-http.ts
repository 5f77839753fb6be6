import type RequestClient from 'twilio/lib/base/RequestClient.js';

/** Shorter than what the outbox waits for a carrier, so that a late answer is told from none. */
const patienceMs = 8_000;

type Options = RequestClient.RequestOptions;
export type TwilioAnswer = { readonly statusCode: number; readonly body: unknown; readonly headers: unknown };
export type TwilioHttp = (options: Options) => Promise<TwilioAnswer>;

/** The client of Twilio's own library; with a base URL every host of theirs (api, content, messaging) is that one instead. */
export function makeTwilioHttp(baseUrl: string | null, timeoutMs: number = patienceMs): TwilioHttp {
  let client: Promise<RequestClient> | null = null;
  return async (options) =>
    await (await (client ??= load(timeoutMs))).request<unknown>({ ...options, uri: placed(options.uri, baseUrl) });
}

/** It takes 0.1 s and 25 MB to load: only where something is sent. */
async function load(timeout: number): Promise<RequestClient> {
  const { default: Client } = await import('twilio/lib/base/RequestClient.js');
  return new Client({ timeout, autoRetry: false, maxSockets: 64, maxFreeSockets: 16 });
}

function placed(uri: string, baseUrl: string | null): string {
  if (baseUrl === null) return uri;
  const { pathname, search } = new URL(uri);
  return `${baseUrl.replace(/\/+$/, '')}${pathname}${search}`;
}
