import { type Arrival } from '../../domain/inbound.ts';
import { type Committed, type TurnCommit } from '../../domain/turn.ts';
import { batched } from './batched.ts';
import { type BegunJson } from './begin-turn.ts';
import { call } from './call.ts';
import { saidJson } from './said-json.ts';
import { type Sql } from './sql.ts';

/** A message that arrives; with an `owner` its conversation is taken where it is free. */
export type Taking = { readonly arrival: Arrival; readonly owner: string | undefined };

/** What solde_intake and solde_intake_many answer for a message. */
export type ReceivedJson = {
  readonly conversationId: string;
  readonly inboxId: number;
  readonly prev: number;
  readonly duplicate: boolean;
  readonly created: boolean;
  readonly loaded?: BegunJson | null;
};

/** What solde_commit and solde_commit_many answer for a turn that was written. */
export type DoneJson = Omit<Extract<Committed, { done: true }>, 'done'>;

/** A message with what its turn came to, worked out from what was known of its conversation. */
export type Exchange = {
  readonly arrival: Arrival;
  readonly creditorVersion: number;
  readonly commit: TurnCommit;
};

/** What solde_exchange_many answers for a message. */
export type ExchangedJson = Pick<ReceivedJson, 'conversationId' | 'inboxId' | 'prev'> & Pick<DoneJson, 'delivered'>;

type Alone = {
  readonly intake: (taking: Taking) => Promise<ReceivedJson>;
  readonly commit: (commit: TurnCommit) => Promise<Committed>;
};
/** An exchange that cannot be made is null, and nothing of it was written. */
type Ways = Alone & { readonly exchange: (exchange: Exchange) => Promise<ExchangedJson | null> };
type Asked = { readonly taking: Taking } | { readonly commit: TurnCommit } | { readonly exchange: Exchange };
/** By the key each was asked under. */
type Answers = Readonly<Record<string, unknown>>;
type Answered =
  | { readonly received: ReceivedJson }
  | { readonly committed: Committed }
  | { readonly exchanged: ExchangedJson | null };

/**
 * Makes the ways by which messages that arrive and turns that end meet in one statement; `alone` is how each goes by itself, and how those
 * go that have no part in it: messages taken by nobody, and turns that leave more than words.
 */
export function makeTurnsTogether(pool: Sql, alone: Alone): Ways {
  const ask = batched<Asked, Answered>({
    together: (asked) => askTogether(pool, asked),
    alone: async (asked) => {
      if ('exchange' in asked) return { exchanged: null };
      return 'taking' in asked
        ? { received: await alone.intake(asked.taking) }
        : { committed: await alone.commit(asked.commit) };
    },
    placeOf,
  });
  return {
    intake: async (taking) => {
      if (taking.owner === undefined) return await alone.intake(taking);
      return ((await ask({ taking })) as Extract<Answered, { received: unknown }>).received;
    },
    commit: async (commit) => {
      if (!onlySays(commit)) return await alone.commit(commit);
      return ((await ask({ commit })) as Extract<Answered, { committed: unknown }>).committed;
    },
    exchange: async (exchange) => {
      if (!onlySays(exchange.commit)) return null;
      return ((await ask({ exchange })) as Extract<Answered, { exchanged: unknown }>).exchanged;
    },
  };
}

/** Whether a turn leaves words alone: nothing that changes an account, stores a file or has to be hidden. */
function onlySays({ facts, limitation, blobs, heard, outgoing }: TurnCommit): boolean {
  const nothing = facts.length === 0 && limitation.length === 0 && blobs.length === 0 && heard === null;
  return nothing && outgoing.every(({ to, secret }) => to === null && secret === null);
}

type Shared = { readonly creditorId: string; readonly channel: string | null; readonly owner: string | undefined };

