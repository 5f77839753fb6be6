import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { makeCircuitBreaker } from './circuit-breaker.ts';
import { makeLimitedFetch } from './limited-fetch.ts';
import { type ModelPurse } from './model-purse.ts';

export type ModelSettings = {
  readonly apiKey: string;
  readonly model: string;
  readonly baseUrl?: string; // any server that speaks the same protocol
  readonly now: () => number;
  readonly timeoutMs?: number;
  readonly concurrent?: number;
};

/** One question to a model: a fixed part first, so that vendors cache it, then the part that varies. */
type ModelRequest<Answer> = {
  readonly name: string;
  readonly system: string;
  readonly user: string;
  readonly schema: z.ZodType<Answer>;
};

/** Asks a model for an answer of a known shape; null for every way of not getting one, within the time limit. It never fails. */
export type ModelClient = <Answer>(request: ModelRequest<Answer>) => Promise<Answer | null>;

const largestAnswer = 64 * 1024;
const tokens = 400;
const breakerLimits = { failures: 5, withinMs: 30_000, openMs: 60_000 };

/** A token is rarely less than three bytes of what is written here; the settled sum is the server's own. */
const bytesPerToken = 3;

const Usage = z.object({ usage: z.object({ total_tokens: z.number().int().min(0) }) });
const Completion = z.object({
  choices: z.tuple([
    z.object({
      finish_reason: z.literal('stop'),
      message: z.object({ content: z.string(), refusal: z.string().nullish() }),
    }),
  ]),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The answer in a completion: refusals, cut answers and other shapes are none. */
function answerIn<Answer>(completion: unknown, schema: z.ZodType<Answer>): Answer | null {
  const read = Completion.safeParse(completion);
  if (!read.success) return null;
  const { content, refusal } = read.data.choices[0].message;
  if (refusal != null && refusal !== '') return null;
  const answer = schema.safeParse(parseJson(content));
  return answer.success ? answer.data : null;
}

/** The most a request can take: all it sends, and the longest answer. */
function mostTokens(body: object): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(body)) / bytesPerToken) + tokens;
}

/**
 * A client for a model server. One try of at most 4 s, a few at a time; after five failures within 30 s nobody is asked for a
 * minute, because a chat must not wait for a service that is down. Where a purse is given, nothing is asked that it does not pay.
 */
export function makeModelClient(
  settings: ModelSettings,
): <Answer>(request: ModelRequest<Answer>, purse?: ModelPurse) => Promise<Answer | null> {
  const timeout = settings.timeoutMs ?? 4_000;
  const client = new OpenAI({
    apiKey: settings.apiKey,
    baseURL: settings.baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    timeout,
    maxRetries: 0,
    logLevel: 'off',
    fetch: makeLimitedFetch(largestAnswer),
  });
  const breaker = makeCircuitBreaker(breakerLimits, settings.now);
  let running = 0;

  function bodyOf<Answer>({ name, system, user, schema }: ModelRequest<Answer>) {
    return {
      model: settings.model,
      max_completion_tokens: tokens,
      response_format: zodResponseFormat(schema, name),
      messages: [
        { role: 'system' as const, content: system },
        { role: 'user' as const, content: user },
      ],
    };
  }

  /** What the server answered; null, and counted as a failure, where it did not. */
  async function complete(body: ReturnType<typeof bodyOf>): Promise<unknown> {
    try {
      const completion = await client.chat.completions.create(body, { signal: AbortSignal.timeout(timeout) });
      breaker.succeeded();
      return completion;
    } catch {
      breaker.failed();
      return null;
    }
  }

  async function ask<Answer>(request: ModelRequest<Answer>, purse: ModelPurse | undefined): Promise<Answer | null> {
    const body = bodyOf(request);
    const most = mostTokens(body);
    // A purse that cannot be looked into pays nothing: a limit that fails open is none.
    const paid = purse === undefined || (await purse.take(most).catch(() => false));
    if (!paid) return null;
    const completion = await complete(body);
    const used = Usage.safeParse(completion);
    if (used.success) await purse?.settle(used.data.usage.total_tokens - most).catch(() => undefined);
    return answerIn(completion, request.schema);
  }

  return async (request, purse) => {
    if (breaker.isOpen() || running >= (settings.concurrent ?? 8)) return null;
    running += 1;
    try {
      return await ask(request, purse);
    } finally {
      running -= 1;
    }
  };
}
