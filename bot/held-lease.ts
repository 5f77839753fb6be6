import { type Lease } from '../domain/turn.ts';
import { AppError } from '../domain/errors.ts';
import { type TurnStore } from './ports.ts';

/** A lease lasts 15 s; it is renewed well before, while something takes its time. */
const renewEveryMs = 5_000;

/** Runs `work` with the lease renewed meanwhile; raises LEASE_LOST when another process took the conversation. */
export async function holdingLease<T>(
  store: Pick<TurnStore, 'renew'>,
  held: Lease,
  work: () => Promise<T>,
): Promise<T> {
  const lease = { lost: false };
  const timer = setInterval(() => {
    store.renew(held).then(
      (renewed) => {
        lease.lost ||= !renewed;
      },
      () => undefined, // the commit's fence decides
    );
  }, renewEveryMs);
  try {
    const done = await work();
    if (lease.lost) throw new AppError('LEASE_LOST', { conversation: held.conversationId });
    return done;
  } finally {
    clearInterval(timer);
  }
}
