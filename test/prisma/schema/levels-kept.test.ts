import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type TestDatabase, createTestDatabase } from '../../support/database.ts';
import {
  seedCreditor,
  seedDebtor,
  type SeededCreditor,
  type SeededDebtor,
  seedInvoice,
} from '../../support/ledger-rows.ts';

const outlets = ['email', 'sms', 'letter', 'phone', 'desk'] as const;

type Rung = { readonly line: number; readonly cycle: number; readonly level: number };
type Step = Rung &
  (
    | { readonly do: 'decide' | 'retry'; readonly outlet: (typeof outlets)[number] }
    | { readonly do: 'forget' | 'undo' }
    | { readonly do: 'renumber'; readonly to: number }
    | { readonly do: 'reroute'; readonly outlet: (typeof outlets)[number] }
    | { readonly do: 'claim' }
  );

const rung = {
  line: fc.integer({ min: 0, max: 1 }),
  cycle: fc.integer({ min: 1, max: 2 }),
  level: fc.integer({ min: 1, max: 3 }),
};
const outlet = fc.constantFrom(...outlets);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...rung, do: fc.constantFrom('decide' as const, 'retry' as const), outlet }) },
  fc.record({ ...rung, do: fc.constantFrom('forget' as const, 'undo' as const) }),
  fc.record({ ...rung, do: fc.constant('renumber' as const), to: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ ...rung, do: fc.constant('reroute' as const), outlet }),
  fc.record({ ...rung, do: fc.constant('claim' as const) }),
);

