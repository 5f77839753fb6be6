import { expect } from 'chai';
import { bounceMail } from '../../../prisma/escalation/bounce-mail.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { addMail, count, sweepRig, type SweepRig } from './a-sweep.ts';

describe('prisma: a mail that came back', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await sweepRig(database);
    debtor = await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    await addMail(database.ownerPool, rig.creditor, debtor, 'camille@example.org');
    await rig.run('2026-12-01');
  });
  after(() => database.drop());

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;
  const notices = (): Promise<readonly { id: string; outlet: string; status: string; reason: string }[]> =>
    query('SELECT id, outlet, status, reason FROM notices WHERE creditor_id = $1 ORDER BY recorded_at');
  const sent = async (): Promise<void> => {
    await query("UPDATE outbox SET status = 'SENDING' WHERE creditor_id = $1 AND channel = 'email'");
    await database.ownerPool.query(
      "UPDATE outbox SET status = 'SENT', carrier_id = '<' || id || '>', settled_at = '2026-12-01T09:00:00Z' WHERE creditor_id = $1 AND channel = 'email'",
      [rig.creditor.id],
    );
  };
  const bounce = async (): Promise<boolean> =>
    bounceMail(database.pool, {
      ...{ creditorId: rig.creditor.id, at: Date.parse('2026-12-02T08:00:00Z'), actor: 'shell:noa' },
      noticeId: (await notices())[0]?.id ?? '',
    });

  it('does not count, and the next outlet is tried once, whether it had counted already or not', async () => {
    await sent();
    expect(await bounce()).to.equal(true);
    for (const day of ['2026-12-02', '2026-12-02', '2026-12-03']) await rig.run(day);
    expect((await notices()).map(({ outlet, status }) => [outlet, status])).to.deep.equal([
      ['email', 'failed'],
      ['sms', 'queued'],
    ]);
    expect(await query('SELECT level_id AS level, status FROM reminders WHERE creditor_id = $1')).to.deep.equal([
      { level: 'courteous', status: 'queued' },
    ]);
    expect(await bounce()).to.equal(false); // said twice, it is written down once
    expect(await query("SELECT FROM outbox WHERE creditor_id = $1 AND status = 'READY'")).to.have.length(1);
  });

  it('takes back a level that was taken to have arrived', async () => {
    await sent();
    await rig.run('2026-12-02'); // a day later it counts
    expect((await notices()).map(({ status }) => status)).to.deep.equal(['counted']);
    await bounce();
    expect(await query('SELECT status, counted_on AS "on" FROM reminders WHERE creditor_id = $1')).to.deep.equal([
      { status: 'failed', on: null },
    ]);
  });

  it('leaves alone a line that had left the message before it was sent', async () => {
    await query(
      "UPDATE reminders SET status = 'suppressed', reason = 'disputed' WHERE creditor_id = $1 AND status = 'queued'",
    );
    await sent();
    await bounce();
    expect(await query('SELECT status, reason FROM reminders WHERE creditor_id = $1')).to.deep.equal([
      { status: 'suppressed', reason: 'disputed' },
    ]);
  });

  it('takes back what it alone said of charges, but for what was paid', async () => {
    const [notice] = await notices();
    const charge = async (status: string, said: 'announces' | 'claims'): Promise<string> => {
      const { rows } = await database.ownerPool.query<{ id: string }>(
        `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
         SELECT gen_random_uuid(), creditor_id, debtor_id, invoice_id, id, 'interest', 100, 'EUR', $2, 'test', 'r', '2026-12-01' FROM due_lines WHERE creditor_id = $1 RETURNING id`,
        [rig.creditor.id, status],
      );
      const id = rows[0]?.id ?? '';
      await database.ownerPool.query(`UPDATE notices SET ${said}_charges = ${said}_charges || $2::uuid WHERE id = $1`, [
        notice?.id,
        id,
      ]);
      return id;
    };
    await charge('proposed', 'announces');
    await charge('announced', 'claims');
    await charge('paid', 'claims');
    const statuses = async (): Promise<readonly string[]> =>
      (await query<{ status: string }>('SELECT status FROM charges WHERE creditor_id = $1 ORDER BY recorded_at')).map(
        ({ status }) => status,
      );
    await sent();
    await count(database.ownerPool, rig.creditor, '2026-12-01');
    expect(await statuses()).to.deep.equal(['announced', 'claimed', 'paid']);
    await bounce();
    expect(await statuses()).to.deep.equal(['proposed', 'announced', 'paid']);
  });

  it('announces a charge once, though the mail and what stood in for it both arrived', async () => {
    const { rows } = await database.ownerPool.query<{ id: string }>(
      `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
       SELECT gen_random_uuid(), creditor_id, debtor_id, invoice_id, id, 'interest', 100, 'EUR', 'proposed', 'test', 'r', '2026-12-01' FROM due_lines WHERE creditor_id = $1 RETURNING id`,
      [rig.creditor.id],
    );
    await database.ownerPool.query("UPDATE outbox SET status = 'REFUSED', reason = 'smtp-550' WHERE creditor_id = $1", [
      rig.creditor.id,
    ]);
    await rig.run('2026-12-02');
    await database.ownerPool.query('UPDATE notices SET announces_charges = ARRAY[$2::uuid] WHERE creditor_id = $1', [
      rig.creditor.id,
      rows[0]?.id,
    ]);
    await count(database.ownerPool, rig.creditor, '2026-12-03');
    expect(await query('SELECT status FROM charges WHERE creditor_id = $1')).to.deep.equal([{ status: 'announced' }]);
  });
});
