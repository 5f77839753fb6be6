import { type AttachedFile } from '../domain/command.ts';
import { type Instant } from '../domain/calendar.ts';
import { type MediaLink } from '../domain/inbound.ts';
import { type Loaded } from '../domain/turn.ts';
import { type TurnStore } from './ports.ts';

type File = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

export type FetchedMediaDeps = {
  /** A file that waits at the carrier; null when it cannot be had or is nothing we take. Raises nothing. */
  readonly fetch: (media: MediaLink, index: number) => Promise<File | null>;
  /** Keeps files as they came: nobody opens them before someone, or something, looked at them. */
  readonly keep: (creditorId: string, files: readonly File[], at: Instant) => Promise<readonly AttachedFile[]>;
};

/** More are not asked for: one message of a telephone carries ten at most, and a dispute needs no more. */
const mostFiles = 10;

/**
 * Lets a turn begin with the files of its message instead of where they wait. They are fetched once the message is ours, under its
 * lease, and not before it is acknowledged; a turn that runs again fetches them again.
 */
export function withFetchedMedia(store: TurnStore, deps: FetchedMediaDeps): TurnStore {
  const complete = async (loaded: Loaded): Promise<Loaded> => {
    const { media = [] } = loaded.inbound;
    return media.length === 0 ? loaded : await fetched(store, deps, loaded, media);
  };
  return {
    ...store,
    intake: async (arrival, owner) => {
      const received = await store.intake(arrival, owner);
      const { begin } = received;
      return begin === null ? received : { ...received, begin: async () => await complete(await begin()) };
    },
    load: async (ref) => {
      const loaded = await store.load(ref);
      return 'none' in loaded ? loaded : await complete(loaded);
    },
  };
}

async function fetched(
  store: TurnStore,
  deps: FetchedMediaDeps,
  loaded: Loaded,
  media: readonly MediaLink[],
): Promise<Loaded> {
  const found = await Promise.all(media.slice(0, mostFiles).map((link, index) => deps.fetch(link, index)));
  const files = found.filter((file) => file !== null);
  const kept = files.length === 0 ? [] : await deps.keep(loaded.lease.creditorId, files, loaded.receivedAt);
  await store.renew(loaded.lease); // fetching may have taken half of it
  const { inbound } = loaded;
  const unreadable = files.length < found.length ? 'file' : (inbound.unreadable ?? null);
  return { ...loaded, inbound: { ...inbound, files: [...inbound.files, ...kept], unreadable } };
}
