import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Presentation } from '../../../domain/staff/presentation.ts';
import { completeNotice, type Deed } from '../../../prisma/escalation/complete-notice.ts';
import { showTask } from '../../../prisma/staff/list-tasks.ts';
import { recordRegisteredConsent } from '../../../prisma/staff/registered-consent.ts';
import { completeTask } from '../../../prisma/staff/complete-task.ts';
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
    await staffed(rig.creditor.id);
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
  type Written = Readonly<Record<string, unknown>>;
  /** As `npm run posted` says it; without the id of the task that follows. */
  const complete = async (day: string, deed: Deed, by = 'noa'): Promise<Written> => {
    const order = await rig.order(day);
    const staff = { creditorId: rig.creditor.id, at: order.at, by };
    const { next, ...said } = {
      next: null,
      ...(await completeNotice(database.pool, { order, staff }, { noticeId: (await last()).id, deed })),
    };
    expect(typeof next).to.be.oneOf(['string', 'object']);
    return said;
  };
  const posted = (day: string, tracking: string | null = null): Promise<Written> =>
    complete(day, { kind: 'posted', on: day as CivilDate, tracking });
  const presented = (day: string, on: string, result: Presentation): Promise<Written> =>
    complete(day, { kind: 'presented', on: on as CivilDate, result });
  /** As `npm run tasks -- done` says it of the one task that is open. */
  const done = async (day: string, wish: object = {}): ReturnType<typeof completeTask> => {
    const [task] = await query<{ id: string }>('SELECT id FROM tasks WHERE debtor_id = $1 AND done_at IS NULL');
    const order = await rig.order(day);
    const none = { note: null, on: null, tracking: null, presentation: null };
    const asked = { ...none, ...wish, creditorId: rig.creditor.id, at: order.at, by: 'noa', taskId: task?.id ?? '' };
    return await completeTask(database.pool, asked, () => Promise.resolve(order));
  };
  const staffed = (creditor: string): Promise<unknown> =>
    database.ownerPool.query(
      `INSERT INTO staff_users (id, creditor_id, name, roles, handle)
       SELECT gen_random_uuid(), $1, x.handle, ARRAY[x.role], x.handle FROM (VALUES ('noa', 'clerk'), ('lou', 'reader'), ('camille', 'manager')) AS x (handle, role)`,
      [creditor],
    );
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

    it('say so by their task as well: it is the same function', async () => {
      expect(await done('2026-10-16', { on: '2026-10-15' })).to.deep.equal({
        ...{ kind: 'done', counted: '2026-10-15', next: null },
      });
      expect(await lines()).to.deep.equal([{ level: 'courteous', status: 'counted', on: '2026-10-15' }]);
      const [logged] = await query<Written>(
        "SELECT outlet, direction, by, (at AT TIME ZONE 'Europe/Paris')::date AS on FROM contact_log WHERE debtor_id = $1",
      );
      expect(logged).to.deep.equal({ outlet: 'letter', direction: 'out', by: 'noa', on: '2026-10-15' });
      const trail = await query<{ kind: string; actor: string }>(
        'SELECT kind, actor FROM audit_events WHERE debtor_id = $1 ORDER BY id DESC LIMIT 2',
      );
      expect(trail.map(({ kind, actor }) => `${kind} ${actor}`)).to.deep.equal([
        'task.done by shell, as noa',
        'notice.posted by shell, as noa',
      ]);
    });

    it('are not posted by their task either where all was paid: the task is gone with the letter', async () => {
      await paid();
      expect(await done('2026-10-16')).to.deep.equal({ kind: 'do-not', why: 'nothing-open' });
      expect(await lines()).to.deep.equal([{ level: 'courteous', status: 'suppressed', on: null }]);
      expect(await tasks()).to.deep.equal([]);
    });

    it('are not for those who only read', async () => {
      const deed: Deed = { kind: 'posted', on: '2026-10-16' as CivilDate, tracking: null };
      expect(await complete('2026-10-16', deed, 'lou')).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
      expect(await complete('2026-10-16', deed, 'nobody')).to.deep.equal({ kind: 'not-done', why: 'unknown-person' });
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
      for (let made = 0; made < 8; made += 1) waiting.push(await writtenTo('2026-10-10'));
      const ofCreditor = (text: string): Promise<{ readonly rows: { readonly id: string }[] }> =>
        database.ownerPool.query<{ id: string }>(text, [rig.creditor.id]);
      for (const day of ['2026-10-15', '2026-10-26', '2026-11-10']) {
        await rig.run(day);
        await count(database.ownerPool, rig.creditor, day);
        await ofCreditor('UPDATE tasks SET done_at = now() WHERE creditor_id = $1');
      }
      await rig.run('2026-11-25');
      await staffed(rig.creditor.id);
      const asked = await ofCreditor('SELECT id FROM approvals WHERE creditor_id = $1');
      expect(asked.rows).to.have.length(8);
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
        expect(await presented('2026-12-07', '2026-12-03', result)).to.deep.equal({
          ...{ kind: 'written', status: 'counted', deadline: '2026-12-18' },
        });
        expect((await lines()).at(-1)).to.deep.equal({ level: 'formal-notice', status: 'counted', on: '2026-12-03' });
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

    it('say so by their tasks as well, posted and presented', async () => {
      expect(await done('2026-11-27')).to.deep.equal({ kind: 'not-done', why: 'tracking-missing' });
      const sent = await done('2026-11-27', { tracking: '1A 234' });
      expect(sent).to.include({ kind: 'done', counted: null });
      expect(await done('2026-12-07')).to.deep.equal({ kind: 'not-done', why: 'presentation-missing' });
      const unclaimed = { presentation: 'unclaimed', on: '2026-12-04' };
      expect(await done('2026-12-07', unclaimed)).to.deep.equal({ kind: 'done', counted: '2026-12-04', next: null });
      const [kept] = await query<Written>(
        "SELECT status, deadline_on AS deadline FROM notices WHERE debtor_id = $1 AND legal = 'formal-notice'",
      );
      expect(kept).to.deep.equal({ status: 'counted', deadline: '2026-12-19' });
    });

    it('go electronically only where they agreed to it, and then like any other', async () => {
      await database.ownerPool.query(
        "INSERT INTO contact_points (id, creditor_id, contact_id, channel, address) VALUES (gen_random_uuid(), $1, $2, 'email', 'camille@example.org')",
        [rig.creditor.id, debtor.contactId],
      );
      const electronic = { tracking: 'LRE-1', electronic: true };
      const deed: Deed = { kind: 'posted', on: '2026-11-27' as CivilDate, ...electronic };
      expect(await complete('2026-11-27', deed)).to.deep.equal({ kind: 'nothing', why: 'no-consent' });
      expect(await done('2026-11-27', electronic)).to.deep.equal({ kind: 'not-done', why: 'no-consent' });
      const at = Date.parse('2026-11-27T09:00:00Z');
      const consent = (note: string | null, address = 'Camille@example.org', by = 'noa'): Promise<unknown> =>
        recordRegisteredConsent(database.pool, {
          ...{ creditorId: rig.creditor.id, at, by, debtor: debtor.reference, address, note },
        });
      expect(await consent('x', 'other@example.org')).to.deep.equal({ kind: 'not-done', why: 'unknown-address' });
      expect(await consent(' ')).to.deep.equal({ kind: 'not-done', why: 'note-missing' });
      expect(await consent('x', undefined, 'lou')).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
      expect(await consent('Contract of 3 May, clause 7.')).to.deep.equal({ kind: 'given' });
      const [task] = await query<{ id: string }>('SELECT id FROM tasks WHERE debtor_id = $1 AND done_at IS NULL');
      const shown = await showTask(database.pool, { creditorId: rig.creditor.id, at, by: 'noa' }, task?.id ?? '');
      expect(shown).to.have.nested.property('task.notice.electronicTo', 'camille@example.org');
      expect(await consent(null)).to.deep.equal({ kind: 'withdrawn' });
      expect(await done('2026-11-27', electronic)).to.deep.equal({ kind: 'not-done', why: 'no-consent' });
      await consent('Contract of 3 May, clause 7.');
      expect(await done('2026-11-27', electronic)).to.include({ kind: 'done', counted: null });
      expect(await tasks()).to.deep.equal(['first-presentation']);
      expect(await presented('2026-12-07', '2026-12-03', 'unclaimed')).to.include({ status: 'counted' });
    });

    it('are not posted once they were drawn too long ago: a manager decides again, and a new day is printed', async () => {
      const drawn = await last();
      // Drawn on Thursday 26 November: two working days to post it, until Monday 30.
      for (const way of [() => posted('2026-12-01', '1A 234'), () => done('2026-12-01', { tracking: '1A 234' })]) {
        await database.ownerPool.query("UPDATE notices SET status = 'queued' WHERE id = $1", [drawn.id]);
        await database.ownerPool.query("UPDATE reminders SET status = 'queued' WHERE notice_id = $1", [drawn.id]);
        await database.ownerPool.query(
          "UPDATE tasks SET done_at = NULL, done_by = NULL WHERE debtor_id = $1 AND kind = 'post-letter' AND facts ->> 'noticeId' = $2",
          [debtor.id, drawn.id],
        );
        expect(await way()).to.deep.equal({ kind: 'do-not', why: 'deadline-short' });
        expect(await tasks()).to.deep.equal([]);
        expect((await lines()).at(-1)).to.deep.include({ level: 'formal-notice', status: 'suppressed' });
      }
      await rig.run('2026-12-02');
      const anew = await last();
      expect(anew).to.include({ outlet: 'registered-letter', status: 'awaiting-approval' });
      expect(anew.id).to.not.equal(drawn.id);
      const [asked] = await query<{ id: string }>(
        'SELECT id FROM approvals WHERE debtor_id = $1 AND decided_at IS NULL',
      );
      const wish = { creditorId: rig.creditor.id, approvalId: asked?.id ?? '', by: 'camille', note: null } as const;
      await decideApproval(database.pool, { ...wish, decision: 'approve', at: Date.parse('2026-12-02T15:00:00Z') });
      await rig.run('2026-12-03');
      const [again] = await query<Written>(
        `SELECT deadline_on AS deadline FROM notices WHERE id = '${anew.id}' AND $1 <> id`,
      );
      expect(again).to.deep.equal({ deadline: '2026-12-24' }); // posted by Monday 7, presented by 9, and fifteen days
      expect(await posted('2026-12-07', '1A 235')).to.include({ kind: 'written', status: 'sent' });
    });

    it('are not posted where it was paid since they were approved', async () => {
      await paid();
      expect(await posted('2026-11-27', '1A 234')).to.deep.equal({ kind: 'do-not', why: 'nothing-open' });
      expect((await lines()).at(-1)).to.include({ status: 'suppressed' });
      expect(await presented('2026-12-03', '2026-12-01', 'delivered')).to.include({ kind: 'nothing' });
    });
  });
});
