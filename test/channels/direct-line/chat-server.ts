import restify, { type Server } from 'restify';
import { type Assets } from '../../../channels/direct-line/assets.ts';
import { hardenServer } from '../../../channels/direct-line/harden-server.ts';
import { type CreditorFace } from '../../../channels/direct-line/backend.ts';
import { type DirectLineOptions, type Limits } from '../../../channels/direct-line/options.ts';
import { mountPages } from '../../../channels/direct-line/pages.ts';
import { mountWidget } from '../../../channels/direct-line/widget-routes.ts';
import { mountDirectLine } from '../../../channels/direct-line/routes.ts';
import { MemoryBackend } from './memory-backend.ts';

export type ChatServerOptions = {
  readonly backend?: MemoryBackend;
  readonly port?: number;
  readonly assets?: Assets;
  readonly clock?: { ms: number };
  readonly limits?: Partial<Limits>;
  /** Sites that may show the chat. */
  readonly embedders?: readonly string[];
  readonly secrets?: readonly string[];
};

export type ChatServer = {
  readonly url: string;
  readonly directLine: string;
  readonly backend: MemoryBackend;
  readonly troubles: unknown[];
  readonly server: Server;
  stop(): Promise<void>;
};

/** A real restify server on loopback with the Direct Line routes, the pages when assets are given, and a backend in memory. */
export async function startChatServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const backend = options.backend ?? new MemoryBackend();
  if (options.embedders !== undefined) backend.origins = options.embedders;
  const troubles: unknown[] = [];
  const server = restify.createServer({ name: 'solde' });
  const url = (): string => `http://127.0.0.1:${server.address().port}`;
  const origins = (): string[] => [url()];
  const onTrouble = (error: unknown): void => void troubles.push(error);
  const common = { publicUrl: url, origins, onTrouble };
  const directLine: DirectLineOptions = {
    ...common,
    backend,
    secrets: options.secrets ?? ['a secret of the tests, 32 bytes long'],
    now: () => options.clock?.ms ?? Date.now(),
    limits: { tokensPerAddress: { burst: 10_000, perMinute: 10_000 }, ...options.limits },
  };
  hardenServer(server);
  const streams = mountDirectLine(server, directLine);
  if (options.assets !== undefined) {
    const { assets } = options;
    const findCreditor = (slug: string | null): Promise<CreditorFace | null> => backend.findCreditor(slug);
    mountPages(server, { ...common, assets, findCreditor });
    mountWidget(server, { assets, findCreditor, onTrouble });
  }
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const stop = async (): Promise<void> => {
    streams.close();
    const { server: http } = server;
    const closed = new Promise<void>((resolve) =>
      http.close(() => {
        resolve();
      }),
    );
    http.closeAllConnections();
    await closed;
  };
  return { url: url(), directLine: `${url()}/v3/directline`, backend, troubles, server, stop };
}
