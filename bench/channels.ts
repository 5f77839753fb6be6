import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { median, percentile } from './statistics.ts';
import { closedLoop, end, urlOf } from './turn/clients.ts';
import { type Prepared, prepareConversations } from './turn/prepare.ts';
import { post } from './turn/post.ts';

const sender = '+33757590001';
/** So many telephones write, each known from before, that none of them reaches the limit of one number. */
const telephones = 10_000;

const rounds = 3;

type Account = { readonly url: string; readonly accountSid: string; readonly authToken: string };
type Server = { readonly name: string; readonly run: (clients: number, seconds: number) => Promise<readonly number[]> };
type Count = { readonly taken: number; readonly wrong: number };

/**
 * How soon a text message is acknowledged, from POST /channels/twilio/inbound until its answer, with 1, 16 and 64 clients, each waiting
 * for the answer before it writes again: our service, which has the message on disk by then and goes on to answer it, beside a
 * handler that only checks the signature. And how many answers reach the carrier on this machine. One service process, fsync on, telephones
 * that have written before.
 */
export async function benchChannels(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--seconds');
  const seconds = at === -1 ? 2 : Number(args[at + 1]);
  const prepared = await prepareConversations(10);
  await knownTelephones(prepared);
  const carrier = start('./channels/carrier-process.ts');
  const account = await first<Account>(carrier);
  const service = start('./turn/service-process.ts', JSON.stringify({ ...prepared.settings, ...settingsOf(account) }));
  const bare = start('./channels/bare-process.ts', account.authToken);
  const contenders = [
    server('ours: on disk, then answered', await urlOf(service), account),
    server('bare: the signature alone', await urlOf(bare), account),
  ];
  try {
    for (const { run } of contenders) await run(16, 1);
    for (const clients of [1, 16, 64]) await compare(contenders, clients, seconds);
    await answers(contenders[0], carrier, seconds);
  } finally {
    for (const child of [service, bare, carrier]) await end(child);
    await prepared.drop();
  }
}

async function knownTelephones({ settings, creditorId }: Prepared): Promise<void> {
  const owner = new pg.Client({ connectionString: settings.DATABASE_URL });
  await owner.connect();
  const text = `INSERT INTO conversations (id, creditor_id, channel, key, language)
    SELECT gen_random_uuid(), $1, 'sms', '+336' || (10000000 + n), 'fr' FROM generate_series(0, $2 - 1) AS n`;
  await owner.query(text, [creditorId, telephones]);
  await owner.query('ANALYZE');
  await owner.end();
}

type Seen = { readonly p50: number[]; readonly p99: number[]; readonly rate: number[] };

async function compare(contenders: readonly Server[], clients: number, seconds: number): Promise<void> {
  const seen = new Map<Server, Seen>(contenders.map((one) => [one, { p50: [], p99: [], rate: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [{ run }, { p50, p99, rate }] of seen) {
      const times = await run(clients, seconds);
      p50.push(median(times));
      p99.push(percentile(times, 99));
      rate.push(times.length / seconds);
    }
  }
  print(`\n${clients} client(s), medians of ${rounds} rounds of ${seconds} s, taken in turn:`);
  const ms = (values: readonly number[]): string => `${median(values).toFixed(1)} ms`.padStart(9);
  for (const [{ name }, { p50, p99, rate }] of seen) {
    print(`  ${name.padEnd(32)} p50 ${ms(p50)}   p99 ${ms(p99)}   ${median(rate).toFixed(0).padStart(6)} /s`);
  }
  const [ours = 0, bare = 1] = [...seen.values()].map(({ p50 }) => median(p50));
  print(`  p50 ours / bare = ${(ours / bare).toFixed(1)}`);
}

/** Answers that reach the carrier while 16 clients write, until the last one is out. */
async function answers(ours: Server | undefined, carrier: ChildProcess, seconds: number): Promise<void> {
  await drained(carrier);
  const before = await count(carrier);
  const began = performance.now();
  const written = (await ours?.run(16, seconds))?.length ?? 0;
  const after = await drained(carrier);
  const took = (performance.now() - began - quietMs) / 1_000;
  const sent = after.taken - before.taken;
  print(`\nanswers: ${written} messages in, ${sent} sent in ${took.toFixed(1)} s: ${(sent / took).toFixed(0)} /s`);
  if (after.wrong > 0) print(`  ${after.wrong} requests broke the carrier's rules`);
}

const quietMs = 1_000;

/** The carrier's count once nothing came for a second. */
async function drained(carrier: ChildProcess): Promise<Count> {
  for (let last = await count(carrier); ;) {
    await sleep(quietMs);
    const now = await count(carrier);
    if (now.taken === last.taken) return now;
    last = now;
  }
}

async function count(carrier: ChildProcess): Promise<Count> {
  const answer = first<Count>(carrier);
  carrier.send('count');
  return await answer;
}

function server(name: string, base: string, account: Account): Server {
  const url = `${base}/channels/twilio/inbound`;
  let written = 0;
  const turn = async (): Promise<void> => {
    written += 1;
    const form = {
      MessageSid: `SM${randomBytes(16).toString('hex')}`,
      AccountSid: account.accountSid,
      From: `+336${String(10_000_000 + (written % telephones))}`,
      To: sender,
      Body: 'solde',
      NumMedia: '0',
      NumSegments: '1',
      ApiVersion: '2010-04-01',
    };
    await post(url, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(account.authToken, url, form),
    });
  };
  return { name, run: (clients, seconds) => closedLoop(clients, seconds, turn) };
}

function settingsOf({ url, accountSid, authToken }: Account): Readonly<Record<string, string>> {
  return {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_SMS_FROM: sender,
    TWILIO_API_BASE_URL: url,
  };
}

/** A process that ends by itself ends the bench: there is nothing left to measure. */
function start(file: string, ...args: readonly string[]): ChildProcess {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args], { stdio: 'inherit' });
  child.once('exit', (code) => {
    if (code !== 0) process.exit(code ?? 1);
  });
  return child;
}

async function first<Message>(child: ChildProcess): Promise<Message> {
  return (await new Promise<unknown>((resolve) => child.once('message', resolve))) as Message;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
