import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Contender } from './contender.ts';
import { closedLoop } from './clients.ts';
import { type Prepared } from './prepare.ts';

/** What a turn of ours calls, and nothing else: its message in one statement, its end in another. */
export const statements = [
  'SELECT solde_intake_many($1, $2, $3, $4, $5) AS received',
  'SELECT solde_commit_many($1, $2, $3, $4, $5) AS done',
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
  const echo = { type: 'message', text: 'mon solde', from: { id: 'dl_user', role: 'user' } };
  const owner = randomUUID();
  const arrived = { external: randomUUID(), activity: { inbound, echo }, text: 'mon solde', at: now };
  const answer = await run(0, [creditorId, 'web', owner, [key], JSON.stringify({ [key]: arrived })]);
  const { conversationId, inboxId, loaded } = (answer['received'] as Record<string, Received>)[key]!;
  const debtorId = loaded.debtors[0]?.id ?? null;
  const turn = {
    controller: 'bot',
    end: 'done',
    understood: { commands: [{ kind: 'start', flow: 'balance', values: [] }], language: null, source: 'rules' },
    response: null,
    state: loaded.state,
    session: loaded.session,
    language: 'fr',
    versions: loaded.debtors.map(({ id, version }) => ({ debtorId: id, version })),
    outgoing: [{ id: randomUUID(), channel: 'web', debtorId, message, refused: null }],
    audit: [
      {
        kind: 'turn',
        conversation: conversationId,
        inbox: String(inboxId),
        actor: 'debtor',
        debtor: debtorId,
        policy: null,
        facts: { keys: ['balance.summary'] },
        payload: null,
        at: now,
      },
    ],
    at: now,
    fence: loaded.fence,
    inbox: inboxId,
  };
  await run(1, [creditorId, owner, [conversationId], [inboxId], JSON.stringify({ [conversationId]: turn })]);
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
