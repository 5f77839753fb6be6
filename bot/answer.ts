import { type Next, type Request, type RequestHandler, type Response } from 'restify';
import { AppError } from '../domain/errors.ts';

/** What one of the service's own pages answers. */
export type Answer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly html: string; readonly policy?: string } // a content policy of its own
  | { readonly status: number; readonly css: string }
  | {
      readonly status: number;
      readonly file: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
    };

/** No script ever runs on these pages. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** What is the caller's to put right; anything else is ours. */
const statuses: Readonly<Record<string, number>> = { BAD_REQUEST: 400, NOT_FOUND: 404, TOO_LARGE: 413 };

/** Makes a restify handler of a function that answers; what fails behind it is logged with its code and told as 503, without detail. */
export function answering(
  answer: (req: Request) => Promise<Answer>,
  onTrouble: (error: unknown) => void,
): RequestHandler {
  return (req: Request, res: Response, next: Next) => {
    answer(req)
      .catch((error: unknown): Answer => {
        onTrouble(error);
        const code = error instanceof AppError ? error.code : 'INTERNAL';
        return { status: statuses[code] ?? 503, json: { code, message: 'Please try again in a moment.' } };
      })
      .then((reply) => {
        write(res, reply);
        next(false);
      })
      .catch((error: unknown) => {
        onTrouble(error);
        next(false);
      });
  };
}

function write(res: Response, answer: Answer): void {
  if (res.headersSent || res.destroyed) return;
  const [type, body] = contentOf(answer);
  res.writeHead(answer.status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': 'policy' in answer ? answer.policy : pagePolicy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...('file' in answer ? { 'Content-Disposition': disposition(answer.file.name) } : {}),
  });
  res.end(body);
}

function contentOf(answer: Answer): [string, string | Buffer] {
  if ('json' in answer) return ['application/json; charset=utf-8', JSON.stringify(answer.json)];
  if ('css' in answer) return ['text/css; charset=utf-8', answer.css];
  if ('html' in answer) return ['text/html; charset=utf-8', answer.html];
  return [answer.file.mime, Buffer.from(answer.file.bytes)];
}

/** Always a download, never shown on our origin; the name in both forms of RFC 6266. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Text made safe to stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
