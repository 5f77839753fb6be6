import { type Log } from './ports.ts';
import { type Periodic, startPeriodic } from './periodic.ts';

export type CopiedMediaDeps = {
  readonly store: {
    /** Messages that are dealt with and whose files are kept here, with where these still wait. */
    readonly copied: (limit: number) => Promise<readonly CopiedMedia[]>;
    /** They wait there no longer. */
    readonly forgetMedia: (message: CopiedMedia) => Promise<void>;
  };
  /** Deletes a file at the carrier; false when it may still be there. Raises nothing. */
  readonly remove: (url: string) => Promise<boolean>;
  readonly log: Log;
};

export type CopiedMedia = { readonly creditorId: string; readonly inboxId: number; readonly urls: readonly string[] };

const everyMs = 60_000;
const most = 50;

/** Deletes at the carrier what people sent and we keep: a photo of an invoice has no reason to be in two places. */
export function startCopiedMedia(deps: CopiedMediaDeps, intervalMs: number = everyMs): Periodic {
  const work = async (): Promise<void> => {
    for (const message of await deps.store.copied(most)) {
      const removed = await Promise.all(message.urls.map(deps.remove));
      if (removed.every(Boolean)) await deps.store.forgetMedia(message);
    }
  };
  return startPeriodic(work, intervalMs, (why) => {
    deps.log('warn', 'media.not-deleted', { why });
  });
}
