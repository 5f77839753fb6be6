/** What the headers of a page depend on. */
export type PageSecurity = {
  /** Origins of the pages, for the WebSocket addresses that older browsers do not count as 'self'. */
  readonly origins: readonly string[];
  /** Sites that may show the chat in a frame; none means nobody. */
  readonly frameAncestors: readonly string[];
  readonly secure: boolean;
};

/** Headers of the chat page: nothing but our own files runs, nothing leaves, nobody else frames it. */
export function pageHeaders({ origins, frameAncestors, secure }: PageSecurity): Record<string, string> {
  const sockets = origins.map((origin) => origin.replace(/^http/, 'ws'));
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    ['connect-src', "'self'", ...sockets].join(' '),
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // A customer's page that is isolated itself can only frame pages that are.
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': frameAncestors.length === 0 ? 'same-origin' : 'cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(frameAncestors.length === 0 ? { 'X-Frame-Options': 'DENY' } : {}),
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
}
