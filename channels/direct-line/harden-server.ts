import { type Server } from 'restify';

/** Bounds what one connection may hold: 10 s for the headers, 90 s for a whole request (an upload from a telephone), 200 headers. */
export function hardenServer(server: Server): void {
  const { server: http } = server;
  Object.assign(http, {
    headersTimeout: 10_000,
    requestTimeout: 90_000,
    keepAliveTimeout: 65_000,
    maxHeadersCount: 200,
    maxRequestsPerSocket: 10_000,
  });
}
