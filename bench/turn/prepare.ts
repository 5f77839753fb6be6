import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { dateIn } from '../../bot/calendars.ts';
import { openDatabase } from '../../prisma/database.ts';
import { demoPortfolio } from '../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../prisma/demo/insert-demo.ts';

/** A database with verified conversations of one creditor, and the settings by which a process serves it. */
export type Prepared = {
  readonly settings: {
    readonly DATABASE_URL: string;
    readonly DATA_DIR: string;
    readonly WEBCHAT_TOKEN_SECRET: string;
  };
  readonly creditorId: string;
  readonly appUrl: string;
  readonly keys: readonly string[];
  readonly drop: () => Promise<void>;
};

const hour = 3_600_000;

/** Makes an embedded database of its own with the demo portfolio and that many conversations, verified for its debtors in turn. */
export async function prepareConversations(count: number): Promise<Prepared> {
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-bench-'));
  const database = await openDatabase({ dataDir, log: () => undefined });
  const portfolio = demoPortfolio(dateIn('Europe/Paris', Date.now()));
  await insertDemo(database, portfolio);
  const keys = Array.from({ length: count }, () => randomUUID());
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await insertConversations(owner, portfolio.creditorId, keys);
  await owner.query('ANALYZE');
  await owner.end();
  return {
    settings: { DATABASE_URL: database.ownerUrl, DATA_DIR: dataDir, WEBCHAT_TOKEN_SECRET: 'bench'.repeat(8) },
    creditorId: portfolio.creditorId,
    appUrl: database.appUrl,
    keys,
    drop: async () => {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function insertConversations(owner: pg.Client, creditorId: string, keys: readonly string[]): Promise<void> {
  const now = Date.now();
  const text = `
    WITH d AS (SELECT id, row_number() OVER (ORDER BY reference) - 1 AS n FROM debtors WHERE creditor_id = $1),
         k AS (SELECT key, ordinality - 1 AS n FROM unnest($2::text[]) WITH ORDINALITY AS x (key, ordinality))
    INSERT INTO conversations (id, creditor_id, channel, key, language, session)
    SELECT gen_random_uuid(), $1, 'web', k.key, 'fr', jsonb_build_object('claim', null, 'subjects', jsonb_build_array(jsonb_build_object(
             'debtorId', d.id, 'contactId', null, 'level', 2, 'provedAt', $3::bigint, 'until', $3::bigint + $4::bigint, 'idleUntil', $3::bigint + $4::bigint)))
      FROM k JOIN d ON d.n = k.n % (SELECT count(*) FROM d)`;
  await owner.query(text, [creditorId, keys, now, 10 * hour]);
}
