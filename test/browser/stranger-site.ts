import { createServer } from 'node:http';

export type StrangerSite = { readonly url: string; stop(): Promise<void> };

/** What a site answers on a path. */
export type SitePage = {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A web site of somebody else on a port, and so an origin, of its own. */
export async function startSite(pages: Readonly<Record<string, () => SitePage>>): Promise<StrangerSite> {
  const server = createServer((req, res) => {
    const page = pages[(req.url ?? '').replace(/\?.*$/, '')]?.();
    res.writeHead(page === undefined ? 404 : 200, { 'Content-Type': page?.type ?? 'text/plain', ...page?.headers });
    res.end(page?.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://localhost:${port}`, // another site than the service at 127.0.0.1, not only another origin
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
