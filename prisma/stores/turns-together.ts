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

type Ways = {
  readonly intake: (taking: Taking) => Promise<ReceivedJson>;
  readonly commit: (commit: TurnCommit) => Promise<Committed>;
};
type Asked = { readonly taking: Taking } | { readonly commit: TurnCommit };
type Answered = { readonly received: ReceivedJson } | { readonly committed: Committed };

/**
 * Makes the ways by which messages that arrive and turns that end meet in one statement; `alone` is how each goes by itself, and how those
 * go that have no part in it: messages taken by nobody, and turns that leave more than words.
 */
export function makeTurnsTogether(pool: Sql, alone: Ways): Ways {
  const ask = batched<Asked, Answered>({
    together: (asked) => askTogether(pool, asked),
    alone: async (asked) =>
      'taking' in asked
        ? { received: await alone.intake(asked.taking) }
        : { committed: await alone.commit(asked.commit) },
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
  };
}

/** Whether a turn leaves words alone: nothing that changes an account, stores a file or has to be hidden. */
function onlySays({ facts, limitation, blobs, heard, outgoing }: TurnCommit): boolean {
  const nothing = facts.length === 0 && limitation.length === 0 && blobs.length === 0 && heard === null;
  return nothing && outgoing.every(({ to, secret }) => to === null && secret === null);
}

/** A conversation's end of a turn and its next message may go together: the turn is written first. */
function placeOf(asked: Asked): { readonly group: string; readonly about: string } {
  if ('taking' in asked) {
    const { creditorId, channel, counterpart } = asked.taking.arrival;
    return { group: `${creditorId} ${channel} ${asked.taking.owner}`, about: counterpart };
  }
  const { lease, outgoing } = asked.commit;
  return {
    group: `${lease.creditorId} ${outgoing[0]?.channel} ${lease.owner}`,
    about: lease.conversationId,
  };
}

/** What is not there is not called. */
const statement = `
  SELECT CASE WHEN cardinality($3::uuid[]) > 0 THEN solde_commit_many($1, $2, $3, $4, $5) END AS done,
         CASE WHEN cardinality($7::text[]) > 0 THEN solde_intake_many($1, $6, $2, $7, $8) END AS received`;

async function askTogether(pool: Sql, asked: readonly Asked[]): Promise<readonly (Answered | null)[]> {
  const takings = asked.flatMap((one) => ('taking' in one ? [one.taking] : []));
  const commits = asked.flatMap((one) => ('commit' in one ? [one.commit] : []));
  const rows = await call(pool, 'turn.many', statement, [
    takings[0]?.arrival.creditorId ?? commits[0]?.lease.creditorId,
    takings[0]?.owner ?? commits[0]?.lease.owner,
    commits.map(({ lease }) => lease.conversationId),
    commits.map(({ inboxId }) => inboxId),
    byKey(commits.map((commit) => [commit.lease.conversationId, saidJson(commit)])),
    takings[0]?.arrival.channel,
    takings.map(({ arrival }) => arrival.counterpart),
    byKey(takings.map(({ arrival }) => [arrival.counterpart, messageJson(arrival)])),
  ]);
  const done = (rows[0]?.['done'] ?? {}) as Readonly<Record<string, DoneJson>>;
  const received = (rows[0]?.['received'] ?? {}) as Readonly<Record<string, ReceivedJson>>;
  return asked.map((one) => {
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

function messageJson({ externalId, inbound, echo, at }: Arrival): unknown {
  return { external: externalId, activity: { inbound, echo }, text: inbound.text, at };
}
