import { type Next, type Request, type RequestHandler, type Response } from 'restify';
import { AppError } from '../../domain/errors.ts';
import { type Context } from './context.ts';
import { refuse, type Reply } from './reply.ts';

/** One route: what it answers, and what it answers instead when something behind it fails. */
export type Route = {
  readonly answer: (context: Context, req: Request) => Promise<Reply>;
  readonly onTrouble?: (req: Request) => Reply;
};

const corsHeaders = {
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'Access-Control-Max-Age': '600',
};

/** Makes a restify handler of a route: exact origins only, JSON out, trouble told to the operator and never to the caller. */
export function handlerOf(context: Context, route: Route): RequestHandler {
  return (req: Request, res: Response, next: Next) => {
    corsOf(context, req)
      .then(async (cors) => {
        send(res, cors === null ? notAllowed : await answerOf(context, route, req), cors ?? {});
      })
      .catch((error: unknown) => {
        context.onTrouble?.(error);
        send(res, unavailable, {});
      })
      .finally(() => {
        next(false);
      });
  };
}

const notAllowed = refuse(403, 'OriginNotAllowed', 'This page may not use the chat.');
const unavailable = refuse(503, 'ServiceUnavailable', 'Please try again in a moment.');

async function answerOf(context: Context, route: Route, req: Request): Promise<Reply> {
  try {
    return await route.answer(context, req);
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return refuse(404, 'ConversationNotFound');
    context.onTrouble?.(error);
    return route.onTrouble?.(req) ?? unavailable;
  }
}

/** Answers a browser's question whether another origin may call. */
export const preflight: Route = {
  answer: () => Promise.resolve({ status: 204, body: undefined, headers: corsHeaders }),
};

async function corsOf(context: Context, req: Request): Promise<Record<string, string> | null> {
  const { origin } = req.headers;
  if (origin === undefined) return {};
  const allowed = context.origins().includes(origin) || (await context.sites.isKnown(origin));
  return allowed ? { 'Access-Control-Allow-Origin': origin } : null;
}

function send(res: Response, reply: Reply, cors: Record<string, string>): void {
  if (res.headersSent || res.destroyed) return;
  const body = reply.body === undefined ? '' : JSON.stringify(reply.body);
  res.writeHead(reply.status, {
    ...(body === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Origin',
    ...cors,
    ...reply.headers,
  });
  res.end(body);
}
