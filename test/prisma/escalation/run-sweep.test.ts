import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { addDays, date } from '../../../domain/civil-date.ts';
import { AppError, invariant } from '../../../domain/errors.ts';
import { resumeSending } from '../../../prisma/escalation/guards.ts';
import { planSweep } from '../../../prisma/escalation/plan-sweep.ts';
import { runSweep } from '../../../prisma/escalation/run-sweep.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';

const tables = ['notices', 'reminders', 'outbox', 'tasks', 'approvals', 'sales_notices', 'charges'];

describe('prisma: a sweep', () => {
  let database: TestDatabase;
  let rig: SweepRig;

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await sweepRig(database);
  });
  after(() => database.drop());

  const rows = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const text = `SELECT count(*)::int AS count FROM ${table} WHERE creditor_id = $1`;
      counts[table] = (await database.ownerPool.query<{ count: number }>(text, [rig.creditor.id])).rows[0]?.count ?? 0;
    }
    return counts;
  };

  it('writes the same rows whether it runs once or a hundred times', async () => {
    await rig.debtor([{ due: '2026-10-01', minor: 10_000 }]);
    await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    const first = await rig.run('2026-12-01');
    expect(first).to.deep.include({ kind: 'done', debtors: 2 });
    const after = await rows();
    expect(after).to.include({ notices: 2, reminders: 2, outbox: 2 });
    for (let again = 1; again < 100; again += 1) await rig.run('2026-12-01');
    expect(await rows()).to.deep.equal(after);
  });

  it('does after three days off what it would have done, a level at a time', async () => {
    await rig.debtor([{ due: '2026-11-13', minor: 10_000 }]);
    await rig.run('2026-11-27');
    const levels = await database.ownerPool.query<{ level: string }>(
      'SELECT level_id AS level FROM reminders WHERE creditor_id = $1',
      [rig.creditor.id],
    );
    expect(levels.rows).to.deep.equal([{ level: 'courteous' }]);
  });

  it('asks nothing of whom another pays for, and names the payer to a person, again when more is late', async () => {
    const payer = await rig.debtor([]);
    const debtor = await rig.debtor([
      { due: '2026-10-01', minor: 10_000 },
      { due: '2026-12-04', minor: 20_000 },
    ]);
    await database.ownerPool.query('UPDATE debtors SET payer_id = $2 WHERE id = $1', [debtor.id, payer.id]);
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-07', '2026-12-08']) await rig.run(day);
    expect(await rows()).to.include({ notices: 0, outbox: 0, tasks: 2 });
    const told = await database.ownerPool.query<{ payer: string; lines: number }>(
      `SELECT split_part(facts ->> 'payer', ',', 1) AS payer, jsonb_array_length(facts -> 'lineIds') AS lines FROM tasks
        WHERE debtor_id = $1 AND kind = 'ask-payer' ORDER BY opened_at`,
      [debtor.id],
    );
    const { reference } = payer;
    expect(told.rows).to.deep.equal([
      { payer: reference, lines: 1 },
      { payer: reference, lines: 2 },
    ]);
  });

  it('has one winner where two run at once', async () => {
    for (let count = 0; count < 4; count += 1) await rig.debtor([{ due: '2026-10-01', minor: 10_000 }]);
    const both = await Promise.all([rig.run('2026-12-01'), rig.run('2026-12-01')]);
    expect(both.map(({ kind }) => kind)).to.have.members(['done', 'busy']);
    expect(await rows()).to.include({ notices: 4, outbox: 4 });
  });

  it('tries the next outlet where a message failed, and none again that did', async () => {
    const debtor = await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    await database.ownerPool.query('UPDATE debtors SET address = $2 WHERE id = $1', [
      debtor.id,
      '1 rue du Test, 75001 Paris',
    ]);
    await rig.run('2026-12-01');
    await database.ownerPool.query(
      "UPDATE outbox SET status = 'REFUSED', reason = 'twilio-30003', settled_at = '2026-12-01T10:00:00Z' WHERE creditor_id = $1",
      [rig.creditor.id],
    );
    await rig.run('2026-12-02');
    const notices = await database.ownerPool.query<{ outlet: string; status: string; stands: boolean }>(
      'SELECT outlet, status, after_id IS NOT NULL AS stands FROM notices WHERE creditor_id = $1 ORDER BY recorded_at',
      [rig.creditor.id],
    );
    expect(notices.rows).to.deep.equal([
      { outlet: 'sms', status: 'failed', stands: false },
      { outlet: 'letter', status: 'queued', stands: true },
    ]);
  });

  it('counts a level only once its message arrived', async () => {
    await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    await rig.run('2026-12-01');
    const status = async (): Promise<unknown> => {
      const text = 'SELECT status, counted_on AS "countedOn" FROM reminders WHERE creditor_id = $1';
      return (await database.ownerPool.query(text, [rig.creditor.id])).rows;
    };
    const settle =
      "UPDATE outbox SET status = 'SENT', carrier_id = 'SM1', settled_at = '2026-12-01T10:00:00Z' WHERE creditor_id = $1";
    await database.ownerPool.query("UPDATE outbox SET status = 'SENDING' WHERE creditor_id = $1", [rig.creditor.id]);
    await database.ownerPool.query(settle, [rig.creditor.id]);
    expect(await status()).to.deep.equal([{ status: 'sent', countedOn: null }]);
    await database.ownerPool.query(
      `INSERT INTO deliveries (id, creditor_id, outbox_id, channel, carrier_id, status, at)
       SELECT gen_random_uuid(), creditor_id, id, 'sms', 'SM1', 'delivered', '2026-12-01T10:05:00Z' FROM outbox WHERE creditor_id = $1`,
      [rig.creditor.id],
    );
    expect(await status()).to.deep.equal([{ status: 'counted', countedOn: '2026-12-01' }]);
  });

  it('stops by itself where failures jump, and goes on when a person says so', async () => {
    await database.ownerPool.query('INSERT INTO escalation_guards (creditor_id, at_least) VALUES ($1, 1)', [
      rig.creditor.id,
    ]);
    await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    await rig.run('2026-12-01');
    await database.ownerPool.query(
      "UPDATE outbox SET status = 'REFUSED', reason = 'twilio-30003', settled_at = '2026-12-01T10:00:00Z' WHERE creditor_id = $1",
      [rig.creditor.id],
    );
    expect(await rig.run('2026-12-02')).to.deep.equal({ kind: 'stopped', why: 'failures 1 of 1' });
    const at = Date.parse('2026-12-02T10:00:00Z');
    await resumeSending(database.pool, { creditorId: rig.creditor.id, at, actor: 'shell:test' });
    expect(await rig.run('2026-12-02')).to.include({ kind: 'done' });
  });

  it('finds beforehand everybody of whom something is due', async () => {
    const owed = [-10, 0, 5, 16, 31, 46, 80].map((late) => addDays(date('2026-12-01'), -late));
    for (const due of owed)
      await rig.debtor([
        { due, minor: 10_000 },
        { due: addDays(due, 3), minor: 1 },
      ]);
    await rig.run('2026-11-20');
    await database.ownerPool.query(
      "UPDATE notices SET status = 'counted', counted_on = '2026-11-20' WHERE creditor_id = $1 AND id IN (SELECT id FROM notices WHERE creditor_id = $1 LIMIT 2)",
      [rig.creditor.id],
    );
    await database.ownerPool.query(
      "UPDATE reminders r SET status = 'counted', counted_on = '2026-11-20' FROM notices n WHERE n.id = r.notice_id AND n.status = 'counted' AND n.creditor_id = $1",
      [rig.creditor.id],
    );
    const all = await database.ownerPool.query<{ id: string }>('SELECT id FROM debtors WHERE creditor_id = $1', [
      rig.creditor.id,
    ]);
    const stepsOf = async (day: string, debtorIds?: readonly string[]): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { account, escalation } of planSweep(
        database.pool,
        { ...(await rig.order(day)), debtorIds },
        date(day),
      ))
        if ((escalation?.steps.length ?? 0) > 0) found.push(account.debtor.reference);
      return found.toSorted();
    };
    for (let later = 0; later < 40; later += 5) {
      const day = addDays(date('2026-11-23'), later);
      expect(await stepsOf(day), day).to.deep.equal(
        await stepsOf(
          day,
          all.rows.map(({ id }) => id),
        ),
      );
    }
  });

  it('writes down the others where one of them fails', async () => {
    for (let count = 0; count < 40; count += 1) await rig.debtor([{ due: '2026-10-01', minor: 10_000 }]);
    const order = await rig.order('2026-12-01');
    const debtors: string[] = [];
    for await (const { account } of planSweep(database.pool, order, date('2026-12-01')))
      debtors.push(account.debtor.id);
    // More than there are transactions at once; some share theirs with others, in whatever order they are found.
    const unlucky = new Set(debtors.filter((_, index) => index % 7 === 2));
    const torn: typeof order.draw = async (input, file, pointId) => {
      invariant(!unlucky.has(input.account.debtor.id), 'there is ink');
      return await order.draw(input, file, pointId);
    };
    const done: string[] = [];
    const run = runSweep(database.pool, { ...order, draw: torn }, date('2026-12-01'), ({ account }) => {
      done.push(account.debtor.id);
    });
    const failed = await run.then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(AppError);
    expect(done).to.have.members(debtors.filter((id) => !unlucky.has(id)));
    expect(await rig.run('2026-12-01')).to.include({ kind: 'done' });
    expect(await rows()).to.include({ notices: 40, reminders: 40, outbox: 40 });
  });

  it('is finished by the next one where it was killed', async () => {
    for (let count = 0; count < 12; count += 1) await rig.debtor([{ due: '2026-10-01', minor: 10_000 }]);
    const child = fork(
      fileURLToPath(new URL('sweep-process.ts', import.meta.url)),
      [database.appUrl, rig.creditor.id, '2026-12-01'],
      { stdio: 'ignore' },
    );
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const halfway = (await rows())['notices'] ?? 0;
    expect(halfway).to.be.within(1, 11);
    for (let tried = 0; tried < 50 && (await rig.run('2026-12-01')).kind === 'busy'; tried += 1) await sleep(100);
    expect(await rows()).to.include({ notices: 12, reminders: 12, outbox: 12 });
  });
});
