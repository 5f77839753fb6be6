import { gzipSync } from 'node:zlib';
import { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { type Language } from '../../domain/language.ts';
import { assetHandler } from './asset-handler.ts';
import { type Assets } from './assets.ts';
import { type CreditorFace } from './backend.ts';
import { pageHeaders } from './page-headers.ts';
import { queryParameter } from './query.ts';
import { sendBody } from './send-body.ts';

export type PagesOptions = {
  readonly assets: Assets;
  readonly findCreditor: (slug: string | null) => Promise<CreditorFace | null>;
  readonly publicUrl: () => string;
  readonly origins: () => readonly string[];
  readonly onTrouble?: (error: unknown) => void;
};

/** Serves the chat page at / and /chat/:slug, and its two files under names that never change their content. */
export function mountPages(server: Server, options: PagesOptions): void {
  server.get('/', pageHandler(options));
  server.get('/chat/:slug', pageHandler(options));
  for (const asset of [options.assets.chatScript, options.assets.chatStyle]) {
    server.get(asset.path, assetHandler(asset, 'same-origin'));
  }
}

function pageHandler(options: PagesOptions): RequestHandler {
  return (req, res, next) => {
    const slug = (req.params as { slug?: string }).slug ?? null;
    options
      .findCreditor(slug)
      .then((creditor) => {
        // Only the address that names its creditor is shown on other sites.
        sendPage(req, res, options, slug === null && creditor !== null ? { ...creditor, origins: [] } : creditor);
      })
      .catch((error: unknown) => {
        options.onTrouble?.(error);
        write(
          res,
          503,
          { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5' },
          'Un instant… / One moment…',
        );
      })
      .finally(() => {
        next(false);
      });
  };
}

function sendPage(req: Request, res: Response, options: PagesOptions, creditor: CreditorFace | null): void {
  const embedders = creditor?.origins ?? [];
  const security = {
    origins: options.origins(),
    frameAncestors: embedders,
    secure: options.publicUrl().startsWith('https:'),
  };
  const headers = { ...pageHeaders(security), 'Cache-Control': 'no-store', Vary: 'Accept-Language' };
  if (creditor === null) {
    write(res, 404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }, 'Page introuvable / Page not found');
    return;
  }
  const html = fill(options.assets.template, {
    lang: languageOf(req),
    slug: creditor.slug,
    creditor: creditor.displayName,
    hosts: (creditor.linkHosts ?? []).join(' '),
    embedders: embedders.join(' '),
    script: options.assets.chatScript.path,
    style: options.assets.chatStyle.path,
  });
  const bytes = Buffer.from(html);
  sendBody(req, res, { ...headers, 'Content-Type': 'text/html; charset=utf-8' }, { bytes, gzipped: gzipSync(bytes) });
}

/** The page's first language: asked for in the address, else the browser's first choice of ours, else French. */
function languageOf(req: Request): Language {
  const asked = queryParameter(req, 'lang');
  if (asked === 'fr' || asked === 'en') return asked;
  const first = /\b(fr|en)\b/i.exec(req.headers['accept-language'] ?? '')?.[1];
  return first?.toLowerCase() === 'en' ? 'en' : 'fr';
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => escapeHtml(values[name] ?? ''));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function write(res: Response, status: number, headers: Readonly<Record<string, string>>, body: string | Buffer): void {
  res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
