import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

export type Served = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly bytes?: Uint8Array;
};
export type FileServer = {
  readonly url: string;
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[];
  readonly stop: () => Promise<void>;
};

/** A server of this machine that gives these files; 404 for any other path. */
export async function startFileServer(files: Readonly<Record<string, Served>>): Promise<FileServer> {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    asked.push({ path, authorization: req.headers.authorization });
    const { status = 200, headers = {}, bytes = new Uint8Array() } = files[path] ?? { status: 404 };
    res.writeHead(status, headers);
    res.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
