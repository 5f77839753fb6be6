import { type ConversationRef, type Log, type SendStore, type TurnDeps, type TurnStore } from './ports.ts';
import { type Outbox } from './outbox.ts';
import { type TurnQueue } from './turn-queue.ts';

export type RecoveryDeps = {
  readonly turns: Pick<TurnStore, 'waiting'>;
  readonly sends: Pick<SendStore, 'due'>;
  readonly queue: Pick<TurnQueue, 'run'>;
  readonly outbox: Pick<Outbox, 'dispatch'>;
  readonly clock: TurnDeps['clock'];
  readonly log: Log;
};

export type Recovery = {
  /** Looks once; resolves when what it found has been begun. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** With a lease of 15 s, what a dead process left is resumed within 17 s. */
const everyMs = 2_000;
const most = 200;

/**
 * Finishes what another process left when it died, or what this one could not: messages whose conversation nobody owns, rows
 * nobody sends, sends whose sender is gone. Every process may look at the same time; leases and claims decide.
 */
export function startRecovery(deps: RecoveryDeps, intervalMs: number = everyMs): Recovery {
  let looking: Promise<void> | null = null;
  const look = (): Promise<void> => (looking ??= lookOnce(deps).finally(() => (looking = null)));
  const timer = setInterval(() => void look(), intervalMs);
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function lookOnce(deps: RecoveryDeps): Promise<void> {
  try {
    const refs: readonly ConversationRef[] = await deps.turns.waiting(most);
    for (const ref of refs) void deps.queue.run(ref);
    const sends = await deps.sends.due(most, deps.clock());
    deps.outbox.dispatch(sends);
    if (refs.length + sends.length > 0)
      deps.log('info', 'recovery.found', { messages: refs.length, sends: sends.length });
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 60) : typeof error;
    deps.log('warn', 'recovery.failed', { why });
  }
}
