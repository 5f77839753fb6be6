import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { makeCircuitBreaker } from './circuit-breaker.ts';
import { makeLimitedFetch } from './limited-fetch.ts';

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

/**
 * A client for a model server. One try of at most 4 s, a few at a time; after five failures within 30 s nobody is asked for a
 * minute, because a chat must not wait for a service that is down.
 */
export function makeModelClient(settings: ModelSettings): ModelClient {
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

  async function ask<Answer>({ name, system, user, schema }: ModelRequest<Answer>): Promise<Answer | null> {
    const body = {
      model: settings.model,
      max_completion_tokens: tokens,
      response_format: zodResponseFormat(schema, name),
      messages: [
        { role: 'system' as const, content: system },
        { role: 'user' as const, content: user },
      ],
    };
    const completion = await client.chat.completions.create(body, { signal: AbortSignal.timeout(timeout) });
    return answerIn(completion, schema);
  }

  return async (request) => {
    if (breaker.isOpen() || running >= (settings.concurrent ?? 8)) return null;
    running += 1;
    try {
      const answer = await ask(request);
      breaker.succeeded();
      return answer;
    } catch {
      breaker.failed();
      return null;
    } finally {
      running -= 1;
    }
  };
}
