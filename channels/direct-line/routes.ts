import { type Server } from 'restify';
import { type Context } from './context.ts';
import {
  emptyPoll,
  postActivity,
  postUpload,
  readActivities,
  resumeConversation,
  startConversation,
} from './conversation-routes.ts';
import { defaultLimits, type DirectLineOptions } from './options.ts';
import { createRateLimit } from './rate-limit.ts';
import { handlerOf, preflight } from './route.ts';
import { mountStreams } from './mount-streams.ts';
import { generateToken, refreshToken } from './token-routes.ts';
import { makeSites } from './sites.ts';
import { createTokens } from './token.ts';

const prefix = '/v3/directline';

/**
 * Serves the Direct Line 3.0 protocol under /v3/directline. The routes read their own bodies: no body parser may stand
 * before them. The result's `close` ends the streams, so that the HTTP server can stop.
 */
export function mountDirectLine(server: Server, options: DirectLineOptions): { close: () => void } {
  const limits = { ...defaultLimits, ...options.limits };
  const context: Context = {
    ...options,
    tokens: createTokens(options.secrets, options.now),
    sites: makeSites(options.backend, options.now),
    mayAskToken: createRateLimit(limits.tokensPerAddress, options.now),
    mayAskAnyToken: createRateLimit(limits.tokens, options.now),
    mayWrite: createRateLimit(limits.messagesPerConversation, options.now),
    mayUpload: createRateLimit(limits.uploadsPerConversation, options.now),
    uploads: gate(limits.uploadsAtOnce),
  };
  server.opts(`${prefix}/*`, handlerOf(context, preflight));
  server.post(`${prefix}/tokens/generate`, handlerOf(context, { answer: generateToken }));
  server.post(`${prefix}/tokens/refresh`, handlerOf(context, { answer: refreshToken }));
  server.post(`${prefix}/conversations`, handlerOf(context, { answer: startConversation }));
  server.get(`${prefix}/conversations/:id`, handlerOf(context, { answer: resumeConversation }));
  server.get(
    `${prefix}/conversations/:id/activities`,
    handlerOf(context, { answer: readActivities, onTrouble: emptyPoll }),
  );
  server.post(`${prefix}/conversations/:id/activities`, handlerOf(context, { answer: postActivity }));
  server.post(`${prefix}/conversations/:id/upload`, handlerOf(context, { answer: postUpload }));
  return { close: mountStreams(context, server) };
}

function gate(places: number): Context['uploads'] {
  let taken = 0;
  return {
    enter: () => {
      if (taken >= places) return false;
      taken += 1;
      return true;
    },
    leave: () => {
      taken -= 1;
    },
  };
}
