import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { invariant } from '../../domain/errors.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { type Committed, type Lease, type Loaded, type TurnCommit } from '../../domain/turn.ts';
import { type AccountCache, makeAccountCache } from './account-cache.ts';
import { type BegunJson, beginTurn, type TakenMessage } from './begin-turn.ts';
import { call } from './call.ts';
import { commitAlone } from './commit-alone.ts';
import { intakeAlone } from './intake-alone.ts';
import { type Received, received } from './received.ts';
import { type Sql } from './sql.ts';
import { type KnownConversations, makeKnownConversations, type Recalled } from './known-conversations.ts';
import { type ExchangedJson, makeTurnsTogether } from './turns-together.ts';

type Ref = { readonly creditorId: string; readonly conversationId: string };

/** A message that was kept together with what was answered. */
type Exchanged = Omit<ExchangedJson, 'inboxId'> & { readonly inboxId: string; readonly seq: number };

/** The durable side of a turn, over the connections of the service's role; one statement a method, and one for several calls where they meet. */
export type PgTurnStore = {
  readonly intake: (arrival: Arrival, owner?: string) => Promise<Received>;
  readonly load: (ref: Ref & { owner: string; now: Instant }) => Promise<Loaded | { readonly none: 'idle' | 'busy' }>;
  readonly keepUnderstood: (lease: Lease, inboxId: string, understood: unknown) => Promise<boolean>;
  readonly renew: (lease: Lease) => Promise<boolean>;
  readonly recall: KnownConversations['recall'];
  readonly exchange: (arrival: Arrival, recalled: Recalled, commit: TurnCommit) => Promise<Exchanged | null>;
  readonly commit: (commit: TurnCommit) => Promise<Committed>;
  readonly release: (lease: Lease, delayMs: number, uncounted: string | null) => Promise<void>;
  readonly account: (creditorId: string, debtorId: string) => Promise<Account | null>;
  readonly waiting: (limit: number) => Promise<readonly Ref[]>;
  readonly announce: (conversationIds: readonly string[], heardBy?: string) => Promise<void>;
};

/** `newId` names conversations that begin. Accounts are kept in this process for as long as their version stands. */
export function makeTurnStore(pool: Sql, newId: () => string): PgTurnStore {
  const accounts = makeAccountCache(pool);
  const known = makeKnownConversations(accounts);
  const { intake, commit, exchange } = makeTurnsTogether(pool, {
    intake: (taking) => intakeAlone(pool, taking, newId()),
    commit: (one) => commitAlone(pool, one),
  });
  return {
    intake: async (arrival, owner) => {
      const { begin, ...rest } = received(accounts, { arrival, owner }, await intake({ arrival, owner }));
      return { ...rest, begin: begin === null ? null : async () => noted(known, await begin()) };
    },
    load: async (ref) => {
      const loaded = await load(pool, accounts, ref);
      return 'none' in loaded ? loaded : noted(known, loaded);
    },
    keepUnderstood: async (lease, inboxId, understood) => {
      const text = 'SELECT solde_keep_understood($1, $2, $3, $4, $5, $6) AS kept';
      const rows = await call(pool, 'turn.keep', text, [...keyOf(lease), inboxId, JSON.stringify(understood)]);
      return rows[0]?.['kept'] === true;
    },
    renew: async (lease) => {
      const rows = await call(pool, 'turn.renew', 'SELECT solde_renew($1, $2, $3, $4) AS kept', keyOf(lease));
      return rows[0]?.['kept'] === true;
    },
    recall: known.recall,
    exchange: async (arrival, { creditorVersion }, one) => {
      const exchanged = await exchange({ arrival, creditorVersion, commit: one });
      if (exchanged === null) {
        known.forget(one.lease.conversationId);
        return null;
      }
      known.written(one, one.lease.fence + 1);
      return { ...exchanged, seq: exchanged.inboxId, inboxId: String(exchanged.inboxId) };
    },
    commit: async (one) => {
      const committed = await commit(one);
      if (committed.done) known.written(one, one.lease.fence);
      return committed;
    },
    release: async (lease, delayMs, uncounted) => {
      const text = 'SELECT solde_release($1, $2, $3, $4, $5, $6)';
      await call(pool, 'turn.release', text, [...keyOf(lease), Math.round(delayMs), uncounted]);
    },
    account: (creditorId, debtorId) => accounts.account(creditorId, debtorId),
    waiting: async (limit) => {
      const text = 'SELECT creditor_id AS "creditorId", conversation_id AS "conversationId" FROM solde_waiting($1)';
      return (await call(pool, 'turn.waiting', text, [limit])) as readonly Ref[];
    },
    announce: (ids, heardBy) => announce(pool, ids, heardBy ?? ''),
  };
}

function noted(known: KnownConversations, loaded: Loaded): Loaded {
  known.begun(loaded);
  return loaded;
}

function keyOf(lease: Lease): readonly unknown[] {
  return [lease.creditorId, lease.conversationId, lease.owner, lease.fence];
}

type LoadedJson = TakenMessage & { readonly begun: BegunJson };

async function load(
  pool: Sql,
  accounts: AccountCache,
  ref: Ref & { readonly owner: string; readonly now: Instant },
): Promise<Loaded | { readonly none: 'idle' | 'busy' }> {
  const text = 'SELECT solde_load($1, $2, $3, $4) AS loaded';
  const rows = await call(pool, 'turn.load', text, [ref.creditorId, ref.conversationId, ref.owner, ref.now]);
  const loaded = rows[0]?.['loaded'] as LoadedJson | { readonly none: 'idle' | 'busy' } | undefined;
  invariant(loaded !== undefined, 'solde_load always answers');
  if ('none' in loaded) return loaded;
  const { begun: json, ...message } = loaded;
  return await beginTurn(accounts, ref, json, message);
}

/** A notification carries at most 8,000 bytes: 200 ids of 36 characters. It may be lost with the database, so it waits for no disk. */
async function announce(pool: Sql, ids: readonly string[], heardBy: string): Promise<void> {
  for (let from = 0; from < ids.length; from += 200) {
    const text = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('solde_said', $1)";
    await call(pool, 'turn.announce', text, [`${heardBy} ${ids.slice(from, from + 200).join(',')}`]);
  }
}
