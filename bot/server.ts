import { createServer, type Server } from 'restify';
import { mountDirectLine } from '../channels/direct-line/routes.ts';
import { type BotFrameworkOptions, mountBotFramework } from '../channels/bot-framework/mount-bot-framework.ts';
import { type DirectLineBackend } from '../channels/direct-line/backend.ts';
import { hardenServer } from '../channels/direct-line/harden-server.ts';
import { mountPages } from '../channels/direct-line/pages.ts';
import { mountTwilio, type TwilioOptions } from '../channels/twilio/mount-twilio.ts';
import { mountWidget } from '../channels/direct-line/widget-routes.ts';
import { type Assets } from '../channels/direct-line/assets.ts';
import { type Instant } from '../domain/calendar.ts';
import { answering } from './answer.ts';
import { setDefaultHeaders } from './default-headers.ts';
import { type Demo, mountDemo } from './demo-routes.ts';
import { type FileLinks, mountFiles } from './file-route.ts';
import { isLoopbackRequest } from './loopback-only.ts';
import { type UnsubscribeLinks } from './unsubscribe-links.ts';
import { mountUnsubscribe } from './unsubscribe-route.ts';

export type ServerParts = {
  readonly backend: DirectLineBackend;
  readonly botFramework: Pick<BotFrameworkOptions, 'connector' | 'tenantId' | 'backend' | 'onRefused'>;
  readonly telephone: Pick<TwilioOptions, 'accountSid' | 'authTokens' | 'backend' | 'onRefused'> | null; // null: off
  readonly tokenSecret: string;
  readonly assets: Assets;
  readonly files: FileLinks;
  readonly unsubscribe: Pick<UnsubscribeLinks, 'look' | 'stop'>;
  readonly demo: Demo | null; // development only
  readonly healthy: () => Promise<boolean>;
  readonly publicUrl: () => string;
  readonly clock: () => Instant;
  readonly onTrouble: (error: unknown) => void;
};

/** The web server with every route, not yet listening; `close` ends the streams and then the server. */
export function makeServer(parts: ServerParts): { readonly server: Server; readonly close: () => Promise<void> } {
  const server = createServer({ name: 'solde', ignoreTrailingSlash: false });
  hardenServer(server);
  setDefaultHeaders(server, parts.publicUrl);
  const origins = (): readonly string[] => originsOf(parts.publicUrl(), parts.demo !== null);
  const { backend, publicUrl, onTrouble, clock } = parts;
  const streams = mountDirectLine(server, {
    backend,
    secrets: [parts.tokenSecret],
    publicUrl,
    origins,
    now: clock,
    onTrouble,
  });
  mountPages(server, {
    assets: parts.assets,
    findCreditor: (slug) => backend.findCreditor(slug),
    publicUrl,
    origins,
    onTrouble,
  });
  mountWidget(server, { assets: parts.assets, findCreditor: (slug) => backend.findCreditor(slug), onTrouble });
  mountBotFramework(server, {
    ...parts.botFramework,
    production: parts.demo === null,
    isLocal: isLoopbackRequest,
    now: clock,
    onTrouble,
  });
  if (parts.telephone !== null) mountTwilio(server, { ...parts.telephone, publicUrl, now: clock, onTrouble });
  mountFiles(server, parts.files, onTrouble);
  mountUnsubscribe(server, parts.unsubscribe, onTrouble);
  server.get(
    '/healthz',
    answering(async () => {
      const ok = await parts.healthy();
      return { status: ok ? 200 : 503, json: { ok } };
    }, onTrouble),
  );
  if (parts.demo !== null) mountDemo(server, parts.demo);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      streams.close();
      server.close(() => {
        resolve();
      });
      server.server.closeIdleConnections();
    });
  return { server, close };
}

/** The pages that may use the chat: our own; on a developer's machine under either of its names. */
function originsOf(publicUrl: string, development: boolean): readonly string[] {
  const { origin, port } = new URL(publicUrl);
  return development ? [origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`] : [origin];
}
