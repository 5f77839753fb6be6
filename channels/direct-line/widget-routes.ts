import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, type Response, type Server } from 'restify';
import { assetHandler } from './asset-handler.ts';
import { type Assets, type Zippable } from './assets.ts';
import { type CreditorFace } from './backend.ts';
import { sendBody } from './send-body.ts';

export type WidgetOptions = {
  readonly assets: Assets;
  readonly findCreditor: (slug: string | null) => Promise<CreditorFace | null>;
  readonly onTrouble?: (error: unknown) => void;
};

/**
 * Serves what a customer's page loads: /widget.js, which always has the same address and is asked for again each time, the
 * widget itself under a name that changes with it, and /widget/<slug>.js, which starts it or says on the console why not.
 */
export function mountWidget(server: Server, options: WidgetOptions): void {
  const { assets } = options;
  server.get('/widget.js', loaderHandler(assets.widgetLoader));
  server.get(assets.widgetScript.path, assetHandler(assets.widgetScript, 'cross-origin'));
  server.get('/widget/:file', startHandler(options));
}

const scriptHeaders = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

function loaderHandler(loader: Zippable): RequestHandler {
  const etag = `"${createHash('sha256').update(loader.bytes).digest('base64url').slice(0, 16)}"`;
  // Kept but asked about: what it names is gone after a new version is installed.
  const headers = { ...scriptHeaders, 'Cache-Control': 'no-cache', ETag: etag, 'Access-Control-Allow-Origin': '*' };
  return (req, res, next) => {
    // A proxy that zips makes the tag a weak one.
    if (req.headers['if-none-match']?.replace(/^W\//, '') === etag) {
      res.writeHead(304, headers);
      res.end();
    } else sendBody(req, res, headers, loader);
    next(false);
  };
}

function startHandler(options: WidgetOptions): RequestHandler {
  return (req, res, next) => {
    const slug = /^([a-z0-9-]{1,63})\.js$/.exec((req.params as { file?: string }).file ?? '')?.[1] ?? '';
    options
      .findCreditor(slug)
      .then((creditor) => {
        const why = refusalOf(slug, creditor, siteOf(req));
        if (creditor !== null && why === null) write(res, startLine(creditor.displayName), 'private, max-age=60');
        else write(res, complaint(why ?? ''), 'no-store'); // it may be allowed the next moment
      })
      .catch((error: unknown) => {
        options.onTrouble?.(error);
        write(res, complaint('the chat cannot be reached at the moment.'), 'no-store');
      })
      .finally(() => {
        next(false);
      });
  };
}

/**
 * The site that asks, as its browser says. It decides what the console says and nothing else: who may frame the chat is told to
 * the browser by the chat page itself.
 */
function siteOf(req: Request): string | null {
  const { referer } = req.headers;
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : null;
}

function refusalOf(slug: string, creditor: CreditorFace | null, site: string | null): string | null {
  if (creditor === null) return `there is no chat called "${slug}"; look at data-creditor.`;
  if (site === null || creditor.origins?.includes(site) === true) return null;
  return `${site} is not among the sites that may show the chat "${slug}". Whoever runs the chat has to add exactly this origin.`;
}

/** The script that starts the widget in a page that may show the chat. */
export function startLine(name: string): string {
  return `Solde.start(${literal({ name })});\n`;
}

function complaint(text: string): string {
  return `console.error(${literal(`Solde: ${text}`)});\n`;
}

/** A value as JavaScript that stays one, wherever it is pasted. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function write(res: Response, script: string, keep: string): void {
  const headers = { ...scriptHeaders, 'Cache-Control': keep, Vary: 'Referer' };
  res.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(script) });
  res.end(script);
}
