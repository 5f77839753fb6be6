import { type ClaimedSend } from '../domain/outbox-row.ts';
import { type Instant } from '../domain/calendar.ts';
import { type Periodic, startPeriodic } from './periodic.ts';
import { type Log, type SendRef } from './ports.ts';

/** A send of unknown fate, with everything its sender knew. */
export type UnknownSend = {
  readonly send: ClaimedSend;
  readonly queuedAt: Instant;
  readonly since: Instant;
  readonly news: readonly string[]; // the carrier's ids under which news of it came while it was being sent
};

export type JanitorDeps = {
  readonly store: {
    /** Text messages of any creditor whose fate nobody knows and no person was told of. */
    readonly unknowns: (limit: number) => Promise<readonly SendRef[]>;
    readonly unknown: (ref: SendRef) => Promise<UnknownSend | null>;
    /** It left under the first of these ids that is no other message's; false when there is none. */
    readonly found: (ref: SendRef, carrierIds: readonly string[], at: Instant) => Promise<boolean>;
    /** A person is told. */
    readonly lost: (ref: SendRef, at: Instant) => Promise<void>;
  };
  /** Ids under which the carrier lists that very message; null when it cannot be asked now, or keeps no list. */
  readonly look: (unknown: UnknownSend) => Promise<readonly string[] | null>;
  readonly clock: () => Instant;
  readonly log: Log;
};

const everyMs = 20_000;
const most = 50;
/** A carrier lists a message and sends news of it within seconds; after a quarter of an hour nobody will find out but a person. */
const patienceMs = 15 * 60_000;

/** Finds out about sends whose answer never came, from the carrier's own list; news of a message settles it at once without him. */
export function startJanitor(deps: JanitorDeps, intervalMs: number = everyMs): Periodic {
  const work = async (): Promise<void> => {
    for (const ref of await deps.store.unknowns(most)) await settle(deps, ref);
  };
  return startPeriodic(work, intervalMs, (why) => {
    deps.log('warn', 'janitor.failed', { why });
  });
}

async function settle(deps: JanitorDeps, ref: SendRef): Promise<void> {
  const unknown = await deps.store.unknown(ref);
  if (unknown === null) return;
  const listed = unknown.news.length > 0 ? unknown.news : await deps.look(unknown);
  const now = deps.clock();
  if (listed !== null && listed.length > 0 && (await deps.store.found(ref, listed, now))) {
    deps.log('info', 'janitor.found', { outbox: ref.outboxId });
  } else if (now - unknown.since >= patienceMs) {
    await deps.store.lost(ref, now);
    deps.log('warn', 'janitor.lost', { outbox: ref.outboxId });
  }
}
