import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { type Server } from 'restify';
import { WebSocketServer } from 'ws';
import { type Context } from './context.ts';
import { mayStillUse } from './embedder.ts';
import { watermarkOf } from './frame.ts';
import { queryParameter } from './query.ts';
import { closeCodes, openStream, type Stream } from './stream.ts';

const path = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream(?:\?|$)/;
const keepAliveMs = 25_000;
/** Streams are asked for a sign of life in so many groups, by when they were opened: ten thousand at once would hold up every answer. */
const groups = 200;

/** Serves the WebSocket streams of a server; the result closes them all and stops listening. */
export function mountStreams(context: Context, server: Server): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: 4096,
    perMessageDeflate: false,
  });
  const streams = new Map<string, Stream>();
  const turns = Array.from({ length: groups }, () => new Set<Stream>());
  let due = 0;
  // Other upgrades (h2c of a curious client) are answered as if they had not been asked for; older Node refuses them.
  Object.assign(server.server, { shouldUpgradeCallback: asksForWebSocket });
  const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => undefined); // a caller who leaves during the handshake must not end the process
    const conversationId = path.exec(req.url ?? '')?.[1];
    if (conversationId === undefined) {
      // Another listener may own the path; alone, nobody would ever answer.
      if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, '404 Not Found');
      return;
    }
    admit(context, req, conversationId)
      .then((admitted) => {
        if (!admitted) {
          refuseUpgrade(socket, '403 Forbidden');
          return;
        }
        sockets.handleUpgrade(req, socket, head, (client) => {
          streams.get(conversationId)?.close(closeCodes.takenOver, 'taken over');
          const stream = openStream(context, conversationId, client, watermarkOf(queryParameter(req, 'watermark')));
          streams.set(conversationId, stream);
          const group = turns[due]?.add(stream); // its turn comes when all others had theirs
          client.once('close', () => {
            group?.delete(stream);
            if (streams.get(conversationId) === stream) streams.delete(conversationId);
          });
        });
      })
      .catch((error: unknown) => {
        context.onTrouble?.(error);
        refuseUpgrade(socket, '503 Service Unavailable');
      });
  };
  server.on('upgrade', onUpgrade);
  const beat = setInterval(() => {
    due = (due + 1) % groups;
    for (const stream of turns[due] ?? []) stream.beat();
  }, keepAliveMs / groups);
  beat.unref();
  return () => {
    clearInterval(beat);
    server.off('upgrade', onUpgrade);
    for (const stream of streams.values()) stream.close(closeCodes.goingAway, 'restarting');
  };
}

function asksForWebSocket(req: IncomingMessage): boolean {
  return req.headers.upgrade?.toLowerCase() === 'websocket';
}

async function admit(context: Context, req: IncomingMessage, conversationId: string): Promise<boolean> {
  const { origin } = req.headers;
  if (origin !== undefined && !context.origins().includes(origin) && !(await context.sites.isKnown(origin)))
    return false;
  const claims = await context.tokens.redeemTicket(queryParameter(req, 't') ?? '');
  if (claims?.conversationId !== conversationId) return false;
  if (claims.origin !== null && origin !== undefined && claims.origin !== origin) return false;
  return await mayStillUse(context, claims);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
