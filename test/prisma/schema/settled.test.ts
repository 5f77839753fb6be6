import { expect } from 'chai';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { addDays, date } from '../../../domain/civil-date.ts';
import { type TestDatabase, createTestDatabase } from '../../support/database.ts';
import {
  seedCreditor,
  seedDebtor,
  type SeededCreditor,
  type SeededDebtor,
  seedInvoice,
} from '../../support/ledger-rows.ts';

type Step =
  | { readonly do: 'pay'; readonly minor: number; readonly ago: number; readonly status: 'settled' | 'in-transit' }
  | { readonly do: 'settle' | 'return' | 'reverse'; readonly nth: number; readonly ago: number }
  | { readonly do: 'credit'; readonly minor: number; readonly ago: number };

const ago = fc.integer({ min: -5, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    minor: fc.integer({ min: 1, max: 4000 }),
    ago,
    status: fc.constantFrom('settled' as const, 'in-transit' as const),
  }),
  fc.record({ do: fc.constantFrom('settle' as const, 'return' as const, 'reverse' as const), nth: fc.nat(5), ago }),
  fc.record({ do: fc.constant('credit' as const), minor: fc.integer({ min: 1, max: 3000 }), ago }),
);
const today = date('2026-12-01');
const paidAndReturned: Step[] = [
  { do: 'pay', minor: 1000, ago: 30, status: 'settled' },
  { do: 'return', nth: 0, ago: 20 },
];

describe('prisma: what is kept of how much of a line is settled', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  let made = 0;

  before(async () => {
    database = await createTestDatabase();
    creditor = await seedCreditor(database.ownerPool, 'settled');
    debtor = await seedDebtor(database.ownerPool, creditor);
  });
  after(() => database.drop());

  const query = async (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
    (await database.ownerPool.query(text, [...values])).rows as Record<string, unknown>[];

  const allocate = (
    source: 'payment_id' | 'credit_note_id',
    { id, lineId, minor, on }: { id: string; lineId: string; minor: number; on: string },
  ): Promise<unknown> =>
    query(
      `INSERT INTO allocations (id, creditor_id, debtor_id, ${source}, line_id, amount_minor, currency, on_date, by) VALUES ($1, $2, $3, $4, $5, $6, 'EUR', $7, 'accounts')`,
      [randomUUID(), creditor.id, debtor.id, id, lineId, minor, on],
    );

  const take = async (of: Step, lineId: string, payments: string[]): Promise<void> => {
    const day = addDays(today, -of.ago);
    if (of.do === 'pay') {
      const id = randomUUID();
      await query(
        `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed) VALUES ($1::uuid, $2, $3, 'bank', $1::text, $4, 'EUR', $5, $6, 'transfer', true)`,
        [id, creditor.id, debtor.id, of.minor, day, of.status],
      );
      await allocate('payment_id', { id, lineId, minor: of.minor, on: day });
      payments.push(id);
    } else if (of.do === 'credit') {
      const id = randomUUID();
      await query(
        "INSERT INTO credit_notes (id, creditor_id, debtor_id, number, issued, amount_minor, currency) VALUES ($1::uuid, $2, $3, $1::text, $4, $5, 'EUR')",
        [id, creditor.id, debtor.id, day, of.minor],
      );
      await allocate('credit_note_id', { id, lineId, minor: of.minor, on: day });
    } else {
      const id = payments[of.nth % Math.max(1, payments.length)] ?? randomUUID();
      const text = {
        settle: "UPDATE payments SET status = 'settled', value_date = $2 WHERE id = $1 AND status = 'in-transit'",
        return: "UPDATE payments SET status = 'returned', returned_on = $2 WHERE id = $1 AND status <> 'returned'",
        reverse:
          'UPDATE allocations SET reversed_on = greatest(on_date, $2::date) WHERE payment_id = $1 AND reversed_on IS NULL',
      }[of.do];
      await query(text, [id, day]);
    }
  };

  it('is the sum of the allocations that stand, whatever happens to them, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        made += 1;
        const { lineIds } = await seedInvoice(database.ownerPool, creditor, debtor, {
          number: `S${made}`,
          items: [4000],
          lines: [4000],
        });
        const payments: string[] = [];
        // Where more is allocated than there is the database refuses, and nothing happened.
        for (const of of steps) await take(of, lineIds[0] ?? '', payments).catch(() => undefined);
        const sums = await query(
          `SELECT l.settled_minor::int AS kept, coalesce((SELECT sum(a.amount_minor) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
             WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'), 0)::int AS derived FROM due_lines l WHERE l.id = $1`,
          [lineIds[0]],
        );
        expect(sums[0]?.['kept']).to.equal(sums[0]?.['derived']);
      }),
      { numRuns: 60, examples: [[paidAndReturned]] },
    );
    expect(await query('SELECT * FROM solde_unsettled_sums()')).to.deep.equal([]);
    const [seen] = await query(
      'SELECT count(*) FILTER (WHERE settled_minor > 0)::int AS some, count(*) FILTER (WHERE settled_known_from IS NOT NULL AND settled_minor = 0)::int AS back FROM due_lines',
    );
    expect(seen?.['some']).to.be.above(5);
    expect(seen?.['back']).to.be.above(0);
  });

  it('is nobody’s to write', async () => {
    const { lineIds } = await seedInvoice(database.ownerPool, creditor, debtor, {
      number: 'S-own',
      items: [4000],
      lines: [4000],
    });
    const why = await query('UPDATE due_lines SET settled_minor = 4000 WHERE id = $1', [lineIds[0]]).catch(
      (error: unknown) => error,
    );
    expect(why).to.include({ constraint: 'due_lines_settled_is_derived' });
  });

  it('is right where two transactions allocate to one line at once', async () => {
    const { lineIds } = await seedInvoice(database.ownerPool, creditor, debtor, {
      number: 'S-two',
      items: [4000],
      lines: [4000],
    });
    const pay = async (): Promise<void> => {
      const client = await database.ownerPool.connect();
      const id = randomUUID();
      await client.query('BEGIN');
      await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [debtor.id]); // as everybody does who writes an account
      await client.query(
        `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         VALUES ($1::uuid, $2, $3, 'bank', $1::text, 1000, 'EUR', $4, 'settled', 'transfer', true)`,
        [id, creditor.id, debtor.id, today],
      );
      await client.query(
        `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, 1000, 'EUR', $5, 'accounts')`,
        [creditor.id, debtor.id, id, lineIds[0], today],
      );
      await client.query('COMMIT');
      client.release();
    };
    await Promise.all([pay(), pay(), pay(), pay()]);
    expect(await query('SELECT settled_minor::int AS kept FROM due_lines WHERE id = $1', [lineIds[0]])).to.deep.equal([
      { kept: 4000 },
    ]);
  });
});
