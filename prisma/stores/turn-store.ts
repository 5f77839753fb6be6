import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { AppError, invariant } from '../../domain/errors.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { type Session } from '../../domain/session.ts';
import { type AuditEntry, type Committed, type Lease, type Loaded, type TurnCommit } from '../../domain/turn.ts';
import { type AccountCache, makeAccountCache } from './account-cache.ts';
import { call, stateOf } from './call.ts';
import { type Sql } from './sql.ts';

type Ref = { readonly creditorId: string; readonly conversationId: string };

/** What solde_intake answers. `begin`: the conversation is ours with this message, and this gives what the turn starts from. */
type Received = {
  readonly conversationId: string;
  readonly inboxId: string;
  readonly seq: number;
  readonly prev: number;
  readonly duplicate: boolean;
  readonly created: boolean;
  readonly begin: (() => Promise<Loaded>) | null;
};

/** The durable side of a turn, over the connections of the service's role; one statement a method. */
export type PgTurnStore = {
  readonly intake: (arrival: Arrival, owner?: string) => Promise<Received>;
  readonly load: (ref: Ref & { owner: string; now: Instant }) => Promise<Loaded | { readonly none: 'idle' | 'busy' }>;
  readonly keepUnderstood: (lease: Lease, inboxId: string, understood: unknown) => Promise<boolean>;
  readonly renew: (lease: Lease) => Promise<boolean>;
  readonly commit: (commit: TurnCommit) => Promise<Committed>;
  readonly release: (lease: Lease, delayMs: number, uncounted: string | null) => Promise<void>;
  readonly account: (creditorId: string, debtorId: string) => Promise<Account | null>;
  readonly waiting: (limit: number) => Promise<readonly Ref[]>;
  readonly announce: (conversationIds: readonly string[], heardBy?: string) => Promise<void>;
};

