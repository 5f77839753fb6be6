import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, percentile } from './statistics.ts';
import { type Contender } from './turn/contender.ts';
import { startEchoClients } from './turn/echo-clients.ts';
import { prepareConversations, type Prepared } from './turn/prepare.ts';
import { runStatements, statements } from './turn/statements.ts';
import { startWebClients } from './turn/web-clients.ts';

const rounds = 3;
/** Until the engine has compiled what runs often (the longest path takes longest) and every conversation has been spoken in. */
const warmSeconds = 12;

/**
 * A turn from POST /v3/directline/conversations/:id/activities ("mon solde", verified) until its answer is readable on the
 * conversation's stream: one service process, row-level security on. Beside it, alternating, (a) a bare restify and CloudAdapter
 * echo bot and (b) the statements of our turn in one transaction through pg. Medians of three rounds.
 */
export async function benchTurn(args: readonly string[]): Promise<void> {
  const conversations = numberIn(args, '--conversations', 10_000);
  const seconds = numberIn(args, '--seconds', 8);
  const prepared = await prepareConversations(conversations);
  const ours = await startWebClients(prepared, child('./turn/service-process.ts', prepared));
  await warm(ours, conversations);
  await latency(ours, seconds); // before the others leave anything for the disk to do
  const echo = await startEchoClients(child('./turn/echo-process.ts', null));
  // A server of their own: what they leave to be cleared up and sealed is not for ours to do.
  const bare = await prepareConversations(conversations);
  const raw = runStatements(bare);
  const contenders = [ours, echo, raw];
  try {
    for (const contender of [echo, raw]) await warm(contender, conversations);
    for (const clients of [1, 16]) await compare(contenders, clients, seconds);
    print(`\n(b) is these statements in one transaction:\n${statements.map((text) => `  ${text}`).join('\n')}`);
  } finally {
    for (const contender of contenders) await contender.stop();
    for (const { drop } of [prepared, bare]) await drop();
  }
}

async function warm({ run }: Contender, turns: number): Promise<void> {
  for (let done = 0; done < turns;) done += (await run(16, warmSeconds)).length;
}

async function compare(contenders: readonly Contender[], clients: number, seconds: number): Promise<void> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contenders) {
      const times = await run(clients, seconds);
      rates.get(name)?.push(times.length / seconds);
    }
  }
  const [ours = 0, echo = 0, raw = 0] = contenders.map(({ name }) => median(rates.get(name) ?? []));
  print(`\n${clients} client(s), ${seconds} s a round, medians of ${rounds}:`);
  for (const { name } of contenders) {
    print(
      `  ${name.padEnd(44)} ${median(rates.get(name) ?? [])
        .toFixed(0)
        .padStart(6)} /s   (${(rates.get(name) ?? []).map((rate) => rate.toFixed(0)).join(', ')})`,
    );
  }
  print(`  ours / (a) = ${(ours / echo).toFixed(2)}    ours / (b) = ${(ours / raw).toFixed(2)}`);
}

/** How long a turn takes, from when it was due, when the service is given half of the load it can carry. */
async function latency(ours: Awaited<ReturnType<typeof startWebClients>>, seconds: number): Promise<void> {
  const most = (await ours.run(16, seconds)).length / seconds;
  const times = await ours.pace(most / 2, seconds);
  const [half, slow] = [median(times), percentile(times, 99)].map((ms) => ms.toFixed(1));
  print(`\nat half of the most (${(most / 2).toFixed(0)} of ${most.toFixed(0)} /s): median ${half} ms, p99 ${slow} ms`);
}

function child(file: string, prepared: Prepared | null): ReturnType<typeof fork> {
  return fork(
    fileURLToPath(new URL(file, import.meta.url)),
    prepared === null ? [] : [JSON.stringify(prepared.settings)],
    { stdio: 'inherit' },
  );
}

function numberIn(args: readonly string[], name: string, fallback: number): number {
  const at = args.indexOf(name);
  return at === -1 ? fallback : Number(args[at + 1]);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
