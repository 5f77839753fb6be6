import { type Arrival } from '../../domain/inbound.ts';
import { type Session } from '../../domain/session.ts';
import { type Loaded, type TurnCommit } from '../../domain/turn.ts';
import { type AccountCache } from './account-cache.ts';

/** What a process remembers of conversations it wrote to last; whether it still holds is for the statement that builds on it to say. */
export type KnownConversations = {
  /** A turn began with this: where it is, until the turn is written. */
  readonly begun: (loaded: Loaded) => void;
  /** A turn was written, under that fence. */
  readonly written: (commit: TurnCommit, fence: number) => void;
  readonly forget: (conversationId: string) => void;
  /** What the turn of this message would start from, with a message that has no number yet; null where the conversation is not known. */
  readonly recall: (arrival: Arrival, owner: string) => Recalled | null;
};

/** `creditorVersion`: of the creditor and the accounts it holds. */
export type Recalled = { readonly loaded: Loaded; readonly creditorVersion: number };

type Known = {
  readonly place: string;
  readonly conversationId: string;
  readonly fence: number;
  readonly controller: Loaded['controller'];
  readonly language: Loaded['language'];
  readonly state: string; // as JSON: what is given out is as new as what the database would give
  readonly session: Session;
};

/** A conversation takes one or two kilobytes. */
const most = 20_000;

/** Makes the memory of one process. A conversation is forgotten while a turn of it is under way, and when it was long not spoken in. */
export function makeKnownConversations(accounts: Pick<AccountCache, 'recall'>): KnownConversations {
  const known = new Map<string, Known>();
  const places = new Map<string, string>(); // by conversation

  const forget = (conversationId: string): void => {
    known.delete(places.get(conversationId) ?? '');
  };
  return {
    begun: ({ lease, channel, counterpart }) => {
      keep(places, lease.conversationId, placeOf(lease.creditorId, channel, counterpart));
      forget(lease.conversationId);
    },
    written: ({ lease, controller, state, session, language }, fence) => {
      const { conversationId } = lease;
      const place = places.get(conversationId);
      if (place === undefined) return;
      keep(known, place, {
        place,
        conversationId,
        fence,
        controller,
        language,
        state: JSON.stringify(state ?? null),
        session,
      });
    },
    forget,
    recall: (arrival, owner) => {
      const { creditorId, channel, counterpart, inbound, at } = arrival;
      const found = known.get(placeOf(creditorId, channel, counterpart));
      if (found === undefined) return null;
      const { conversationId, fence, controller, language, session } = found;
      const seen = accounts.recall(creditorId, debtorsOf(session, at));
      if (seen === null) return null;
      const { creditor, creditorVersion, accounts: spokenOf } = seen;
      const loaded: Loaded = {
        creditor,
        accounts: spokenOf,
        lease: { creditorId, conversationId, owner, fence },
        stopped: false,
        channel,
        counterpart,
        language,
        controller,
        state: JSON.parse(found.state) as unknown,
        session,
        inboxId: '',
        inbound,
        receivedAt: at,
        understood: null,
        attempts: 1,
      };
      return { loaded, creditorVersion };
    },
  };
}

/** The debtors a turn at that time may speak of: see solde_begun. */
function debtorsOf({ subjects }: Session, at: number): readonly string[] {
  const valid = subjects.filter(({ level, until, idleUntil }) => level >= 2 && until > at && idleUntil > at);
  return [...new Set(valid.map(({ debtorId }) => debtorId))];
}

function placeOf(creditorId: string, channel: string, counterpart: string): string {
  return `${creditorId} ${channel} ${counterpart}`;
}

/** The last used last: the first is the one to forget. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value ?? '');
}
