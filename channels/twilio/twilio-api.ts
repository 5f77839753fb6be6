import { z } from 'zod';
import { type Instant } from '../../domain/calendar.ts';
import { type MediaLink } from '../../domain/inbound.ts';
import { type ContentShape, contentOf } from './content-shape.ts';
import { makeTwilioHttp, type TwilioAnswer, type TwilioHttp } from './twilio-http.ts';
import { troubleOfAnswer, troubleOfFailure, type TwilioTrouble } from './twilio-trouble.ts';

/** What leaves: a text, or a Content resource with its variables. Addresses as Twilio writes them. */
export type OutgoingText = {
  readonly from: string;
  readonly to: string;
  readonly statusCallback: string;
  readonly validitySeconds: number | null;
} & ({ readonly body: string } | { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> });

export type ReceivedText = SentText & { readonly from: string; readonly to: string; readonly files: number };
export type SentText = { readonly sid: string; readonly body: string; readonly at: Instant | null };

/** What a call gave, or why it gave nothing. */
export type TwilioResult<Value> = { readonly done: Value } | { readonly trouble: TwilioTrouble };

/** The part of Twilio's REST API that we use. Raises nothing. */
export type TwilioApi = {
  /** Gives the message's id. */
  readonly send: (text: OutgoingText) => Promise<TwilioResult<string>>;
  /** Gives the id of a new Content resource of that shape. */
  readonly createContent: (shape: ContentShape) => Promise<TwilioResult<string>>;
  /** What was written to that address since that day (UTC), newest first. */
  readonly received: (to: string, since: Instant) => Promise<TwilioResult<readonly ReceivedText[]>>;
  /** Where the files of a message wait. */
  readonly mediaOf: (messageSid: string) => Promise<TwilioResult<readonly MediaLink[]>>;
  /** Deletes a file at that address of ours; one that is gone is deleted. */
  readonly removeMedia: (url: string) => Promise<TwilioResult<true>>;
  /** What went from one address to another since that day (UTC), newest first. */
  readonly sent: (from: string, to: string, since: Instant) => Promise<TwilioResult<readonly SentText[]>>;
};

export type TwilioAccount = {
  readonly accountSid: string;
  readonly authToken: string;
  readonly baseUrl: string | null; // null: Twilio's own hosts
  readonly timeoutMs?: number; // 8 s
};

const createdSid = z.object({ sid: z.string().regex(/^[A-Z]{2}[0-9a-fA-F]{32}$/) }).transform(({ sid }) => sid);
const listed = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      body: z.string().nullable(),
      date_created: z.string().nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      direction: z.string().optional(),
      num_media: z.coerce.number().int().min(0).catch(0),
    }),
  ),
});
const sentTexts = listed.transform(({ messages }) => messages.map(textOf));
const receivedTexts = listed.transform(({ messages }) =>
  messages
    .filter(({ direction }) => direction === 'inbound')
    .map((one) => ({ ...textOf(one), from: one.from ?? '', to: one.to ?? '', files: one.num_media })),
);

function textOf({ sid, body, date_created: at }: z.infer<typeof listed>['messages'][number]): SentText {
  return { sid, body: body ?? '', at: at === null ? null : Date.parse(at) };
}

function mediaLinks(base: string): z.ZodType<readonly MediaLink[]> {
  return z
    .object({ media_list: z.array(z.object({ sid: z.string(), content_type: z.string() })) })
    .transform(({ media_list: list }) => list.map(({ sid, content_type: mime }) => ({ url: `${base}/${sid}`, mime })));
}

/** A message waits for its buttons no longer than that: both together stay within what the outbox waits for a carrier. */
const contentMs = 2_000;

export function makeTwilioApi({ accountSid, authToken, baseUrl, timeoutMs }: TwilioAccount): TwilioApi {
  const http = makeTwilioHttp(baseUrl, timeoutMs);
  const call = <Value>(schema: z.ZodType<Value>, options: Parameters<TwilioHttp>[0]): Promise<TwilioResult<Value>> =>
    exchange(schema, () => http({ ...options, username: accountSid, password: authToken }));
  const messages = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`;
  return {
    send: (text) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
      return call(createdSid, { method: 'post', uri: messages, headers, data: formOf(text) });
    },
    createContent: (shape) => {
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
      const uri = 'https://content.twilio.com/v1/Content';
      return call(createdSid, { method: 'post', uri, headers, data: contentOf(shape), timeout: contentMs });
    },
    sent: (from, to, since) => {
      const params = { To: to, From: from, 'DateSent>': dayOf(since), PageSize: 50 };
      return call(sentTexts, { method: 'get', uri: messages, headers: { Accept: 'application/json' }, params });
    },
    received: (to, since) => {
      const params = { To: to, 'DateSent>': dayOf(since), PageSize: 1_000 };
      return call(receivedTexts, { method: 'get', uri: messages, headers: { Accept: 'application/json' }, params });
    },
    removeMedia: async (url) => {
      const removed = await call(z.unknown(), { method: 'delete', uri: url, headers: { Accept: 'application/json' } });
      const isGone = 'trouble' in removed && removed.trouble.kind === 'refused' && removed.trouble.status === 404;
      return 'trouble' in removed && !isGone ? removed : { done: true };
    },
    mediaOf: (messageSid) => {
      const base = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media`;
      return call(mediaLinks(base), { method: 'get', uri: `${base}.json`, headers: { Accept: 'application/json' } });
    },
  };
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

async function exchange<Value>(
  schema: z.ZodType<Value>,
  ask: () => Promise<TwilioAnswer>,
): Promise<TwilioResult<Value>> {
  try {
    const { statusCode, body, headers } = await ask();
    if (statusCode < 200 || statusCode >= 300) {
      const retryAfter = (headers as Readonly<Record<string, unknown>>)['retry-after'];
      return { trouble: troubleOfAnswer(statusCode, body, retryAfter) };
    }
    const read = schema.safeParse(body);
    return read.success ? { done: read.data } : { trouble: { kind: 'unclear', why: 'answer' } };
  } catch (error) {
    return { trouble: troubleOfFailure(error) };
  }
}

function formOf(text: OutgoingText): Record<string, string> {
  const { from, to, statusCallback, validitySeconds } = text;
  return {
    From: from,
    To: to,
    StatusCallback: statusCallback,
    ...(validitySeconds === null ? {} : { ValidityPeriod: String(validitySeconds) }),
    ...('body' in text
      ? { Body: text.body }
      : { ContentSid: text.contentSid, ContentVariables: JSON.stringify(text.variables) }),
  };
}