/** What goes into one statement is of one creditor, channel and owner. */
function sharedOf(asked: Asked): Shared {
  if ('commit' in asked) {
    const { lease, outgoing } = asked.commit;
    return { creditorId: lease.creditorId, channel: outgoing[0]?.channel ?? null, owner: lease.owner };
  }
  const { arrival } = 'taking' in asked ? asked.taking : asked.exchange;
  const owner = 'taking' in asked ? asked.taking.owner : asked.exchange.commit.lease.owner;
  return { creditorId: arrival.creditorId, channel: arrival.channel, owner };
}

/** A conversation's end of a turn and its next message may go together: the turn is written first. */
function placeOf(asked: Asked): { readonly group: string; readonly about: string } {
  const { creditorId, channel, owner } = sharedOf(asked);
  const group = `${creditorId} ${channel} ${owner}`;
  if ('commit' in asked) return { group, about: asked.commit.lease.conversationId };
  return { group, about: ('taking' in asked ? asked.taking : asked.exchange).arrival.counterpart };
}

/** What is not there is not called. */
const statement = `
  SELECT CASE WHEN cardinality($3::uuid[]) > 0 THEN solde_commit_many($1, $2, $3, $4, $5) END AS done,
         CASE WHEN cardinality($7::text[]) > 0 THEN solde_intake_many($1, $6, $2, $7, $8) END AS received,
         CASE WHEN cardinality($9::text[]) > 0 THEN solde_exchange_many($1, $6, $9, $10) END AS exchanged`;

async function askTogether(pool: Sql, asked: readonly Asked[]): Promise<readonly (Answered | null)[]> {
  const rows = await call(pool, 'turn.many', statement, valuesOf(asked));
  const answers = (column: string): Answers => (rows[0]?.[column] ?? {}) as Answers;
  const [done, received, exchanged] = [answers('done'), answers('received'), answers('exchanged')];
  return asked.map((one) => {
    if ('exchange' in one) {
      return { exchanged: own(exchanged, one.exchange.arrival.counterpart) as ExchangedJson | null };
    }
    if ('commit' in one) {
      const written = own(done, one.commit.lease.conversationId) as DoneJson | null;
      return written === null ? null : { committed: { ...written, done: true } };
    }
    const kept = own(received, one.taking.arrival.counterpart) as ReceivedJson | null;
    return kept === null ? null : { received: kept };
  });
}

function valuesOf(asked: readonly Asked[]): readonly unknown[] {
  const takings = asked.flatMap((one) => ('taking' in one ? [one.taking] : []));
  const commits = asked.flatMap((one) => ('commit' in one ? [one.commit] : []));
  const exchanges = asked.flatMap((one) => ('exchange' in one ? [one.exchange] : []));
  const shared = asked[0] === undefined ? null : sharedOf(asked[0]);
  return [
    shared?.creditorId,
    shared?.owner,
    commits.map(({ lease }) => lease.conversationId),
    commits.map(({ inboxId }) => inboxId),
    byKey(commits.map((commit) => [commit.lease.conversationId, saidJson(commit)])),
    shared?.channel,
    takings.map(({ arrival }) => arrival.counterpart),
    byKey(takings.map(({ arrival }) => [arrival.counterpart, messageJson(arrival)])),
    exchanges.map(({ arrival }) => arrival.counterpart),
    byKey(exchanges.map((exchange) => [exchange.arrival.counterpart, exchangeJson(exchange)])),
  ];
}

function byKey(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries));
}

/** A counterpart is what a carrier says, and may be the name of what every object has. */
function own(answers: Answers, key: string): unknown {
  return Object.hasOwn(answers, key) ? answers[key] : null;
}

function exchangeJson({ arrival, creditorVersion, commit }: Exchange): unknown {
  return { ...saidJson(commit), ...messageJson(arrival), creditor: creditorVersion };
}

function messageJson({ externalId, inbound, echo, at }: Arrival): object {
  return { external: externalId, activity: { inbound, echo }, text: inbound.text, at };
}
