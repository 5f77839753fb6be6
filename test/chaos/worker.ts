import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Announcer, makeAnnouncer } from '../../bot/announcer.ts';
import { type CrashPoint, type SendResult, type TurnUnderstood } from '../../bot/ports.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { openPool } from '../../prisma/pool.ts';
import { plainHere, plainUnderstand } from '../bot/counting-dialogs.ts';
import { makeRig } from '../bot/turn-rig.ts';

/** What the harness tells a worker: take this message, die or freeze where told, or end in good order. */
export type Order =
  | { readonly deliver: number; readonly arrival: Arrival }
  | { readonly dieAt: CrashPoint }
  | { readonly freezeAt: CrashPoint }
  | { readonly end: true };

/** What a worker tells: it may receive, or it acknowledged a message that is now its own to lose. */
export type Word = { readonly ready: true } | { readonly acknowledged: number };

const [appUrl = '', carrierLog = ''] = process.argv.slice(2);

let dieAt: CrashPoint | null = null;
let freezeAt: CrashPoint | null = null;
function crashPoint(point: CrashPoint): void {
  if (point === dieAt) process.kill(process.pid, 'SIGKILL');
  if (point !== freezeAt) return;
  freezeAt = null;
  process.kill(process.pid, 'SIGSTOP');
}

function tell(word: Word): void {
  process.send?.(word);
}

/** A carrier that remembers what it took even when we die before writing it down. */
async function take(id: string): Promise<SendResult> {
  await sleep(2);
  appendFileSync(carrierLog, `${id}\n`);
  await sleep(2);
  return { sent: `SM-${id}`, segments: 1 };
}

const needsModel = (text: string): boolean => text.startsWith('model');

async function understand(text: string, situation: Parameters<typeof plainUnderstand>[1]): Promise<TurnUnderstood> {
  const plain = await plainUnderstand(text, situation);
  return needsModel(text) ? { ...plain, source: 'model' } : plain;
}

const pool = openPool(appUrl, () => undefined, 8);
const rig = makeRig(pool, {
  clock: Date.now,
  understand,
  understandHere: (text) => (needsModel(text) ? null : plainHere(text)),
  crashPoint,
  carrier: { demo: false, send: ({ id }) => take(id) },
  recoverEveryMs: 500,
  publish: ({ conversationId }) => {
    announcer.announce(conversationId);
  },
});
const announcer: Announcer = makeAnnouncer(rig.deps, () => {
  crashPoint('turn:announced');
});

process.on('message', (order: Order) => {
  if ('dieAt' in order) dieAt = order.dieAt;
  else if ('freezeAt' in order) freezeAt = order.freezeAt;
  else if ('end' in order) void end();
  else {
    rig.intake(order.arrival).then(
      () => {
        tell({ acknowledged: order.deliver });
      },
      () => undefined, // not acknowledged: it is delivered again
    );
  }
});
process.on('disconnect', () => process.exit(0));

async function end(): Promise<void> {
  await rig.stop();
  await announcer.stop();
  await pool.end();
  process.disconnect();
}

flushCompileCache(); // most of us never come to a good end, where it is written by itself
tell({ ready: true });
