import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { completeNotice, type Deed } from '../../../prisma/escalation/complete-notice.ts';
import { decideApproval } from '../../../prisma/staff/decide-approval.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { addMail, count, sweepRig, type SweepRig } from './a-sweep.ts';

/** From a week before an invoice is due to the person who decides what comes after its formal notice. */
describe('prisma: a company that does not answer, from the check of its invoice to its formal notice', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;

  before(async () => {
    database = await createTestDatabase();
    rig = await sweepRig(database);
    debtor = await rig.debtor([{ due: '2026-10-09', minor: 120_000 }]);
    await addMail(database.ownerPool, rig.creditor, debtor, 'compta@exemple.example');
    await query(
      "UPDATE debtors SET kind = 'company', birth_date = NULL, sales_owner = 'sacha', address = '1 rue du Test, 75001 Paris' WHERE creditor_id = $1",
    );
    await query("UPDATE debtor_contacts SET role = 'payables' WHERE creditor_id = $1");
    await database.ownerPool.query('ALTER TABLE invoices DISABLE TRIGGER USER');
    await query("UPDATE invoices SET capacity = 'professional' WHERE creditor_id = $1");
    await database.ownerPool.query('ALTER TABLE invoices ENABLE TRIGGER USER');
    for (const [handle, role] of [
      ['camille', 'manager'],
      ['sacha', 'sales'],
      ['noa', 'clerk'],
    ])
      await database.ownerPool.query(
        'INSERT INTO staff_users (id, creditor_id, name, roles, handle) VALUES (gen_random_uuid(), $1, $2, ARRAY[$3], $2)',
        [rig.creditor.id, handle, role],
      );
  });
  after(() => database.drop());

  /** What the sweep of a day wrote down: notices, what a sales person is told, and what somebody is asked to do. */
  const sweep = async (day: string): Promise<readonly string[]> => {
    const said = async (): Promise<readonly string[]> =>
      (
        await query<{ what: string }>(
          `SELECT level_id || ' by ' || outlet || ': ' || status AS what FROM notices WHERE creditor_id = $1
           UNION ALL SELECT 'told ' || owner || ' of ' || level_id FROM sales_notices WHERE creditor_id = $1
           UNION ALL SELECT 'task ' || kind FROM tasks WHERE creditor_id = $1 AND done_at IS NULL`,
        )
      ).map(({ what }) => what);
    await query('UPDATE tasks SET done_at = now() WHERE creditor_id = $1 AND done_at IS NULL');
    const before = await said();
    await rig.run(day);
    return (await said()).filter((what) => !before.includes(what)).toSorted();
  };
  const arrived = (day: string): Promise<void> => count(database.ownerPool, rig.creditor, day);
  const formalNotice = async (): Promise<Readonly<Record<string, unknown>>> =>
    (
      await query<Readonly<Record<string, unknown>>>(
        `SELECT n.id, n.status, n.deadline_on AS deadline, b.mime, left(encode(b.content, 'escape'), 5) AS head FROM notices n
           LEFT JOIN blobs b ON b.id = n.blob_id WHERE n.creditor_id = $1 AND n.legal = 'formal-notice'`,
      )
    )[0] ?? {};
  const complete = async (day: string, deed: Deed): ReturnType<typeof completeNotice> => {
    const { id } = await formalNotice();
    const order = await rig.order(day);
    const staff = { creditorId: rig.creditor.id, at: order.at, by: 'noa' };
    return await completeNotice(database.pool, { order, staff }, { noticeId: String(id), deed });
  };

  it('goes level by level, tells its sales person in time, and waits for a manager', async () => {
    expect(await sweep('2026-10-02'), 'a week before').to.deep.equal(['check by desk: queued', 'task pre-due-check']);
    await arrived('2026-10-02');
    expect(await sweep('2026-10-06'), 'payables is asked').to.deep.equal(['check by email: queued']);
    await arrived('2026-10-06');
    expect(await sweep('2026-10-09'), 'the day it is due').to.deep.equal([]);
    expect(await sweep('2026-10-12')).to.deep.equal(['courteous by email: queued']);
    await arrived('2026-10-12');
    expect(await sweep('2026-10-19')).to.deep.equal(['call by phone: queued', 'task call']);
    await arrived('2026-10-19');
    expect(await sweep('2026-10-29')).to.deep.equal(['charges by email: queued']);
    await arrived('2026-10-29');
    const charges = 'SELECT kind, status FROM charges WHERE creditor_id = $1 ORDER BY kind';
    expect(await query(charges)).to.deep.equal([{ kind: 'indemnity', status: 'announced' }]);

    // Due on Friday 13; Wednesday 11 is a holiday.
    expect(await sweep('2026-11-09')).to.deep.equal([]);
    expect(await sweep('2026-11-10')).to.deep.equal(['task sales-owner', 'told sacha of formal-notice']);
    expect(await sweep('2026-11-12')).to.deep.equal([]);
    expect(await sweep('2026-11-13')).to.include('formal-notice by registered-letter: awaiting-approval');
    expect(await formalNotice()).to.include({ status: 'awaiting-approval', mime: 'application/pdf', head: '%PDF-' });
    expect(await sweep('2026-11-16'), 'nobody decided').to.deep.equal([]);
  });

  it('is approved by one person and posted by another, and its days run from its presentation', async () => {
    const posted: Deed = { kind: 'posted', on: '2026-11-16' as CivilDate, tracking: '1A 234' };
    expect(await complete('2026-11-16', posted), 'before it is approved').to.deep.equal({
      ...{ kind: 'do-not', why: 'awaiting-approval' },
    });
    const [asked] = await query<{ id: string }>('SELECT id FROM approvals WHERE creditor_id = $1');
    const wish = { creditorId: rig.creditor.id, approvalId: asked?.id ?? '', decision: 'approve', note: null } as const;
    const at = Date.parse('2026-11-16T14:00:00Z');
    expect(await decideApproval(database.pool, { ...wish, by: 'sacha', at })).to.include({ kind: 'not-done' });
    expect(await decideApproval(database.pool, { ...wish, by: 'camille', at })).to.include({ kind: 'approved' });
    await rig.run('2026-11-17');
    expect(await formalNotice()).to.include({ status: 'queued', deadline: '2026-11-30' }); // two working days to post it, two on the way, and eight: a Sunday

    expect(await complete('2026-11-17', { ...posted, on: '2026-11-17' as CivilDate })).to.include({ status: 'sent' });
    expect(await sweep('2026-11-20'), 'on its way').to.deep.equal([]);
    const presented: Deed = { kind: 'presented', on: '2026-11-24' as CivilDate, result: 'unclaimed' };
    expect(await complete('2026-12-03', presented)).to.deep.equal({
      ...{ kind: 'written', status: 'counted', deadline: '2026-12-02', next: null },
    });
    const charges = 'SELECT DISTINCT status FROM charges WHERE creditor_id = $1';
    expect(await query(charges)).to.deep.equal([{ status: 'claimed' }]);
  });

  it('then a person decides, and nothing more is written', async () => {
    expect(await sweep('2026-12-03')).to.deep.equal(['decision by desk: queued', 'task decision']);
    for (const day of ['2026-12-04', '2026-12-14', '2027-01-15']) expect(await sweep(day), day).to.deep.equal([]);
  });
});
