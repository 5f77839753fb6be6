import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { invariant } from '../../domain/errors.ts';
import { type Contender } from './contender.ts';
import { closedLoop } from './clients.ts';
import { type Prepared } from './prepare.ts';

/** What a turn of ours calls, and nothing else: a conversation's first message in two statements, every later one in the third. */
export const statements = [
  'SELECT solde_intake_many($1, $2, $3, $4, $5) AS received',
  'SELECT solde_commit_many($1, $2, $3, $4, $5) AS done',
  'SELECT solde_exchange_many($1, $2, $3, $4) AS exchanged',
] as const;

const message = {
  key: 'balance.summary',
  class: 'reply',
  language: 'fr',
  text: 'Il reste 276,80 € à régler sur votre compte.',
  rows: [{ label: 'Échéance dépassée', value: '276,80 €' }],
  options: ['pay', 'plan', 'promise', 'dispute', 'invoices', 'human'].map((id) => ({
    id: `1.start:${id}`,
    label: 'Une étape suivante',
  })),
};

/** (b): the same statements with the same parameters, in one transaction, with nothing around them. */
export function runStatements(prepared: Prepared): Contender {
  const pool = new pg.Pool({ connectionString: prepared.appUrl, max: 16 });
  const known = new Map<string, Loaded>();
  let next = 0;
  const turn = async (): Promise<void> => {
    next = (next + 1) % prepared.keys.length;
    const key = prepared.keys[next] ?? '';
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const loaded = known.get(key);
      known.set(key, await (loaded === undefined ? first : later)({ client, prepared, key }, loaded));
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  };
  return {
    name: '(b) the same statements, one transaction',
    run: (clients, seconds) => closedLoop(clients, seconds, turn),
    stop: () => pool.end(),
  };
}

type Place = { readonly client: pg.PoolClient; readonly prepared: Prepared; readonly key: string };

async function run({ client }: Place, index: 0 | 1 | 2, values: unknown[]): Promise<Record<string, unknown>> {
  const { rows } = await client.query<Record<string, unknown>>({
    name: `bench ${index}`,
    text: statements[index],
    values,
  });
  return rows[0] ?? {};
}

async function first(place: Place): Promise<Loaded> {
  const { creditorId } = place.prepared;
  const owner = randomUUID();
  const arrived = arrival();
  const received = await run(place, 0, [creditorId, 'web', owner, [place.key], byKey(place.key, arrived)]);
  const { conversationId, inboxId, loaded } = (received['received'] as Record<string, Received>)[place.key]!;
  const turn = { ...turnOf(loaded, conversationId, arrived.at), inbox: inboxId };
  await run(place, 1, [creditorId, owner, [conversationId], [inboxId], byKey(conversationId, turn)]);
  return loaded;
}

async function later(place: Place, loaded: Loaded | undefined): Promise<Loaded> {
  if (loaded === undefined) return await first(place);
  const arrived = arrival();
  const turn = { ...turnOf(loaded, null, arrived.at), ...arrived, creditor: loaded.creditorVersion };
  const { exchanged } = await run(place, 2, [place.prepared.creditorId, 'web', [place.key], byKey(place.key, turn)]);
  invariant((exchanged as Record<string, unknown>)[place.key] !== undefined, 'the statement writes what it is given');
  return { ...loaded, fence: loaded.fence + 1 };
}

function arrival(): { external: string; activity: unknown; text: string; at: number } {
  const inbound = { text: 'mon solde', option: null, files: [], event: null };
  const echo = { type: 'message', text: 'mon solde', from: { id: 'dl_user', role: 'user' } };
  return { external: randomUUID(), activity: { inbound, echo }, text: 'mon solde', at: Date.now() };
}

function turnOf({ state, session, debtors, fence }: Loaded, conversation: string | null, at: number): object {
  const debtorId = debtors[0]?.id ?? null;
  const facts = { keys: ['balance.summary'] };
  const event = { kind: 'turn', actor: 'debtor', debtor: debtorId, policy: null, facts, payload: null };
  return {
    controller: 'bot',
    end: 'done',
    understood: { commands: [{ kind: 'start', flow: 'balance', values: [] }], language: null, source: 'rules' },
    response: null,
    state,
    session,
    language: 'fr',
    versions: debtors.map(({ id, version }) => ({ debtorId: id, version })),
    outgoing: [{ id: randomUUID(), channel: 'web', debtorId, message, refused: null }],
    audit: [{ ...event, conversation, at }],
    at,
    fence,
  };
}

function byKey(key: string, value: unknown): string {
  return JSON.stringify({ [key]: value });
}

type Loaded = {
  readonly creditorVersion: number;
  readonly fence: number;
  readonly state: unknown;
  readonly session: unknown;
  readonly debtors: readonly { readonly id: string; readonly version: number }[];
};
type Received = { readonly conversationId: string; readonly inboxId: number; readonly loaded: Loaded };
