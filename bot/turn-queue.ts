import { type Begin, type ConversationRef, type TurnDeps } from './ports.ts';
import { runTurn, type TurnEnd } from './turn.ts';

/** Runs turns in this process: one at a time for a conversation, a bounded number in all. */
export type TurnQueue = {
  /**
   * Makes sure that what waits in the conversation is run; resolves when this process has nothing more to do for it. `begin`: its
   * oldest message was taken already.
   */
  readonly run: (ref: ConversationRef, begin?: Begin | null) => Promise<void>;
  /** Resolves when nothing runs; nothing new is begun. */
  readonly stop: () => Promise<void>;
};

type Running = { again: boolean; begin: Begin | null; done: Promise<void> };

/** `most` turns run at once: more would only wait for each other at the database. */
export function makeTurnQueue(deps: TurnDeps, most: number): TurnQueue {
  const running = new Map<string, Running>();
  const slots = makeSlots(most);
  const retries = new Set<NodeJS.Timeout>();
  let stopped = false;

  const drain = async (ref: ConversationRef, self: Running): Promise<void> => {
    try {
      for (let again = true; !stopped && again;) {
        self.again = false;
        const { end, taken } = await slots.within(async () => {
          const { begin } = self;
          self.begin = null;
          return { end: await safely(deps, ref, begin), taken: begin !== null };
        });
        if (typeof end === 'object') retryLater(ref, end.retryMs);
        // What was taken for us may have been dealt with since; that it is no longer ours says nothing of those that wait behind it.
        again = end === 'more' || self.again || (taken && end === 'busy');
      }
    } finally {
      // In the same step as the last look at `again`: whoever asks afterwards begins anew.
      running.delete(ref.conversationId);
    }
  };
  const retryLater = (ref: ConversationRef, ms: number): void => {
    const timer = setTimeout(() => {
      retries.delete(timer);
      void run(ref);
    }, ms + 10);
    timer.unref();
    retries.add(timer);
  };
  const run = (ref: ConversationRef, begin: Begin | null = null): Promise<void> => {
    const current = running.get(ref.conversationId);
    if (current !== undefined) {
      current.again = true;
      current.begin = begin ?? current.begin;
      return current.done;
    }
    if (stopped) return Promise.resolve();
    const self: Running = { again: false, begin, done: Promise.resolve() };
    running.set(ref.conversationId, self);
    self.done = drain(ref, self);
    return self.done;
  };
  const stop = async (): Promise<void> => {
    stopped = true;
    for (const timer of retries) clearTimeout(timer);
    await Promise.all([...running.values()].map(({ done }) => done));
  };
  return { run, stop };
}

/** The database is away, or something nobody thought of: the message waits for recovery. */
async function safely(deps: TurnDeps, ref: ConversationRef, begin: Begin | null): Promise<TurnEnd> {
  try {
    return await runTurn(deps, ref, begin);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 60) : typeof error;
    deps.log('error', 'turn.not-begun', { conversation: ref.conversationId, why });
    return { retryMs: 2_000 };
  }
}

function makeSlots(most: number): { readonly within: <T>(work: () => Promise<T>) => Promise<T> } {
  let free = most;
  const waiting: (() => void)[] = [];
  const within = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
  return { within };
}
