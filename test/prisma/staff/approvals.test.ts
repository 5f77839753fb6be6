import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { completeTask } from '../../../prisma/staff/complete-task.ts';
import { type ApprovalDecision, decideApproval, type DecisionOutcome } from '../../../prisma/staff/decide-approval.ts';
import { listApprovals, type WaitingApproval } from '../../../prisma/staff/list-approvals.ts';
import { listDisputes } from '../../../prisma/staff/list-disputes.ts';
import { listTasks, type OpenTask, showTask } from '../../../prisma/staff/list-tasks.ts';
import { disableStaff } from '../../../prisma/staff/staff-users.ts';
import { takeFile } from '../../../prisma/staff/take-file.ts';
import { at, openStaffRig, type StaffRig, today } from './staff-rig.ts';

describe('approvals', () => {
  let rig: StaffRig;

  before(async () => {
    rig = await openStaffRig();
  });
  beforeEach(async () => {
    rig = await openStaffRig(rig.database);
  });
  after(() => rig.database.drop());

  const decide = (approvalId: string, wish: Partial<ApprovalDecision> = {}): Promise<DecisionOutcome> =>
    decideApproval(rig.database.pool, {
      ...{ creditorId: rig.creditor.id, approvalId, by: 'camille', decision: 'approve', note: null, at },
      ...wish,
    });
  const standing = async (id: string): Promise<unknown> =>
    (
      await rig.rows(
        `SELECT n.status, n.counted_on AS counted, n.deadline_on AS deadline, r.status AS line, s.handle AS by FROM notices n
           JOIN reminders r ON r.notice_id = n.id LEFT JOIN staff_users s ON s.id = n.approved_by WHERE n.id = $1`,
        [id],
      )
    )[0];
  const waitingFor = async (by: string): Promise<readonly WaitingApproval[]> => {
    const found = await listApprovals(rig.database.pool, rig.as(by));
    return found.kind === 'listed' ? found.rows : [];
  };
  const openFor = async (by: string, mine: string | null): Promise<readonly OpenTask[]> => {
    const found = await listTasks(rig.database.pool, rig.as(by), { kind: null, mine });
    return found.kind === 'listed' ? found.rows : [];
  };

  it('list what waits, decide it once, and have a letter that was approved posted', async () => {
    const { id, approvalId } = await rig.notice();
    const [waiting] = await waitingFor('noa');
    expect(waiting).to.deep.include({
      id: approvalId,
      kind: 'formal-notice',
      debtor: rig.debtor.reference,
      why: 'due',
    });
    expect(waiting?.amounts).to.deep.equal([{ minor: 10_000, currency: 'EUR' }]);

    const done = await decide(approvalId);
    expect(done).to.include({ kind: 'approved', what: 'formal-notice' });
    expect(await standing(id)).to.deep.include({ status: 'approved', line: 'approved', by: 'camille' });
    expect(await decide(approvalId)).to.deep.equal({ kind: 'not-done', why: 'already-decided' });
    expect(await waitingFor('noa')).to.deep.equal([]);

    const taskId = done.kind === 'approved' ? (done.taskId ?? '') : '';
    expect(await showTask(rig.database.pool, rig.as('noa'), taskId)).to.deep.nested.include({
      'task.kind': 'post-letter',
      'task.noticeId': id,
    });
    expect(await rig.trail()).to.deep.equal(['approval.approved by shell, as camille']);
  });

  it('are for the right role, for people who are there, and for the creditor’s own', async () => {
    const { id, approvalId } = await rig.notice();
    for (const by of ['lou', 'noa', 'sacha', 'alex'])
      expect(await decide(approvalId, { by }), by).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await decide(approvalId, { by: 'nobody' })).to.deep.include({ why: 'unknown-person' });
    await disableStaff(rig.database.pool, rig.as('alex'), 'camille');
    expect(await decide(approvalId)).to.deep.include({ why: 'disabled-person' });
    const other = await openStaffRig(rig.database);
    const theirs = { ...other.as('camille'), approvalId, decision: 'approve', note: null } as const;
    expect(await decideApproval(rig.database.pool, theirs)).to.deep.include({ why: 'unknown' });
    expect(await decide(randomUUID(), { by: 'robin' })).to.deep.include({ why: 'unknown' });
    expect(await standing(id)).to.deep.include({ status: 'awaiting-approval', by: null });
    expect(await rig.trail()).to.deep.equal(['staff.disabled by shell, as alex']);
  });

  it('and tasks are shown to whom they concern: the sales owner sees their own accounts, a stranger nothing', async () => {
    const { approvalId } = await rig.notice();
    const others = await rig.rows('UPDATE debtors SET sales_owner = NULL WHERE id = $1 RETURNING id', [rig.debtor.id]);
    expect(others).to.have.length(1);
    expect([await waitingFor('sacha'), (await waitingFor('lou')).map((one) => one.id)]).to.deep.equal([
      [],
      [approvalId],
    ]);
    const done = await decide(approvalId);
    const taskId = done.kind === 'approved' ? (done.taskId ?? '') : '';
    expect([await openFor('sacha', null), (await openFor('lou', null)).map((one) => one.id)]).to.deep.equal([
      [],
      [taskId],
    ]);
    const shown = (by: string): ReturnType<typeof showTask> => showTask(rig.database.pool, rig.as(by), taskId);
    expect(await shown('sacha')).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await shown('nobody')).to.deep.equal({ kind: 'not-done', why: 'unknown-person' });
    await rig.rows("UPDATE debtors SET sales_owner = 'sacha' WHERE id = $1", [rig.debtor.id]);
    expect((await openFor('sacha', null)).map((one) => one.id)).to.deep.equal([taskId]);
    expect(await shown('sacha')).to.include({ kind: 'task' });
  });

  it('and tasks and disputes are listed of the accounts somebody collects from', async () => {
    await rig.notice();
    await rig.rows("UPDATE debtors SET sales_owner = NULL, collector = 'Noa' WHERE id = $1", [rig.debtor.id]);
    await rig.rows(
      `WITH held AS (INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
         VALUES (gen_random_uuid(), $2, $3, $4, 'dispute', 'dispute:' || $1::text, 100, 'EUR', '2026-11-20'))
       INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
       VALUES ($1::uuid, $2, $3, $4, 'price', false, 100, 'EUR', 'open', '2026-11-20', '2026-12-05')`,
      [randomUUID(), rig.creditor.id, rig.debtor.id, rig.lineId],
    );
    const { pool } = rig.database;
    for (const [mine, many] of [
      ['noa', 1],
      ['NOA', 1],
      ['sacha', 0],
      [null, 1],
    ] as const) {
      const approvals = await listApprovals(pool, rig.as('camille'), mine);
      const disputes = await listDisputes(pool, rig.as('camille'), mine);
      expect([approvals, disputes].map((found) => ('rows' in found ? found.rows.length : -1))).to.deep.equal([
        many,
        many,
      ]);
    }
    await rig.rows(
      "INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at) VALUES (gen_random_uuid(), $1, 'human', 'asked', $2, now())",
      [rig.creditor.id, rig.debtor.id],
    );
    expect(await openFor('lou', 'noa')).to.have.length(1);
    expect(await openFor('lou', 'robin')).to.deep.equal([]);
  });

  it('are two people’s: who asked may take it back, and not approve it', async () => {
    const { id, approvalId } = await rig.notice();
    await rig.rows("UPDATE approvals SET asked_by = 'staff:camille' WHERE id = $1", [approvalId]);
    expect(await decide(approvalId)).to.deep.equal({ kind: 'not-done', why: 'same-person' });
    expect(await decide(approvalId, { decision: 'refuse' })).to.deep.include({ why: 'note-missing' });
    expect(await decide(approvalId, { decision: 'refuse', note: 'A mistake.' })).to.deep.include({ kind: 'refused' });
    expect(await standing(id)).to.deep.include({ status: 'suppressed', line: 'suppressed', by: null });
  });

  it('lapse when the account no longer says what was drawn, and hold when it changed elsewhere', async () => {
    const { id, approvalId } = await rig.notice();
    await rig.rows("UPDATE debtors SET segment = 'x' WHERE id = $1", [rig.debtor.id]);
    await rig.pay(1);
    expect(await decide(approvalId)).to.deep.equal({ kind: 'lapsed', what: 'formal-notice', why: 'account-changed' });
    expect(await standing(id)).to.deep.include({ status: 'withdrawn', line: 'withdrawn' });
    expect(await openFor('noa', null)).to.deep.equal([]);
    expect(await rig.trail()).to.deep.equal(['approval.lapsed by shell, as camille']);
  });

  it('approve what still holds though the account has a new version', async () => {
    const { approvalId } = await rig.notice();
    await rig.rows("UPDATE debtors SET segment = 'x' WHERE id = $1", [rig.debtor.id]);
    expect(await decide(approvalId)).to.include({ kind: 'approved' });
  });

  it('give nobody a letter to post for what was paid since', async () => {
    const { id, approvalId } = await rig.notice({ outlet: 'letter' });
    const blobId = randomUUID();
    const content = Buffer.from('%PDF-');
    await rig.rows(
      `INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at) VALUES ($1, $2, $3, 'letter.pdf', 'application/pdf', encode(sha256($4::bytea), 'hex'), 5, $4::bytea, now())`,
      [blobId, rig.creditor.id, rig.debtor.id, content],
    );
    await rig.rows('UPDATE notices SET blob_id = $2 WHERE id = $1', [id, blobId]);
    const done = await decide(approvalId);
    const taskId = done.kind === 'approved' ? (done.taskId ?? '') : '';
    expect(await takeFile(rig.database.pool, rig.as('noa'), taskId)).to.deep.include({ kind: 'file', content });
    expect(await takeFile(rig.database.pool, rig.as('lou'), taskId)).to.deep.include({ why: 'not-allowed' });
    await rig.pay(10_000);
    expect(await takeFile(rig.database.pool, rig.as('noa'), taskId)).to.deep.include({ why: 'account-changed' });
    expect(await standing(id)).to.deep.include({ status: 'withdrawn' });
    const wish = { ...rig.as('noa'), taskId, note: null, on: null, tracking: null, presentation: null };
    const rules = (): Promise<never> => Promise.reject(new Error('nothing is held against it'));
    expect(await completeTask(rig.database.pool, wish, rules)).to.deep.include({ why: 'done-before' });
  });

  it('are decided once, whoever tries at the same time', async () => {
    const { approvalId } = await rig.notice();
    const both = await Promise.all([decide(approvalId), decide(approvalId, { by: 'robin' })]);
    expect(both.map((one) => ('why' in one ? one.why : one.kind)).sort()).to.deep.equal([
      'already-decided',
      'approved',
    ]);
  });

  it('enter a write-off a clerk asked for, unless it is no longer owed', async () => {
    const ask = async (minor: number): Promise<string> => {
      const id = randomUUID();
      const facts = { debtor: rig.debtor.reference, invoice: rig.invoice.number, number: null, on: today, text: '' };
      await rig.rows(
        `INSERT INTO approvals (id, creditor_id, debtor_id, kind, facts, asked_by, asked_at, dedupe_key) VALUES ($1::uuid, $2, $3, 'write-off', $4, 'staff:noa', now(), $1::text)`,
        [id, rig.creditor.id, rig.debtor.id, JSON.stringify({ ...facts, amount: { minor, currency: 'EUR' } })],
      );
      return id;
    };
    expect(await decide(await ask(6000))).to.include({ kind: 'approved' });
    expect(await decide(await ask(6000))).to.deep.equal({ kind: 'lapsed', what: 'write-off', why: 'more-than-open' });
    const notes = await rig.rows('SELECT kind, amount_minor AS minor FROM credit_notes WHERE creditor_id = $1', [
      rig.creditor.id,
    ]);
    expect(notes).to.deep.equal([{ kind: 'write-off', minor: 6000 }]);
  });
});
