import { connect, type Socket } from 'node:net';

/** Kept connections to one server, by its address. */
const idle = new Map<string, Socket[]>();

/**
 * One POST over a kept connection; resolves with the body of a 2xx answer. Written on the socket, because the clients share the machine
 * with what they measure: node:http would take as much of it as the echo bot does. Understands answers with a content-length or in chunks.
 */
export function post(url: string, body: string, headers: Record<string, string>): Promise<string> {
  const { host, hostname, port, pathname } = new URL(url);
  const all = { host, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const free = idle.get(host) ?? [];
  idle.set(host, free);
  const socket = kept(free) ?? opened(hostname, Number(port));
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (data: string): void => {
      text += data;
      const answer = answerIn(text);
      if (answer === null) return;
      done();
      if (answer.last) socket.end();
      else free.push(socket);
      if (answer.status < 300) resolve(answer.body);
      else reject(new Error(`${url} answered ${answer.status}: ${answer.body}`));
    };
    const onEnd = (): void => {
      done();
      reject(new Error(`${url} closed the connection`));
    };
    const done = (): void => {
      socket.off('data', onData).off('close', onEnd);
    };
    socket.on('data', onData).on('close', onEnd);
    socket.write(head + body);
  });
}

/** One that the server has not closed meanwhile. */
function kept(free: Socket[]): Socket | undefined {
  const socket = free.pop();
  return socket === undefined || (socket.readable && socket.writable) ? socket : kept(free);
}

/** What goes wrong ends the connection, which is told. Latin-1: a length in bytes is one in characters. */
function opened(host: string, port: number): Socket {
  const socket = connect({ host, port, noDelay: true }).setEncoding('latin1');
  return socket.on('error', () => undefined);
}

/** `last`: the server takes no more over this connection. */
type HttpAnswer = { readonly status: number; readonly body: string; readonly last: boolean };

function answerIn(text: string): HttpAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = text.slice(0, end).toLowerCase();
  const body = text.slice(end + 4);
  const status = Number(head.slice(9, 12));
  const last = head.includes('\r\nconnection: close');
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) return body.length < Number(length) ? null : { status, body, last };
  return body.endsWith('0\r\n\r\n') ? { status, body, last } : null;
}