describe('prisma: what is kept beside the levels of a line', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  const policyId = randomUUID();
  let made = 0;

  before(async () => {
    database = await createTestDatabase();
    creditor = await seedCreditor(database.ownerPool, 'levels-kept');
    debtor = await seedDebtor(database.ownerPool, creditor);
    await query(
      "INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from) VALUES ($1, $2, 'p', '1', '{}', '', '2026-01-01')",
      [policyId, creditor.id],
    );
  });
  after(() => database.drop());

  const query = async (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
    (await database.ownerPool.query(text, [...values])).rows as Record<string, unknown>[];

  const twoLines = async (): Promise<readonly string[]> => {
    made += 1;
    const lines = [1000, 2000];
    return (await seedInvoice(database.ownerPool, creditor, debtor, { number: `K${made}`, items: [3000], lines }))
      .lineIds;
  };

  /** A notice for that level of the line; a level that there is already goes on by it, as in a sweep. */
  const decideText = `WITH n AS (SELECT $4::uuid AS id)
    INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, level_id, policy_id, notice_id, amount_minor, currency, status, decided_on)
    SELECT gen_random_uuid(), $1, $2, $3, $5, $6, 'l', $7, n.id, 1000, 'EUR', 'queued', '2026-12-01' FROM n
    ON CONFLICT ON CONSTRAINT reminders_once DO UPDATE SET notice_id = excluded.notice_id, status = excluded.status`;
  const notify = async (lineId: string, { cycle, level }: Rung, by: string): Promise<string> => {
    const id = randomUUID();
    await query(
      `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, status, reason, lines, debtor_version, decided_on)
       VALUES ($1, $2, $3, $4, $5, 'l', 'none', $6, 'fr', 'queued', 'x', $7, 1, '2026-12-01')`,
      [id, creditor.id, debtor.id, policyId, level, by, JSON.stringify([{ lineId, level, cycle }])],
    );
    return id;
  };
  const decide = async (lineId: string, of: Rung, by: string): Promise<void> => {
    const noticeId = await notify(lineId, of, by);
    await query(decideText, [creditor.id, debtor.id, lineId, noticeId, of.cycle, of.level, policyId]);
  };

  const take = async (of: Step, lineIds: readonly string[]): Promise<void> => {
    const lineId = lineIds[of.line] ?? '';
    const at = [lineId, of.cycle, of.level];
    const where = 'line_id = $1 AND cycle = $2 AND level = $3';
    switch (of.do) {
      case 'decide':
      case 'retry':
        await decide(lineId, of, of.outlet);
        break;
      case 'forget':
        await query(`DELETE FROM reminders WHERE ${where}`, at);
        break;
      case 'undo': {
        const client = await database.ownerPool.connect();
        await client.query('BEGIN');
        await client.query(`DELETE FROM reminders WHERE line_id = $1`, [lineId]);
        await client.query('ROLLBACK');
        client.release();
        break;
      }
      case 'renumber':
        await query(`UPDATE reminders SET level = $4 WHERE ${where}`, [...at, of.to]);
        break;
      case 'reroute':
        await query(`UPDATE notices SET outlet = $4 WHERE id = (SELECT notice_id FROM reminders WHERE ${where})`, [
          ...at,
          of.outlet,
        ]);
        break;
      case 'claim':
        await query(
          `UPDATE reminders SET latest = NOT latest, moved = false, outlet = 'sms', due = '2020-01-01' WHERE ${where}`,
          at,
        );
        break;
    }
  };

  it('is what the rows say, whatever becomes of them, in whatever order, and whatever their writer claims', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const lineIds = await twoLines();
        // Two levels of one number are refused, and nothing happened.
        for (const of of steps) await take(of, lineIds).catch(() => undefined);
        const derived = await query(
          `SELECT r.id FROM reminders r JOIN due_lines l ON l.id = r.line_id LEFT JOIN notices n ON n.id = r.notice_id WHERE r.line_id = ANY ($1)
             AND (r.latest <> ((r.cycle, r.level) = (SELECT h.cycle, h.level FROM reminders h WHERE h.line_id = r.line_id ORDER BY h.cycle DESC, h.level DESC LIMIT 1))
               OR r.due <> l.due OR r.outlet <> coalesce(n.outlet, 'desk'))`,
          [lineIds],
        );
        expect(derived).to.deep.equal([]);
        // A level that was renumbered is not what its notice was about; of all others it is known that they were tried another way.
        if (!steps.some((of) => of.do === 'renumber' || of.do === 'forget'))
          expect(
            await query(
              'SELECT * FROM solde_strayed_levels() k JOIN reminders r USING (id) WHERE r.line_id = ANY ($1)',
              [lineIds],
            ),
          ).to.deep.equal([]);
      }),
      { numRuns: 60 },
    );
    const [seen] = await query(
      'SELECT count(*) FILTER (WHERE latest)::int AS last, count(*) FILTER (WHERE NOT latest)::int AS past, count(*) FILTER (WHERE moved)::int AS moved FROM reminders',
    );
    for (const count of ['last', 'past', 'moved']) expect(seen?.[count], count).to.be.above(5);
  });

  it('is found where it strays', async () => {
    const [lineId = ''] = await twoLines();
    await decide(lineId, { line: 0, cycle: 1, level: 1 }, 'email');
    await decide(lineId, { line: 0, cycle: 1, level: 2 }, 'email');
    const strayed = 'SELECT r.level FROM solde_strayed_levels() k JOIN reminders r USING (id) WHERE r.line_id = $1';
    expect(await query(strayed, [lineId])).to.deep.equal([]);
    await query('ALTER TABLE reminders DISABLE TRIGGER USER');
    await query('UPDATE reminders SET latest = true WHERE line_id = $1 AND level = 1', [lineId]);
    await query('ALTER TABLE reminders ENABLE TRIGGER USER');
    expect(await query(strayed, [lineId])).to.deep.equal([{ level: 1 }]);
  });

  it('keeps the highest level where two transactions add one at once, that do not see each other', async () => {
    const [lineId = ''] = await twoLines();
    const [one, other] = [await database.ownerPool.connect(), await database.ownerPool.connect()];
    for (const [client, level] of [
      [one, 1],
      [other, 2],
    ] as const) {
      const noticeId = await notify(lineId, { line: 0, cycle: 1, level }, 'email');
      await client.query('BEGIN');
      await client.query(decideText, [creditor.id, debtor.id, lineId, noticeId, 1, level, policyId]);
    }
    await other.query('COMMIT');
    await one.query('COMMIT');
    one.release();
    other.release();
    const rows = await query('SELECT level, latest FROM reminders WHERE line_id = $1 ORDER BY level', [lineId]);
    expect(rows.at(-1)).to.deep.equal({ level: 2, latest: true });
  });
});
