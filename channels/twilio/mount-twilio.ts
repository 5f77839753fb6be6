import { type Next, type Request, type Response, type Server } from 'restify';
import { type Instant } from '../../domain/calendar.ts';
import { AppError } from '../../domain/errors.ts';
import { readBytes } from '../direct-line/read-body.ts';
import { type TelephoneBackend } from './backend.ts';
import { type FormParameters, readForm } from './form-parameters.ts';
import { readInbound, readStatus } from './inbound-message.ts';
import { isSigned } from './signature.ts';
import { couldBeAnother } from './spliced.ts';

const maxBytes = 64 * 1024;
const formType = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
/** Nothing is said in the answer: every reply goes out through the outbox, with a status of its own. */
const emptyAnswer = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export type TwilioOptions = {
  readonly accountSid: string;
  readonly authTokens: readonly string[]; // two while one is being replaced
  readonly publicUrl: () => string;
  readonly backend: TelephoneBackend;
  readonly now: () => Instant;
  /** A caller was turned away, with the code of the reason. */
  readonly onRefused: (why: string) => void;
  readonly onTrouble: (error: unknown) => void;
};

type Reply = { readonly status: number; readonly why?: string };
type Handle = (parameters: FormParameters, url: URL) => Promise<Reply>;

/**
 * Serves POST /channels/twilio/inbound and /channels/twilio/status. A message is acknowledged once it is on disk and not before:
 * Twilio sends it again, or to the fallback address, when it is not. Nothing is looked at before the signature of it all was checked.
 */
export function mountTwilio(server: Server, options: TwilioOptions): void {
  const { accountSid, backend, now } = options;
  const inbound: Handle = async (parameters) => {
    const message = readInbound(parameters, accountSid, now());
    if (message === null) return { status: 400, why: 'inbound' };
    await backend.take(message);
    return { status: 200 };
  };
  const status: Handle = async (parameters, url) => {
    const news = readStatus(parameters, accountSid, url.searchParams.get('o'), now());
    if (news === null) return { status: 400, why: 'status' };
    if (news !== 'nothing') await backend.hear(news);
    return { status: 200 };
  };
  server.post('/channels/twilio/inbound', serve(options, inbound));
  server.post('/channels/twilio/status', serve(options, status));
}

function serve(options: TwilioOptions, handle: Handle): (req: Request, res: Response, next: Next) => void {
  return (req, res, next) => {
    answer(options, req, handle)
      .catch((error: unknown) => replyTo(options, error))
      .then((reply) => {
        if (reply.why !== undefined) options.onRefused(reply.why);
        write(res, reply.status);
        next(false);
      })
      .catch((error: unknown) => {
        options.onTrouble(error);
        next(false);
      });
  };
}

async function answer(options: TwilioOptions, req: Request, handle: Handle): Promise<Reply> {
  const { headers } = req;
  if (!formType.test(headers['content-type'] ?? '') || headers['content-encoding'] !== undefined) {
    return { status: 415, why: 'content-type' };
  }
  const bytes = await readBytes(req, maxBytes);
  if (bytes === 'too-large') return { status: 413, why: 'too-large' };
  if (bytes === 'too-slow') return { status: 408, why: 'too-slow' };
  const parameters = readForm(bytes.toString('utf8'));
  if (parameters === null) return { status: 400, why: 'parameters' };
  const url = `${options.publicUrl().replace(/\/+$/, '')}${req.url ?? ''}`;
  const signature = headers['x-twilio-signature'];
  if (Array.isArray(signature) || !isSigned(options.authTokens, signature, url, parameters)) {
    return { status: 403, why: 'signature' };
  }
  if (couldBeAnother(parameters)) return { status: 400, why: 'spliced' };
  return await handle(parameters, new URL(url));
}

function replyTo({ onTrouble }: TwilioOptions, error: unknown): Reply {
  if (error instanceof AppError && error.code === 'TOO_MANY_REQUESTS') return { status: 429, why: 'too-many' };
  if (error instanceof AppError && error.code === 'BAD_REQUEST') return { status: 400, why: 'sid-taken' };
  onTrouble(error);
  return { status: 503 };
}

function write(res: Response, status: number): void {
  if (res.headersSent || res.destroyed) return;
  const body = status === 200 ? emptyAnswer : '';
  res.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
