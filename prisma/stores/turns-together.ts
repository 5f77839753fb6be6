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

/** A conversation's end of a turn and its next message may go together: the turn is written first. */
function placeOf(asked: Asked): { readonly group: string; readonly about: string } {
  if ('taking' in asked) return placeOfArrival(asked.taking.arrival, asked.taking.owner);
  if ('exchange' in asked) return placeOfArrival(asked.exchange.arrival, asked.exchange.commit.lease.owner);
  const { lease, outgoing } = asked.commit;
  return {
    group: `${lease.creditorId} ${outgoing[0]?.channel} ${lease.owner}`,
    about: lease.conversationId,
  };
}

function placeOfArrival(
  { creditorId, channel, counterpart }: Arrival,
  owner: string | undefined,
): ReturnType<typeof placeOf> {
  return { group: `${creditorId} ${channel} ${owner}`, about: counterpart };
}

/** What is not there is not called. */
const statement = `
  SELECT CASE WHEN cardinality($3::uuid[]) > 0 THEN solde_commit_many($1, $2, $3, $4, $5) END AS done,
         CASE WHEN cardinality($7::text[]) > 0 THEN solde_intake_many($1, $6, $2, $7, $8) END AS received,
         CASE WHEN cardinality($9::text[]) > 0 THEN solde_exchange_many($1, $6, $9, $10) END AS exchanged`;

async function askTogether(pool: Sql, asked: readonly Asked[]): Promise<readonly (Answered | null)[]> {
  const takings = asked.flatMap((one) => ('taking' in one ? [one.taking] : []));
  const commits = asked.flatMap((one) => ('commit' in one ? [one.commit] : []));
  const exchanges = asked.flatMap((one) => ('exchange' in one ? [one.exchange] : []));
  const lease = (commits[0] ?? exchanges[0]?.commit)?.lease;
  const arrival = (takings[0] ?? exchanges[0])?.arrival;
  const rows = await call(pool, 'turn.many', statement, [
    arrival?.creditorId ?? lease?.creditorId,
    takings[0]?.owner ?? lease?.owner,
    commits.map(({ lease }) => lease.conversationId),
    commits.map(({ inboxId }) => inboxId),
    byKey(commits.map((commit) => [commit.lease.conversationId, saidJson(commit)])),
    arrival?.channel,
    takings.map(({ arrival }) => arrival.counterpart),
    byKey(takings.map((taking) => [taking.arrival.counterpart, messageJson(taking.arrival)])),
    exchanges.map((exchange) => exchange.arrival.counterpart),
    byKey(exchanges.map((exchange) => [exchange.arrival.counterpart, exchangeJson(exchange)])),
  ]);
  const done = (rows[0]?.['done'] ?? {}) as Readonly<Record<string, DoneJson>>;
  const received = (rows[0]?.['received'] ?? {}) as Readonly<Record<string, ReceivedJson>>;
  const exchanged = (rows[0]?.['exchanged'] ?? {}) as Readonly<Record<string, ExchangedJson>>;
  return asked.map((one) => {
    if ('exchange' in one) return { exchanged: own(exchanged, one.exchange.arrival.counterpart) ?? null };
    if ('commit' in one) {
      const written = own(done, one.commit.lease.conversationId);
      return written === undefined ? null : { committed: { ...written, done: true } };
    }
    const kept = own(received, one.taking.arrival.counterpart);
    return kept === undefined ? null : { received: kept };
  });
}

function byKey(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries));
}

/** A counterpart is what a carrier says, and may be the name of what every object has. */
function own<T>(answers: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(answers, key) ? answers[key] : undefined;
}

function exchangeJson({ arrival, creditorVersion, commit }: Exchange): unknown {
  return { ...saidJson(commit), ...messageJson(arrival), creditor: creditorVersion };
}

function messageJson({ externalId, inbound, echo, at }: Arrival): object {
  return { external: externalId, activity: { inbound, echo }, text: inbound.text, at };
}
