import { type RequestHandler } from 'restify';
import { type Asset } from './assets.ts';
import { sendBody } from './send-body.ts';

/** Serves a file whose name changes with its content: kept for a year, zipped where it can be read. `site`: whose pages may load it. */
export function assetHandler(asset: Asset, site: 'same-origin' | 'cross-origin'): RequestHandler {
  const headers = {
    'Content-Type': asset.mime,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': site,
    ...(site === 'cross-origin' ? { 'Access-Control-Allow-Origin': '*' } : {}),
  };
  return (req, res, next) => {
    sendBody(req, res, headers, asset);
    next(false);
  };
}
