import { type Server } from 'restify';

/**
 * What every answer says to a browser unless its route says it better, refusals and unknown paths included: never sniffed,
 * framed, kept, or named as a referrer; over https only, for a year, where the service is reached by https.
 */
export function setDefaultHeaders(server: Server, publicUrl: () => string): void {
  server.pre((_req, res, next) => {
    res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    if (publicUrl().startsWith('https:')) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
    next();
  });
}
