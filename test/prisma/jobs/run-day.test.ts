import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { enterBooking, withdrawBooking } from '../../../prisma/bookings/enter-booking.ts';
import { moveClock, openBusinessClock, tenOf } from '../../../prisma/business-clock.ts';
import { listCreditors } from '../../../prisma/jobs/list-creditors.ts';
import { type DayReport, runDay } from '../../../prisma/jobs/run-day.ts';
import { startSchedule } from '../../../prisma/jobs/schedule.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor, seedCreditor, type SeededDebtor, seedInvoice } from '../../support/ledger-rows.ts';
import { dayGround } from './a-day.ts';

function didOf(reports: readonly DayReport[], job: string): DayReport['did'] | undefined {
  return reports.find((report) => report.job === job)?.did;
}

describe('the work of a day', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  let lineId: string;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    ({ creditor, debtor, lineId } = await dayGround(database.ownerPool, 10_000));
  });

  after(() => database.drop());

  const run = async (day: string, again = true): Promise<readonly DayReport[]> => {
    const today = day as CivilDate;
    const at = await tenOf(database.pool, today, 'Europe/Paris');
    return await runDay(database.pool, { creditorId: creditor.id, today, at, graceDaysOf: () => 5, again });
  };
  const tasks = async (): Promise<readonly string[]> => {
    const { rows } = await database.ownerPool.query<{ kind: string }>('SELECT kind FROM tasks WHERE creditor_id = $1', [
      creditor.id,
    ]);
    return rows.map(({ kind }) => kind);
  };
  const promise = async (): Promise<string> => {
    const id = randomUUID();
    const { ownerPool } = database;
    const client = await ownerPool.connect();
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
       VALUES ($1, $2, $3, 10000, 'EUR', '2026-11-10', '2026-11-01', 'open')`,
      [id, creditor.id, debtor.id],
    );
    await client.query(
      "INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency) VALUES ($2, $3, $1, $4, 10000, 'EUR')",
      [id, creditor.id, debtor.id, lineId],
    );
    await client.query(
      `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
       VALUES (gen_random_uuid(), $2, $3, $4, 'promise', 'promise:' || $1::text, 10000, 'EUR', '2026-11-01')`,
      [id, creditor.id, debtor.id, lineId],
    );
    await client.query('COMMIT');
    client.release();
    return id;
  };

  it('opens one task for an entry that the accounts have not booked after ten days', async () => {
    const at = Date.parse('2026-11-10T09:00:00Z');
    await enterBooking(database.pool, {
      ...{ creditorId: creditor.id, debtor: debtor.reference, kind: 'payment', amount: money(500, 'EUR') },
      ...{ on: '2026-11-09' as CivilDate, number: null, invoice: null, text: '', means: 'transfer', inTransit: false },
      ...{ again: false, actor: 'cli', at, today: '2026-11-10' as CivilDate },
    });
    await run('2026-11-19');
    expect(await tasks()).to.deep.equal([]);
    const [, entries] = await run('2026-11-20');
    expect(entries).to.deep.equal({ job: 'provisional-entries', did: { tasks: 1 } });
    await run('2026-11-25');
    expect(await tasks()).to.deep.equal(['entry-unreplaced']);
  });

  it('does each job once a day, whoever tries at the same time, and again when asked', async () => {
    const both = (await Promise.all([run('2026-11-20', false), run('2026-11-20', false)])).flat();
    expect(
      both
        .filter(({ did }) => did !== null)
        .map(({ job }) => job)
        .sort(),
    ).to.deep.equal([
      ...['agreements', 'cover', 'decisions', 'discounts', 'events', 'limitation', 'plan-notices'],
      ...['provisional-entries', 'risk', 'staff-files', 'thanks'],
    ]);
    expect((await run('2026-11-20', false)).every(({ did }) => did === null)).to.equal(true);
    expect((await run('2026-11-20')).every(({ did }) => did !== null)).to.equal(true);
    expect((await run('2026-11-21', false)).every(({ did }) => did !== null)).to.equal(true);
  });

  it('grants a discount that was earned, once, until the accounts book theirs', async () => {
    const { ownerPool } = database;
    const { rows } = await ownerPool.query<{ id: string }>('SELECT invoice_id AS id FROM due_lines WHERE id = $1', [
      lineId,
    ]);
    const own = [creditor.id, debtor.id];
    await ownerPool.query(
      `INSERT INTO payment_terms (id, creditor_id, debtor_id, invoice_id, kind, basis_points, until_on)
       VALUES (gen_random_uuid(), $1, $2, $3, 'early-payment', 200, '2026-09-10')`,
      [...own, rows[0]!.id],
    );
    await ownerPool.query(
      `WITH p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         VALUES (gen_random_uuid(), $1, $2, 'import', 'P' || $3::uuid, 9800, 'EUR', '2026-09-09', 'settled', 'transfer', true) RETURNING id)
       INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       SELECT gen_random_uuid(), $1, $2, p.id, $3::uuid, 9800, 'EUR', '2026-09-09', 'accounts' FROM p`,
      [...own, lineId],
    );
    expect((await run('2026-09-11'))[0]).to.deep.equal({ job: 'discounts', did: { granted: 1 } });
    expect((await run('2026-09-12'))[0]?.did).to.deep.equal({ granted: 0 });
    const notes = await ownerPool.query(
      'SELECT amount_minor AS minor, confirmed, issued FROM credit_notes WHERE creditor_id = $1',
      [creditor.id],
    );
    expect(notes.rows).to.deep.equal([{ minor: 200, confirmed: false, issued: '2026-09-09' }]);
    const { rows: entries } = await ownerPool.query<{ id: string }>(
      'SELECT id FROM credit_notes WHERE creditor_id = $1',
      [creditor.id],
    );
    const order = {
      creditorId: creditor.id,
      id: entries[0]!.id,
      actor: 'cli',
      at: 0,
      today: '2026-09-12' as CivilDate,
    };
    expect(await withdrawBooking(database.pool, order)).to.equal(true);
    expect((await run('2026-09-13'))[0]?.did, 'what was withdrawn').to.deep.equal({ granted: 0 });
  });

  it('grants equal discounts of two invoices, and none again that somebody took back', async () => {
    const second = await seedInvoice(database.ownerPool, creditor, debtor, {
      ...{ number: 'G1', items: [10_000], lines: [10_000] },
    });
    for (const line of [lineId, second.lineIds[0]!]) {
      await database.ownerPool.query(
        `WITH t AS (INSERT INTO payment_terms (id, creditor_id, debtor_id, invoice_id, kind, basis_points, until_on)
             SELECT gen_random_uuid(), $1, $2, l.invoice_id, 'early-payment', 200, '2026-09-10' FROM due_lines l WHERE l.id = $3),
           p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
             VALUES (gen_random_uuid(), $1, $2, 'import', 'P' || $3::uuid, 9800, 'EUR', '2026-09-09', 'settled', 'transfer', true) RETURNING id)
         INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
         SELECT gen_random_uuid(), $1, $2, p.id, $3::uuid, 9800, 'EUR', '2026-09-09', 'accounts' FROM p`,
        [creditor.id, debtor.id, line],
      );
    }
    expect((await run('2026-09-11'))[0]?.did).to.deep.equal({ granted: 2 });
    const { rows } = await database.ownerPool.query<{ id: string }>(
      'SELECT id FROM credit_notes WHERE creditor_id = $1 LIMIT 1',
      [creditor.id],
    );
    const at = Date.parse('2026-09-11T12:00:00Z');
    const back = { creditorId: creditor.id, id: rows[0]!.id, actor: 'cli', at, today: '2026-09-11' as CivilDate };
    expect(await withdrawBooking(database.pool, back)).to.equal(true);
    expect((await run('2026-09-12'))[0]?.did).to.deep.equal({ granted: 0 });
  });

  it('judges a promise, ends its hold, raises the version of the account and writes it in the trail', async () => {
    const id = await promise();
    const version = async (): Promise<number> =>
      (await database.ownerPool.query<{ version: number }>('SELECT version FROM debtors WHERE id = $1', [debtor.id]))
        .rows[0]!.version;
    const before = await version();
    // Nothing was imported yet: whether it was paid, nobody knows.
    expect(didOf(await run('2026-11-16'), 'agreements')).to.deep.equal({});
    await database.ownerPool.query(
      `INSERT INTO imports (id, creditor_id, kind, file_name, sha256, fresh_to, accepted, refused, imported_at)
       VALUES (gen_random_uuid(), $1, 'payments', 'payments.csv', '', '2026-11-15', 0, 0, '2026-11-16T05:00:00Z')`,
      [creditor.id],
    );
    const reports = await run('2026-11-17');
    expect(didOf(reports, 'agreements')).to.deep.equal({ 'promise-judged broken': 1, 'hold-ended': 1 });
    const { rows } = await database.ownerPool.query<{ status: string; until: string; event: string }>(
      `SELECT p.status, h.until_on AS until, (SELECT kind FROM audit_events e WHERE e.debtor_id = p.debtor_id ORDER BY e.id LIMIT 1) AS event
       FROM promises p JOIN holds h ON h.source = 'promise:' || p.id WHERE p.id = $1`,
      [id],
    );
    expect(rows).to.deep.equal([{ status: 'broken', until: '2026-11-17', event: 'promise.judged' }]);
    expect(await version()).to.be.greaterThan(before);
    expect(didOf(await run('2026-11-18'), 'agreements')).to.deep.equal({});
  });
});

describe('the business clock', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });

  after(() => database.drop());

  it('is moved in development for whoever starts afterwards, and refused in production', async () => {
    const { pool } = database;
    const real = (): number => Date.parse('2026-11-20T12:00:00Z');
    const day = async (): Promise<string> => new Date((await openBusinessClock(pool, false, real))()).toISOString();
    expect(await day()).to.equal('2026-11-20T12:00:00.000Z');
    await moveClock(pool, (await tenOf(pool, '2026-12-24' as CivilDate, 'Europe/Paris')) - real());
    expect(await day()).to.equal('2026-12-24T09:00:00.000Z');
    const refused = await openBusinessClock(pool, true, real).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'CONFIG_INVALID' });
    await moveClock(pool, 0);
    expect(await day()).to.equal('2026-11-20T12:00:00.000Z');
    expect((await openBusinessClock(pool, true, real))()).to.equal(real());
  });

  it('tells each creditor’s day and hour', async () => {
    await seedCreditor(database.ownerPool, 'paris');
    const [found] = await listCreditors(database.pool, Date.parse('2026-11-20T23:30:00Z'));
    expect(found).to.include({ slug: 'paris', today: '2026-11-21', hour: 0 });
  });
});

describe('the schedule', () => {
  it('starts quickly as the service’s role, in three processes at once, and stops', async () => {
    const database = await createTestDatabase();
    const trouble: unknown[] = [];
    const start = (): ReturnType<typeof startSchedule> =>
      startSchedule({ ...database, work: () => Promise.resolve(), onTrouble: (error) => trouble.push(error) });
    const started = await Promise.all([start(), start(), start()]);
    const { rows } = await database.ownerPool.query<{ cron: string }>('SELECT name, cron FROM pgboss.schedule');
    expect(rows).to.deep.equal([{ name: 'day', cron: '*/10 * * * *' }]);
    await Promise.all(started.map(({ stop }) => stop()));
    expect(trouble).to.deep.equal([]);
    await database.drop();
  });
});
