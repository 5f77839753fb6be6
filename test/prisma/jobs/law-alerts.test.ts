import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { tenOf } from '../../../prisma/business-clock.ts';
import { type DayReport, runDay } from '../../../prisma/jobs/run-day.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor, type SeededDebtor } from '../../support/ledger-rows.ts';
import { dayGround } from './a-day.ts';

describe('what the law and insurers make of days', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    ({ creditor, debtor } = await dayGround(database.ownerPool, 10_000));
  });

  after(() => database.drop());

  const run = async (day: string): Promise<readonly DayReport[]> => {
    const today = day as CivilDate;
    const at = await tenOf(database.pool, today, 'Europe/Paris');
    return await runDay(database.pool, { creditorId: creditor.id, today, at, graceDaysOf: () => 5, again: true });
  };
  const tasks = async (): Promise<readonly string[]> => {
    const { rows } = await database.ownerPool.query<{ task: string }>(
      "SELECT concat_ws(' ', kind, reason, due_on) AS task FROM tasks WHERE creditor_id = $1 ORDER BY opened_at, 1",
      [creditor.id],
    );
    return rows.map(({ task }) => task);
  };
  const own = async (text: string, ...values: readonly unknown[]): Promise<void> => {
    await database.ownerPool.query(text, [creditor.id, debtor.id, ...values]);
  };

  it('warns 90 and 30 days before a claim lapses, once each, and of nothing that lapsed', async () => {
    await own("UPDATE due_lines SET time_barred_from = '2028-09-16' WHERE creditor_id = $1 AND debtor_id = $2");
    await run('2028-06-17');
    expect(await tasks()).to.deep.equal([]);
    await run('2028-06-18');
    await run('2028-06-19');
    expect(await tasks()).to.deep.equal(['limitation-soon days-90 2028-09-15']);
    await run('2028-08-20');
    expect(await tasks()).to.deep.equal(['limitation-soon days-90 2028-09-15', 'limitation-soon days-30 2028-09-15']);
    await run('2028-09-16');
    expect(await tasks()).to.have.length(2);
  });

  it('warns of the day of a policy of one year where that comes first, begun anew by what was acknowledged', async () => {
    await own("UPDATE due_lines SET time_barred_from = '2028-09-16' WHERE creditor_id = $1 AND debtor_id = $2");
    await run('2027-07-01');
    expect(await tasks()).to.deep.equal([]);
    await database.ownerPool.query(
      `INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from, approved_by, approved_at)
       VALUES (gen_random_uuid(), $1, 'phones', '1', '{"limitation": "one-year", "debtorKinds": ["consumer"]}', 'x', '2026-01-01', 'demo', now())`,
      [creditor.id],
    );
    await run('2027-07-01');
    expect(await tasks()).to.deep.equal(['limitation-soon days-90 2027-09-15']);
    await own(
      `INSERT INTO acknowledgements (id, creditor_id, debtor_id, line_id, on_date, source)
       SELECT gen_random_uuid(), $1, $2, l.id, '2027-08-01', 'promise:x' FROM due_lines l WHERE l.debtor_id = $2`,
    );
    await run('2027-08-20');
    expect(await tasks()).to.have.length(1);
    await run('2028-05-10');
    expect((await tasks()).at(-1)).to.equal('limitation-soon days-90 2028-08-01');
  });

  it('warns 30, 10 and 3 days before a claim must be declared, even after days off, until somebody did', async () => {
    await own(
      `INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, judged_on, published_on, known_on, source)
       VALUES (gen_random_uuid(), $1, $2, 'insolvency', '2026-10-01', '2026-10-10', '2026-10-12', 'import')`,
    );
    await run('2026-10-12');
    await run('2026-11-10');
    expect(await tasks()).to.deep.equal([
      'declare-claim insolvency 2026-12-10',
      'declare-claim-soon deadline 2026-12-10',
    ]);
    await run('2026-12-02');
    await run('2026-12-02');
    expect(await tasks()).to.have.length(3);
    await own(
      "UPDATE tasks SET done_at = clock_timestamp(), done_by = 'staff' WHERE creditor_id = $1 AND debtor_id = $2 AND kind = 'declare-claim'",
    );
    await run('2026-12-08');
    const { rows } = await database.ownerPool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM tasks WHERE creditor_id = $1 AND done_at IS NULL',
      [creditor.id],
    );
    expect(rows).to.deep.equal([{ n: 0 }]);
    const { rows: holds } = await database.ownerPool.query<{ reason: string; closed: string }>(
      'SELECT h.reason, l.closed FROM holds h JOIN due_lines l ON l.id = h.line_id WHERE h.creditor_id = $1',
      [creditor.id],
    );
    expect(holds).to.deep.equal([{ reason: 'insolvency', closed: 'insolvency' }]);
  });

  it('warns before an insurer’s deadline and before a line waited as long as the insurer allows', async () => {
    await own(
      `INSERT INTO credit_files (creditor_id, debtor_id, insurer, insured_minor, currency, maximum_extension_days, claim_by)
       VALUES ($1, $2, 'Assurance Exemple', 5000, 'EUR', 60, '2026-12-15')`,
    );
    await run('2026-10-30');
    expect(await tasks()).to.deep.equal([]);
    await run('2026-11-04');
    await run('2026-11-11');
    await run('2026-11-15');
    await run('2026-12-12');
    await run('2026-12-12');
    expect(await tasks()).to.deep.equal([
      'extension-ending days-10 2026-11-14',
      'extension-ending days-3 2026-11-14',
      'insurer-claim-soon days-30 2026-12-15',
      'insurer-claim-soon days-3 2026-12-15',
    ]);
  });

  it('leaves a debtor who owes nothing late alone', async () => {
    await own(
      "INSERT INTO credit_files (creditor_id, debtor_id, insurer, claim_by) VALUES ($1, $2, 'A', '2026-09-10')",
    );
    await run('2026-09-01');
    expect(await tasks()).to.deep.equal([]);
  });

  it('keeps the risk index with its reasons, and does not touch an account whose index stands', async () => {
    const read = async (): Promise<unknown> => {
      const { rows } = await database.ownerPool.query(
        'SELECT c.risk, c.risk_reasons AS reasons, d.version FROM credit_files c JOIN debtors d ON d.id = c.debtor_id WHERE c.creditor_id = $1',
        [creditor.id],
      );
      return rows[0];
    };
    await run('2026-10-20');
    const first = await read();
    expect(first).to.deep.include({ risk: 15, reasons: [{ reason: 'late-days:30', points: 15 }] });
    await run('2026-10-20');
    expect(await read()).to.deep.equal(first);
    await own(
      "INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, known_on, source) VALUES (gen_random_uuid(), $1, $2, 'declared', '2026-10-20', 'staff')",
    );
    await run('2026-10-21');
    expect(await read()).to.deep.include({ risk: 40 });
  });
});
