import { AppError } from '../../domain/errors.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { type Loaded } from '../../domain/turn.ts';
import { type AccountCache } from './account-cache.ts';
import { batched } from './batched.ts';
import { type BegunJson, beginTurn } from './begin-turn.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

/** What solde_intake answers. `begin`: the conversation is ours with this message, and this gives what the turn starts from. */
export type Received = {
  readonly conversationId: string;
  readonly inboxId: string;
  readonly seq: number;
  readonly prev: number;
  readonly duplicate: boolean;
  readonly created: boolean;
  readonly begin: (() => Promise<Loaded>) | null;
};

type Intake = (arrival: Arrival, owner?: string) => Promise<Received>;

/** Makes the intake: with an `owner` in company of what else arrives just then, without one alone. `newId` names conversations that begin. */
export function makeIntakeMessages(pool: Sql, accounts: AccountCache, newId: () => string): Intake {
  const alone = (taking: Taking): Promise<ReceivedJson> => intakeAlone(pool, taking, newId());
  const together = batched<Taking, ReceivedJson>({
    together: (takings) => intakeTogether(pool, takings),
    alone,
    placeOf: ({ arrival: { creditorId, channel, counterpart }, owner }) => ({
      group: `${creditorId} ${channel} ${owner}`,
      about: counterpart,
    }),
  });
  return async (arrival, owner) => {
    const taking = { arrival, owner };
    return received(accounts, taking, await (owner === undefined ? alone : together)(taking));
  };
}

type Taking = { readonly arrival: Arrival; readonly owner: string | undefined };
type ReceivedJson = Pick<Received, 'conversationId' | 'prev' | 'duplicate' | 'created'> & {
  readonly inboxId: number;
  readonly loaded?: BegunJson | null;
};

async function intakeAlone(pool: Sql, { arrival, owner }: Taking, newConversation: string): Promise<ReceivedJson> {
  const { creditorId, channel, counterpart, externalId, inbound, echo, at } = arrival;
  const activity = JSON.stringify({ inbound, echo });
  const text = 'SELECT solde_intake($1, $2, $3, $4, $5, $6, $7, $8, $9) AS received';
  const values = [creditorId, channel, counterpart, newConversation, externalId, activity, inbound.text, at, owner];
  const rows = await call(pool, 'turn.intake', text, values);
  const json = rows[0]?.['received'] as ReceivedJson | null | undefined;
  // The same carrier id in another conversation: a caller made it up.
  if (json === null || json === undefined) throw new AppError('BAD_REQUEST', { why: 'external-id-taken', channel });
  return json;
}

async function intakeTogether(pool: Sql, takings: readonly Taking[]): Promise<readonly (ReceivedJson | null)[]> {
  const { creditorId, channel } = takings[0]?.arrival ?? {};
  const keys = takings.map(({ arrival }) => arrival.counterpart);
  const messages = takings.map(({ arrival: { counterpart, externalId, inbound, echo, at } }) => [
    counterpart,
    { external: externalId, activity: { inbound, echo }, text: inbound.text, at },
  ]);
  const values = [creditorId, channel, takings[0]?.owner, keys, JSON.stringify(Object.fromEntries(messages))];
  const text = 'SELECT solde_intake_many($1, $2, $3, $4, $5) AS received';
  const rows = await call(pool, 'turn.intake_many', text, values);
  const answers = rows[0]?.['received'] as Readonly<Record<string, ReceivedJson>>;
  return keys.map((key) => (Object.hasOwn(answers, key) ? (answers[key] ?? null) : null));
}

function received(accounts: AccountCache, { arrival, owner }: Taking, json: ReceivedJson): Received {
  const { channel, counterpart, inbound, creditorId, at } = arrival;
  const { loaded, inboxId: seq, ...rest } = json;
  const inboxId = String(seq);
  if (owner === undefined || loaded === null || loaded === undefined) return { ...rest, seq, inboxId, begin: null };
  const message = { channel, counterpart, inboxId, inbound, receivedAt: at, understood: null, attempts: 1 };
  const ref = { creditorId, conversationId: rest.conversationId, owner };
  return { ...rest, seq, inboxId, begin: () => beginTurn(accounts, ref, loaded, message) };
}
