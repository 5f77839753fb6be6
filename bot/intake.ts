import { type Arrival } from '../domain/inbound.ts';
import { makeExchange } from './exchange.ts';
import { type Received, type TurnDeps } from './ports.ts';
import { type SaidItem } from './said.ts';
import { type TurnQueue } from './turn-queue.ts';

/** What became of a message; `answers`: what was kept with it, and is told by whoever told of the message. */
export type Taken = Omit<Received, 'begin'> & {
  readonly answers: readonly SaidItem[];
  readonly turn: Promise<void>;
};

/** Keeps a message, so that it may be acknowledged; what follows from it begins at once and is not waited for. */
export type Intake = (arrival: Arrival) => Promise<Taken>;

/**
 * Makes the one way in. When it resolves the message is on disk and will be dealt with exactly once, whatever happens to this
 * process; `turn` resolves when this process is done with the conversation. Raises DATABASE_UNAVAILABLE when nothing was kept
 * for sure: the sender may send again.
 */
export function makeIntake(deps: TurnDeps, queue: TurnQueue): Intake {
  const exchange = oneByOne(makeExchange(deps));
  return async (arrival) => {
    const exchanged = await exchange(arrival);
    if (exchanged !== null) {
      await deps.crashPoint('intake:committed');
      return { ...exchanged, duplicate: false, created: false, turn: Promise.resolve() };
    }
    const { begin, ...received } = await deps.store.intake(arrival, deps.owner);
    await deps.crashPoint('intake:committed');
    const { creditorId } = arrival;
    const turn = queue.run({ creditorId, conversationId: received.conversationId }, begin);
    return { ...received, answers: [], turn };
  };
}

/** Messages of one conversation are answered in the order in which they came: each waits for the one before. */
function oneByOne<T>(exchange: (arrival: Arrival) => Promise<T | null>): (arrival: Arrival) => Promise<T | null> {
  const last = new Map<string, Promise<unknown>>();
  return async (arrival) => {
    const place = `${arrival.creditorId} ${arrival.channel} ${arrival.counterpart}`;
    const before = last.get(place);
    const own = before === undefined ? exchange(arrival) : before.then(() => exchange(arrival));
    const ended = own.catch(() => undefined);
    last.set(place, ended);
    try {
      return await own;
    } finally {
      if (last.get(place) === ended) last.delete(place);
    }
  };
}
