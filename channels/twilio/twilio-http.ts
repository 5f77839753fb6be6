import RequestClient from 'twilio/lib/base/RequestClient.js';

/** Shorter than what the outbox waits for a carrier, so that a late answer is told from none. */
const timeoutMs = 8_000;

type Options = RequestClient.RequestOptions;
export type TwilioAnswer = { readonly statusCode: number; readonly body: unknown; readonly headers: unknown };
export type TwilioHttp = (options: Options) => Promise<TwilioAnswer>;

/** The client of Twilio's own library; with a base URL every host of theirs (api, content, messaging) is that one instead. */
export function makeTwilioHttp(baseUrl: string | null): TwilioHttp {
  const client = new RequestClient({ timeout: timeoutMs, autoRetry: false, maxSockets: 64, maxFreeSockets: 16 });
  return async (options) => await client.request<unknown>({ ...options, uri: placed(options.uri, baseUrl) });
}

function placed(uri: string, baseUrl: string | null): string {
  if (baseUrl === null) return uri;
  const { pathname, search } = new URL(uri);
  return `${baseUrl.replace(/\/+$/, '')}${pathname}${search}`;
}
