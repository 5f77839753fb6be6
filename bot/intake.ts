import { type Arrival } from '../domain/inbound.ts';
import { type Received, type TurnDeps } from './ports.ts';
import { type TurnQueue } from './turn-queue.ts';

/** Keeps a message, so that it may be acknowledged; what follows from it begins at once and is not waited for. */
export type Intake = (arrival: Arrival) => Promise<Omit<Received, 'begin'> & { readonly turn: Promise<void> }>;

/**
 * Makes the one way in. When it resolves the message is on disk and will be dealt with exactly once, whatever happens to this
 * process; `turn` resolves when this process is done with the conversation. Raises DATABASE_UNAVAILABLE when nothing was kept
 * for sure: the sender may send again.
 */
export function makeIntake(deps: Pick<TurnDeps, 'owner' | 'store' | 'crashPoint'>, queue: TurnQueue): Intake {
  return async (arrival) => {
    const { begin, ...received } = await deps.store.intake(arrival, deps.owner);
    await deps.crashPoint('intake:committed');
    const { creditorId } = arrival;
    return { ...received, turn: queue.run({ creditorId, conversationId: received.conversationId }, begin) };
  };
}
