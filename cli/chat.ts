import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { readConfig } from '../bot/config.ts';
import { findRunning } from '../prisma/database.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';

const usage = 'usage: npm run chat -- --as +33639980001 [--say "mon solde"] [--json]';

const schema = z.object({
  as: z.string().optional(),
  say: z.array(z.string()).optional(),
  json: z.boolean(),
  words: noWords,
});

type Said = { readonly seq: number; readonly text: string };

/** Talks to the running service as a phone would: what is typed is one SMS, what comes back is one SMS. */
async function chat(): Promise<number> {
  const values = readArguments(usage, schema, { as: 'text', say: 'list', json: 'flag' });
  if (values === null) return 64;
  const config = readConfig();
  if ('problems' in config || values.as === undefined) {
    process.stderr.write(`${'problems' in config ? config.problems.join('\n') : usage}\n`);
    return 64;
  }
  const running = await findRunning(config.DATA_DIR);
  const port = running.httpPort;
  if (port === null) {
    process.stderr.write('No running service was found. Start it in another terminal: npm start\n');
    return 69;
  }
  const send = (text: string): Promise<readonly Said[]> =>
    exchange(`http://127.0.0.1:${port}/demo/console`, values.as ?? '', text);
  if (values.say !== undefined) {
    for (const text of values.say) print(text, await send(text), values.json);
    return 0;
  }
  return await converse(send);
}

async function exchange(url: string, from: string, text: string): Promise<readonly Said[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), from, text }),
  });
  const body = (await response.json()) as { messages?: readonly Said[]; message?: string };
  return body.messages ?? [{ seq: 0, text: `(${response.status}) ${body.message ?? 'no answer'}` }];
}

function print(said: string, answers: readonly Said[], json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ said, answers: answers.map(({ text }) => text) })}\n`);
    return;
  }
  process.stdout.write(`> ${said}\n`);
  for (const { text } of answers) process.stdout.write(`\n${text}\n\n`);
}

async function converse(send: (text: string) => Promise<readonly Said[]>): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  const ended = new AbortController();
  terminal.once('close', () => {
    ended.abort();
  });
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      for (const { text } of await send(line)) process.stdout.write(`\n${text}\n\n`);
    }
    if (!ended.signal.aborted) terminal.prompt(); // lines that were piped in come after the end of their input, too
  }
  return 0;
}

process.exitCode = await chat();
