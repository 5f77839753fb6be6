import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Presentation } from '../../../domain/staff/presentation.ts';
import { completeNotice, type Completed, type Deed } from '../../../prisma/escalation/complete-notice.ts';
import { decideApproval } from '../../../prisma/staff/decide-approval.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { count, sweepRig, type SweepRig } from './a-sweep.ts';
import { pay, stop } from './happenings.ts';

const minor = 20_000;

type Line = { readonly level: string; readonly status: string; readonly on: string | null };
type Last = { readonly id: string; readonly outlet: string; readonly status: string; readonly reason: string | null };

describe('prisma: letters that are posted', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
    rig = await sweepRig(database);
  });
  after(() => database.drop());

  /** Somebody who has an address and no telephone. */
  const writtenTo = async (due: string): Promise<SeededDebtor> => {
    const made = await rig.debtor([{ due, minor }]);
    await stop(database.ownerPool, rig.creditor, made, '2026-10-01T10:00:00Z');
    await database.ownerPool.query("UPDATE debtors SET address = '1 rue du Test, 75001 Paris' WHERE id = $1", [
      made.id,
    ]);
    return made;
  };
  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [debtor.id])).rows;
  const last = async (): Promise<Last> =>
    (
      await query<Last>(
        'SELECT id, outlet, status, reason FROM notices WHERE debtor_id = $1 ORDER BY recorded_at DESC LIMIT 1',
      )
    )[0] ?? expect.fail('a notice was decided');
  const lines = (): Promise<readonly Line[]> =>
    query(
      'SELECT level_id AS level, status, counted_on AS "on" FROM reminders r WHERE debtor_id = $1 ORDER BY r.level',
    );
  const tasks = async (): Promise<readonly string[]> =>
    (
      await query<{ kind: string }>('SELECT kind FROM tasks WHERE debtor_id = $1 AND done_at IS NULL ORDER BY kind')
    ).map(({ kind }) => kind);
  const complete = async (day: string, deed: Deed): Promise<Completed> =>
    completeNotice(database.pool, await rig.order(day), { noticeId: (await last()).id, deed, actor: 'shell:noa' });
  const posted = (day: string, tracking: string | null = null): Promise<Completed> =>
    complete(day, { kind: 'posted', on: day as CivilDate, tracking });
  const presented = (day: string, on: string, result: Presentation): Promise<Completed> =>
    complete(day, { kind: 'presented', on: on as CivilDate, result });
  const paid = (part = minor): Promise<void> =>
    pay(database.ownerPool, rig.creditor, { number: `S-${debtor.reference}-0`, minor: part, on: '2026-10-15' });

  describe('as ordinary letters', () => {
    beforeEach(async () => {
      debtor = await writtenTo('2026-10-10');
      await rig.run('2026-10-15');
      expect(await last()).to.include({ outlet: 'letter', status: 'queued' });
    });

    it('count from the day they are posted, once', async () => {
      expect(await tasks()).to.deep.equal(['post-letter']);
      expect(await lines()).to.deep.equal([{ level: 'courteous', status: 'queued', on: null }]);
      expect(await posted('2026-10-16')).to.deep.equal({ kind: 'written', status: 'counted', deadline: null });
      expect(await lines()).to.deep.equal([{ level: 'courteous', status: 'counted', on: '2026-10-16' }]);
      expect(await tasks()).to.deep.equal([]);
      expect(await posted('2026-10-16')).to.deep.equal({ kind: 'nothing', why: 'counted' });
      expect(await query('SELECT FROM contact_log WHERE debtor_id = $1')).to.have.length(1);
    });

    it('are not posted where all was paid after they were printed', async () => {
      await paid();
      expect(await posted('2026-10-16')).to.deep.equal({ kind: 'do-not', why: 'nothing-open' });
      expect(await lines()).to.deep.equal([{ level: 'courteous', status: 'suppressed', on: null }]);
      expect(await tasks()).to.deep.equal([]);
      expect(await query('SELECT FROM contact_log WHERE debtor_id = $1')).to.deep.equal([]);
    });

    it('are not posted with an amount that is no longer right, and another is printed', async () => {
      const wrong = await last();
      await paid(5_000);
      expect(await posted('2026-10-16')).to.deep.equal({ kind: 'do-not', why: 'amount-changed' });
      await rig.run('2026-10-16');
      const right = await last();
      expect(right).to.include({ outlet: 'letter', status: 'queued' });
      expect(right.id).to.not.equal(wrong.id);
      expect(await posted('2026-10-16')).to.include({ status: 'counted' });
    });

    it('are not posted on a day that has not come', async () => {
      const deed: Deed = { kind: 'posted', on: '2026-10-17' as CivilDate, tracking: null };
      expect(await complete('2026-10-16', deed)).to.deep.equal({ kind: 'nothing', why: 'date-in-future' });
      expect(await last()).to.include({ status: 'queued' });
    });
  });

  describe('as registered ones', () => {
    const waiting: SeededDebtor[] = [];

    /** Formal notices that a manager approved, printed and not yet posted. */
    before(async () => {
      rig = await sweepRig(database);
      for (let made = 0; made < 5; made += 1) waiting.push(await writtenTo('2026-10-10'));
      const ofCreditor = (text: string): Promise<{ readonly rows: { readonly id: string }[] }> =>
        database.ownerPool.query<{ id: string }>(text, [rig.creditor.id]);
      for (const day of ['2026-10-15', '2026-10-26', '2026-11-10']) {
        await rig.run(day);
        await count(database.ownerPool, rig.creditor, day);
        await ofCreditor('UPDATE tasks SET done_at = now() WHERE creditor_id = $1');
      }
      await rig.run('2026-11-25');
      await ofCreditor(
        "INSERT INTO staff_users (id, creditor_id, name, roles, handle) VALUES (gen_random_uuid(), $1, 'Camille', ARRAY['manager'], 'camille')",
      );
      const asked = await ofCreditor('SELECT id FROM approvals WHERE creditor_id = $1');
      expect(asked.rows).to.have.length(5);
      for (const { id: approvalId } of asked.rows) {
        const wish = {
          creditorId: rig.creditor.id,
          approvalId,
          by: 'camille',
          decision: 'approve',
          note: null,
        } as const;
        await decideApproval(database.pool, { ...wish, at: Date.parse('2026-11-25T15:00:00Z') });
      }
      await rig.run('2026-11-26');
    });
    beforeEach(async () => {
      debtor = waiting.pop() ?? expect.fail('one for each test');
      expect(await last()).to.include({ outlet: 'registered-letter', status: 'queued' });
      expect(await tasks()).to.deep.equal(['post-letter']);
    });

    for (const result of ['delivered', 'refused', 'unclaimed'] as const) {
      it(`count from their first presentation, and so does what they grant: ${result}`, async () => {
        expect(await posted('2026-11-27')).to.deep.equal({ kind: 'nothing', why: 'tracking-missing' });
        expect(await posted('2026-11-27', '1A 234')).to.deep.equal({ kind: 'written', status: 'sent', deadline: null });
        expect((await lines()).at(-1)).to.deep.equal({ level: 'formal-notice', status: 'sent', on: null });
        expect(await tasks()).to.deep.equal(['first-presentation']);
        expect(await presented('2026-12-07', '2026-12-01', result)).to.deep.equal({
          ...{ kind: 'written', status: 'counted', deadline: '2026-12-16' },
        });
        expect((await lines()).at(-1)).to.deep.equal({ level: 'formal-notice', status: 'counted', on: '2026-12-01' });
        expect(await tasks()).to.deep.equal([]);
        expect(await presented('2026-12-08', '2026-12-01', result)).to.deep.equal({ kind: 'nothing', why: 'counted' });
      });
    }

    it('do not count at an unknown address: it is looked for, and nothing goes there meanwhile', async () => {
      await posted('2026-11-27', '1A 234');
      expect(await presented('2026-12-03', '2026-12-01', 'unknown-address')).to.deep.equal({
        ...{ kind: 'written', status: 'failed', deadline: null },
      });
      expect((await lines()).at(-1)).to.deep.equal({ level: 'formal-notice', status: 'failed', on: null });
      expect(await tasks()).to.deep.equal(['address-check']);
      const before = await last();
      for (const day of ['2026-12-04', '2026-12-28']) await rig.run(day);
      expect(await last()).to.deep.equal(before);
      expect(await tasks()).to.deep.equal(['address-check']);
    });

    it('are not posted where it was paid since they were approved', async () => {
      await paid();
      expect(await posted('2026-11-27', '1A 234')).to.deep.equal({ kind: 'do-not', why: 'nothing-open' });
      expect((await lines()).at(-1)).to.include({ status: 'suppressed' });
      expect(await presented('2026-12-03', '2026-12-01', 'delivered')).to.include({ kind: 'nothing' });
    });
  });
});
