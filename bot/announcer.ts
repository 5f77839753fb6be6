import { type Log, type TurnStore } from './ports.ts';

/** Gathers what this process said and tells the others, a few milliseconds later and in one statement. */
export type Announcer = { readonly announce: (conversationId: string) => void; readonly stop: () => Promise<void> };

const gatherMs = 20;

/**
 * Kept out of the commit, because PostgreSQL commits transactions that notify one after the other. A notice that is lost with
 * its process is made up for by whoever reads on a timer.
 */
export function makeAnnouncer(
  { owner, store, log }: { readonly owner: string; readonly store: Pick<TurnStore, 'announce'>; readonly log: Log },
  onAnnounced: () => void | Promise<void> = () => undefined,
): Announcer {
  let gathered = new Set<string>();
  let telling: Promise<void> | null = null;
  const tell = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    const ids = [...gathered];
    gathered = new Set();
    try {
      await store.announce(ids, owner);
      await onAnnounced();
    } catch {
      log('warn', 'announce.failed', { conversations: ids.length });
    }
    telling = null;
    if (gathered.size > 0) telling = tell();
  };
  return {
    announce: (conversationId) => {
      gathered.add(conversationId);
      telling ??= tell();
    },
    stop: async () => {
      while (telling !== null) await telling;
    },
  };
}
