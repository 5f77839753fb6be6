import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Contender } from './contender.ts';
import { closedLoop } from './clients.ts';
import { type Prepared } from './prepare.ts';

/** What a turn of ours executes, and nothing else. */
export const statements = [
  'SELECT solde_intake($1, $2, $3, $4, $5, $6, $7, $8, $9) AS received',
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
    next = (next + 1) % prepared.bareKeys.length;
    const key = prepared.bareKeys[next] ?? '';
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await oneTurn(client, prepared, key);
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
  const owner = randomUUID();
  const values = [creditorId, 'web', key, randomUUID(), randomUUID(), activity, 'mon solde', now, owner];
  const { received } = (await run(0, values)) as { received: Received };
  const { loaded } = received;
  const commit = {
    end: 'done',
    understood: { commands: [{ kind: 'start', flow: 'balance', values: [] }], language: null, source: 'rules' },
    response: null,
    state: loaded.state,
    session: loaded.session,
    language: 'fr',
    versions: loaded.debtors.map(({ id, version }) => ({ debtorId: id, version })),
    facts: [],
    limitation: [],
    blobs: [],
    outgoing: [{ id: randomUUID(), channel: 'web', to: null, pointId: null, message, secret: null, secretUntil: null }],
    audit: [
      {
        kind: 'turn',
        conversation: received.conversationId,
        inbox: String(received.inboxId),
        actor: 'debtor',
        debtor: loaded.debtors[0]?.id ?? null,
        policy: null,
        facts: { keys: ['balance.summary'] },
        payload: null,
      },
    ],
    at: now,
  };
  await run(1, [
    creditorId,
    received.conversationId,
    owner,
    loaded.fence,
    received.inboxId,
    JSON.stringify(commit),
    [],
  ]);
}

type Received = {
  readonly conversationId: string;
  readonly inboxId: number;
  readonly loaded: {
    readonly fence: number;
    readonly state: unknown;
    readonly session: unknown;
    readonly debtors: readonly { readonly id: string; readonly version: number }[];
  };
};
