import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Contender } from './contender.ts';
import { closedLoop } from './clients.ts';
import { type Prepared } from './prepare.ts';

/** What a turn of ours executes, and nothing else. */
export const statements = [
  'SELECT * FROM solde_intake($1, $2, $3, $4, $5, $6, $7, $8)',
  'SELECT solde_load($1, $2, $3, $4) AS loaded',
  'SELECT solde_commit($1, $2, $3, $4, $5, $6, $7) AS done',
];

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
  let next = 0;
  const turn = async (): Promise<void> => {
    next = (next + 1) % prepared.keys.length;
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await oneTurn(client, prepared, prepared.keys[next] ?? '');
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

async function oneTurn(client: pg.PoolClient, { creditorId }: Prepared, key: string): Promise<void> {
  const now = Date.now();
  const run = async (index: number, values: unknown[]): Promise<Record<string, unknown>> => {
    const { rows } = await client.query<Record<string, unknown>>({
      name: `bench ${index}`,
      text: statements[index] ?? '',
      values,
    });
    return rows[0] ?? {};
  };
  const inbound = { text: 'mon solde', option: null, files: [], event: null };
  const activity = JSON.stringify({
    inbound,
    echo: { type: 'message', text: 'mon solde', from: { id: 'dl_user', role: 'user' } },
  });
  const received = await run(0, [creditorId, 'web', key, randomUUID(), randomUUID(), activity, 'mon solde', now]);
  const owner = randomUUID();
  const { loaded } = (await run(1, [creditorId, received['conversation_id'], owner, now])) as { loaded: Loaded };
  const commit = {
    end: 'done',
    understood: { commands: [{ kind: 'start', flow: 'balance', values: [] }], language: null, source: 'rules' },
    response: null,
    state: loaded.state,
    session: loaded.session,
    language: 'fr',
    versions: loaded.accounts.map(({ debtor }) => ({ debtorId: debtor.id, version: debtor.version })),
    facts: [],
    limitation: [],
    blobs: [],
    outgoing: [{ id: randomUUID(), channel: 'web', to: null, pointId: null, message, secret: null, secretUntil: null }],
    audit: [
      {
        kind: 'turn',
        actor: { kind: 'debtor' },
        debtor: loaded.accounts[0]?.debtor.id ?? null,
        policy: null,
        facts: { keys: ['balance.summary'] },
        payload: null,
      },
    ],
    at: now,
  };
  await run(2, [
    creditorId,
    received['conversation_id'],
    owner,
    loaded.fence,
    received['inbox_id'],
    JSON.stringify(commit),
    [],
  ]);
}

type Loaded = {
  readonly fence: number;
  readonly state: unknown;
  readonly session: unknown;
  readonly accounts: readonly { readonly debtor: { readonly id: string; readonly version: number } }[];
};
