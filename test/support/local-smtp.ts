import { createServer, type Server, type Socket } from 'node:net';
import { type AddressInfo } from 'node:net';

/** A mail that the server took, as it was written on the wire. */
export type TakenMail = { readonly to: string; readonly raw: string };

export type LocalSmtp = {
  readonly url: string;
  readonly taken: TakenMail[];
  /** The answer to the next RCPT TO; 250 unless told. */
  readonly behave: (answer: string) => void;
  readonly stop: () => Promise<void>;
};

/** A mail server on this machine that speaks what RFC 5321 asks of one, and keeps what it takes. */
export async function startLocalSmtp(from = 'bonjour@lumio.example'): Promise<LocalSmtp> {
  const taken: TakenMail[] = [];
  const state = { rcpt: '250 OK' };
  const server: Server = createServer((socket) => {
    speak(socket, taken, state);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?from=${encodeURIComponent(from)}&ignoreTLS=true`,
    taken,
    behave: (answer) => {
      state.rcpt = answer;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function speak(socket: Socket, taken: TakenMail[], state: { rcpt: string }): void {
  let buffer = '';
  let to = '';
  let inData = false;
  const say = (line: string): void => {
    socket.write(`${line}\r\n`);
  };
  say('220 local ESMTP');
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        taken.push({ to, raw: line });
        say('250 OK');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      if (verb === 'DATA') {
        inData = true;
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say(verb === 'RCPT' ? state.rcpt : '250 OK');
    }
  });
}