/** `newId` names conversations that begin. Accounts are kept in this process for as long as their version stands. */
export function makeTurnStore(pool: Sql, newId: () => string): PgTurnStore {
  const accounts = makeAccountCache(pool);
  return {
    intake: (arrival, owner) => intake(pool, accounts, { arrival, newConversation: newId(), owner }),
    load: (ref) => load(pool, accounts, ref),
    keepUnderstood: async (lease, inboxId, understood) => {
      const text = 'SELECT solde_keep_understood($1, $2, $3, $4, $5, $6) AS kept';
      const rows = await call(pool, 'turn.keep', text, [...keyOf(lease), inboxId, JSON.stringify(understood)]);
      return rows[0]?.['kept'] === true;
    },
    renew: async (lease) => {
      const rows = await call(pool, 'turn.renew', 'SELECT solde_renew($1, $2, $3, $4) AS kept', keyOf(lease));
      return rows[0]?.['kept'] === true;
    },
    commit: (commit) => commitTurn(pool, commit),
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

function keyOf(lease: Lease): readonly unknown[] {
  return [lease.creditorId, lease.conversationId, lease.owner, lease.fence];
}

type Taking = { readonly arrival: Arrival; readonly newConversation: string; readonly owner: string | undefined };
type ReceivedJson = Pick<Received, 'conversationId' | 'prev' | 'duplicate' | 'created'> & {
  readonly inboxId: number;
  readonly loaded?: BegunJson | null;
};

async function intake(
  pool: Sql,
  accounts: AccountCache,
  { arrival, newConversation, owner }: Taking,
): Promise<Received> {
  const { creditorId, channel, counterpart, externalId, inbound, echo, at } = arrival;
  const activity = JSON.stringify({ inbound, echo });
  const text = 'SELECT solde_intake($1, $2, $3, $4, $5, $6, $7, $8, $9) AS received';
  const values = [creditorId, channel, counterpart, newConversation, externalId, activity, inbound.text, at, owner];
  const rows = await call(pool, 'turn.intake', text, values);
  const received = rows[0]?.['received'] as ReceivedJson | null | undefined;
  // The same carrier id in another conversation: a caller made it up.
  if (received === null || received === undefined)
    throw new AppError('BAD_REQUEST', { why: 'external-id-taken', channel });
  const { loaded, inboxId: seq, ...rest } = received;
  const inboxId = String(seq);
  if (owner === undefined || loaded === null || loaded === undefined) return { ...rest, seq, inboxId, begin: null };
  const message = { channel, counterpart, inboxId, inbound, receivedAt: at, understood: null, attempts: 1 };
  const ref = { creditorId, conversationId: rest.conversationId, owner };
  return { ...rest, seq, inboxId, begin: () => begun(accounts, ref, loaded, message) };
}

/** What solde_begun gives. */
type BegunJson = Pick<Loaded, 'language' | 'controller' | 'stopped' | 'state'> & {
  readonly creditorVersion: number;
  readonly fence: number;
  readonly session: Partial<Session>;
  readonly debtors: readonly { readonly id: string; readonly version: number }[] | null;
};
type Message = Pick<
  Loaded,
  'channel' | 'counterpart' | 'inboxId' | 'inbound' | 'receivedAt' | 'understood' | 'attempts'
>;

async function begun(
  accounts: AccountCache,
  ref: Ref & { readonly owner: string },
  json: BegunJson,
  message: Message,
): Promise<Loaded> {
  const { creditorVersion, fence, session, debtors, ...rest } = json;
  const known = await accounts.read(ref.creditorId, creditorVersion, debtors ?? []);
  return {
    ...message,
    ...rest,
    ...known,
    lease: { creditorId: ref.creditorId, conversationId: ref.conversationId, owner: ref.owner, fence },
    session: { subjects: session.subjects ?? [], claim: session.claim ?? null },
  };
}

type LoadedJson = Message & { readonly begun: BegunJson };

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
  return await begun(accounts, ref, json, message);
}

async function commitTurn(pool: Sql, commit: TurnCommit): Promise<Committed> {
  const { lease, inboxId, blobs, audit, ...body } = commit;
  const files = blobs.map(({ bytes: _bytes, ...file }) => file);
  const json = JSON.stringify({ ...body, blobs: files, audit: audit.map((entry) => auditJson(entry, lease, inboxId)) });
  const text = 'SELECT solde_commit($1, $2, $3, $4, $5, $6, $7) AS done';
  const contents = blobs.map(({ bytes }) => Buffer.from(bytes));
  try {
    const rows = await call(pool, 'turn.commit', text, [...keyOf(lease), inboxId, json, contents]);
    const done = rows[0]?.['done'] as Omit<Extract<Committed, { done: true }>, 'done'> | { conflict: 'stale-fence' };
    return 'conflict' in done ? { done: false, conflict: done.conflict } : { ...done, done: true };
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === null) throw error;
    return { done: false, conflict };
  }
}

/** SD001 and SD002 are raised by solde_commit; 40001 and 40P01 are PostgreSQL's own reasons to run again. */
function conflictOf(error: unknown): 'stale-fence' | 'stale-account' | null {
  const state = stateOf(error);
  if (state === 'SD002') return 'stale-fence';
  return state === 'SD001' || state === '40001' || state === '40P01' ? 'stale-account' : null;
}

function auditJson(entry: AuditEntry, { conversationId }: Lease, inboxId: string): Record<string, unknown> {
  return {
    conversation: conversationId,
    inbox: inboxId,
    kind: entry.kind,
    actor: entry.actor,
    debtor: entry.debtorId,
    policy: entry.policyVersion,
    facts: entry.detail,
    payload: entry.payload,
  };
}

/** A notification carries at most 8,000 bytes: 200 ids of 36 characters. It may be lost with the database, so it waits for no disk. */
async function announce(pool: Sql, ids: readonly string[], heardBy: string): Promise<void> {
  for (let from = 0; from < ids.length; from += 200) {
    const text = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('solde_said', $1)";
    await call(pool, 'turn.announce', text, [`${heardBy} ${ids.slice(from, from + 200).join(',')}`]);
  }
}
