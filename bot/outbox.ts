import { type Channel } from '../domain/channel.ts';
import { type Instant } from '../domain/calendar.ts';
import { type ClaimedSend } from '../domain/outbox-row.ts';
import { type Carrier, type Log, type SendRef, type SendResult, type SendStore, type TurnDeps } from './ports.ts';

export type OutboxDeps = {
  readonly owner: string;
  readonly store: SendStore;
  /** Who takes messages of that channel; in development a demo carrier where none is configured. */
  readonly carriers: (channel: Channel) => Carrier | null;
  /** Reads the text of a one-time code. */
  readonly open: (sealed: string) => string;
  readonly clock: () => Instant;
  readonly crashPoint: TurnDeps['crashPoint'];
  readonly log: Log;
};

/** Sends what was committed. */
export type Outbox = {
  /** Begins to send these rows in order; waits for nothing. */
  readonly dispatch: (sends: readonly SendRef[]) => void;
  /** Resolves when nothing is being sent. */
  readonly stop: () => Promise<void>;
};

/** How long a carrier may take to answer; afterwards nobody knows whether the message left. Shorter than the claim (15 s). */
const carrierMs = 10_000;
const mostAtOnce = 16;

/** Makes the sender: each row is claimed, sent at most once for each claim, and its end written down. */
export function makeOutbox(deps: OutboxDeps): Outbox {
  const waiting: SendRef[] = [];
  const chains = new Set<Promise<void>>();
  let stopped = false;

  const follow = async (first: SendRef): Promise<void> => {
    for (let ref: SendRef | null = first; ref !== null && !stopped;) ref = await sendOne(deps, ref);
  };
  const pump = (): void => {
    while (!stopped && chains.size < mostAtOnce) {
      const next = waiting.shift();
      if (next === undefined) return;
      const chain = follow(next).finally(() => {
        chains.delete(chain);
        pump();
      });
      chains.add(chain);
    }
  };
  return {
    dispatch: (sends) => {
      waiting.push(...sends);
      pump();
    },
    stop: async () => {
      stopped = true;
      await Promise.all(chains);
    },
  };
}

/** Gives the row of the same conversation that can go next; null when there is none, or somebody else is at it. */
async function sendOne(deps: OutboxDeps, ref: SendRef): Promise<SendRef | null> {
  try {
    const claimed = await deps.store.claim({ ...ref, owner: deps.owner, now: deps.clock() });
    if (!('send' in claimed)) return null;
    await deps.crashPoint('send:claimed');
    const carrier = deps.carriers(claimed.send.channel);
    const end = await handOver(deps, carrier, claimed.send);
    await deps.crashPoint('send:sent');
    const keepSecret = carrier?.demo === true && 'sent' in end;
    const { next } = await deps.store.record(claimed.send, {
      ...end,
      now: deps.clock(),
      keepSecret,
      owner: deps.owner,
    });
    await deps.crashPoint('send:recorded');
    return next === null ? null : { creditorId: ref.creditorId, outboxId: next };
  } catch (error) {
    // What was claimed becomes UNKNOWN when its claim runs out.
    const why = error instanceof Error ? error.message.slice(0, 60) : typeof error;
    deps.log('error', 'send.failed', { outbox: ref.outboxId, why });
    return null;
  }
}

async function handOver(deps: OutboxDeps, carrier: Carrier | null, send: ClaimedSend): Promise<SendResult> {
  if (carrier === null) return { refused: 'no-carrier' };
  const text = send.secret === null ? send.message.text : deps.open(send.secret);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    timer = setTimeout(resolve, carrierMs, { unknown: 'carrier-silent' });
  });
  try {
    return await Promise.race([carrier.send(send, text), late]);
  } catch (error) {
    deps.log('error', 'send.threw', { outbox: send.id, why: error instanceof Error ? error.name : typeof error });
    return { unknown: 'carrier-threw' };
  } finally {
    clearTimeout(timer);
  }
}
