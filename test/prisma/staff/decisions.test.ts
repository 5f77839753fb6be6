import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { disputeAnswer } from '../../../dialogs/staff/dispute-answer.ts';
import { planNotice } from '../../../dialogs/staff/plan-notice.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { tenOf } from '../../../prisma/business-clock.ts';
import { inTenant } from '../../../prisma/in-tenant.ts';
import { runDay } from '../../../prisma/jobs/run-day.ts';
import { liftBlock, proposeBlock } from '../../../prisma/staff/block.ts';
import { type ChargeListed, listCharges, waiveCharge } from '../../../prisma/staff/charges.ts';
import { completeTask } from '../../../prisma/staff/complete-task.ts';
import { decideApproval, type DecisionOutcome } from '../../../prisma/staff/decide-approval.ts';
import { decideDispute, type DisputeDone, type DisputeOrder } from '../../../prisma/staff/decide-dispute.ts';
import { endPause, pauseStep } from '../../../prisma/staff/pause.ts';
import { confirmDefault, giveDefaultNotice } from '../../../prisma/staff/plan-default.ts';
import { addStaff, disableStaff, listStaff, type NewStaff } from '../../../prisma/staff/staff-users.ts';
import { seedCreditor } from '../../support/ledger-rows.ts';
import { at, calendars, openStaffRig, type StaffRig, today } from './staff-rig.ts';

const on = (day: string): number => Date.parse(`${day}T09:00:00Z`);

describe('decisions of people', () => {
  let rig: StaffRig;

  before(async () => {
    rig = await openStaffRig();
  });
  beforeEach(async () => {
    rig = await openStaffRig(rig.database);
  });
  after(() => rig.database.drop());

  const pool = (): StaffRig['database']['pool'] => rig.database.pool;
  const work = async (day: string): Promise<unknown> => {
    const order = { creditorId: rig.creditor.id, today: day as CivilDate, graceDaysOf: () => 5, again: true };
    const reports = await runDay(pool(), { ...order, at: await tenOf(pool(), day as CivilDate, 'Europe/Paris') });
    return reports.find(({ job }) => job === 'decisions')?.did;
  };

  describe('who they are', () => {
    const wish: NewStaff = { handle: 'Ana', name: 'Ana', roles: ['clerk'], email: null, directory: null };

    it('begins with an administrator, whom nobody has to name', async () => {
      const { id } = await seedCreditor(rig.database.ownerPool, `first-${randomUUID().slice(0, 8)}`);
      const order = { creditorId: id, by: null, at };
      expect(await addStaff(pool(), order, wish)).to.deep.include({ why: 'administrator-first' });
      const first = { ...wish, roles: ['administrator' as const] };
      expect(await addStaff(pool(), order, first)).to.include({ kind: 'added' });
      expect(await addStaff(pool(), order, { ...wish, handle: 'bo' })).to.deep.include({ why: 'unknown-person' });
      expect((await listStaff(pool(), id)).map(({ handle }) => handle)).to.deep.equal(['ana']);
    });

    it('is an administrator’s to say; a handle and a directory id are one person’s', async () => {
      const directory = { tenant: 't', objectId: 'o' };
      expect(await addStaff(pool(), rig.as('camille'), wish)).to.deep.include({ why: 'not-allowed' });
      expect(await addStaff(pool(), rig.as('alex'), { ...wish, directory })).to.include({ kind: 'added' });
      expect(await addStaff(pool(), rig.as('alex'), wish)).to.deep.include({ why: 'handle-taken' });
      expect(await addStaff(pool(), rig.as('alex'), { ...wish, handle: 'bo', directory })).to.deep.include({
        why: 'directory-taken',
      });
      expect(await disableStaff(pool(), rig.as('alex'), 'alex')).to.deep.include({ why: 'yourself' });
      expect(await disableStaff(pool(), rig.as('alex'), 'ana')).to.deep.equal({ kind: 'disabled' });
      expect(await proposeBlock(pool(), { ...rig.as('ana'), debtor: 'x', reason: 'y' }, calendars)).to.deep.include({
        why: 'disabled-person',
      });
      expect(await rig.trail()).to.deep.equal(['staff.added by shell, as alex', 'staff.disabled by shell, as alex']);
    });
  });

  describe('a block', () => {
    const propose = (handle = 'noa', when = at): ReturnType<typeof proposeBlock> =>
      proposeBlock(pool(), { ...rig.as(handle, when), debtor: rig.debtor.reference, reason: 'Late again.' }, calendars);
    const approve = (approvalId: string, day: string, by = 'camille'): Promise<DecisionOutcome> =>
      decideApproval(pool(), { ...rig.as(by, on(day)), approvalId, decision: 'approve', note: null });
    const since = async (): Promise<unknown> =>
      (await rig.rows('SELECT blocked_since AS since FROM debtors WHERE id = $1', [rig.debtor.id]))[0]?.['since'];

    it('is told to the sales owner two working days before a manager may set it, and lifts itself once all is paid', async () => {
      const asked = await propose();
      expect(asked).to.include({ kind: 'proposed', notBefore: '2026-12-03' });
      const id = asked.kind === 'proposed' ? asked.approvalId : '';
      expect(await propose()).to.deep.include({ why: 'asked-before' });
      expect(
        await rig.rows("SELECT FROM tasks WHERE creditor_id = $1 AND kind = 'sales-told'", [rig.creditor.id]),
      ).to.have.length(1);
      expect(await approve(id, '2026-12-02')).to.deep.equal({ kind: 'not-done', why: 'too-early' });
      expect(await approve(id, '2026-12-03', 'noa')).to.deep.include({ why: 'same-person' });
      expect(await approve(id, '2026-12-03')).to.include({ kind: 'approved' });
      expect(await since()).to.equal('2026-12-03');
      expect(await work('2026-12-04')).to.deep.equal({});
      await rig.pay(10_000);
      expect(await work('2026-12-05')).to.deep.equal({ 'blocks lifted': 1 });
      expect(await since()).to.equal(null);
      expect(await rig.trail()).to.deep.equal([
        'block.proposed by shell, as noa',
        'approval.approved by shell, as camille',
        'block.lifted system',
      ]);
    });

    it('is never of an essential service, and lapses when a promise comes before it', async () => {
      const asked = await propose();
      await rig.rows(
        `INSERT INTO holds (id, creditor_id, debtor_id, reason, source, from_on) VALUES ($1, $2, $3, 'vulnerable', 'x', '2026-12-02')`,
        [randomUUID(), rig.creditor.id, rig.debtor.id],
      );
      const id = asked.kind === 'proposed' ? asked.approvalId : '';
      expect(await approve(id, '2026-12-03')).to.deep.equal({ kind: 'lapsed', what: 'block', why: 'vulnerable' });
      rig = await openStaffRig(rig.database);
      await rig.rows('UPDATE creditors SET essential = true WHERE id = $1', [rig.creditor.id]);
      expect(await propose()).to.deep.include({ why: 'essential' });
    });

    it('is proposed by a rule once the deadline of a formal notice has passed, once, and by nobody else’s leave', async () => {
      const { id } = await rig.notice();
      await rig.rows(
        "UPDATE notices SET status = 'counted', counted_on = '2026-12-02', approved_by = (SELECT id FROM staff_users WHERE handle = 'robin' AND creditor_id = $2) WHERE id = $1",
        [id, rig.creditor.id],
      );
      expect(await work('2026-12-09')).to.deep.equal({});
      expect(await work('2026-12-10')).to.deep.equal({ 'blocks proposed': 1 });
      expect(await work('2026-12-11')).to.deep.equal({});
      const [asked] = await rig.rows(
        "SELECT id, asked_by AS by, facts ->> 'notBefore' AS from FROM approvals WHERE creditor_id = $1 AND kind = 'block'",
        [rig.creditor.id],
      );
      expect(asked).to.deep.include({ by: 'rule:formal-notice-unanswered', from: '2026-12-15' });
      expect(await approve(String(asked?.['id']), '2026-12-15')).to.include({ kind: 'approved' });
      expect(await work('2026-12-16')).to.deep.equal({});
    });

    it('is lifted by a manager, not by a clerk', async () => {
      const asked = await propose();
      await approve(asked.kind === 'proposed' ? asked.approvalId : '', '2026-12-03');
      const lift = (by: string): ReturnType<typeof liftBlock> =>
        liftBlock(pool(), { ...rig.as(by), debtor: rig.debtor.reference, reason: 'Agreed.' });
      expect(await lift('noa')).to.deep.include({ why: 'not-allowed' });
      expect(await lift('camille')).to.deep.equal({ kind: 'lifted' });
      expect(await lift('camille')).to.deep.include({ why: 'not-blocked' });
    });

    it('waits while the sales owner pauses it: once, on their own account; a manager ends the pause', async () => {
      const pause = (by: string, days = 3): ReturnType<typeof pauseStep> =>
        pauseStep(pool(), { ...rig.as(by), debtor: rig.debtor.reference, days, reason: 'They pay.' }, calendars);
      expect(await pause('sacha')).to.deep.include({ why: 'nothing-told' });
      const asked = await propose();
      const id = asked.kind === 'proposed' ? asked.approvalId : '';
      expect(await pause('noa')).to.deep.include({ why: 'not-own-account' });
      expect(await pause('sacha', 6)).to.deep.include({ why: 'days-out-of-range' });
      expect(await pause('sacha')).to.deep.equal({ kind: 'paused', until: '2026-12-04' });
      expect(await pause('sacha', 1)).to.deep.include({ why: 'paused-before' });
      expect(await approve(id, '2026-12-03')).to.deep.include({ why: 'too-early' });
      const end = (by: string): ReturnType<typeof endPause> =>
        endPause(pool(), { ...rig.as(by, on('2026-12-03')), debtor: rig.debtor.reference });
      expect(await end('sacha')).to.deep.include({ why: 'not-allowed' });
      expect(await end('camille')).to.deep.equal({ kind: 'ended' });
      expect(await approve(id, '2026-12-03')).to.include({ kind: 'approved' });
    });
  });

  describe('a dispute', () => {
    let disputeId: string;
    beforeEach(async () => {
      disputeId = randomUUID();
      const of = [disputeId, rig.creditor.id, rig.debtor.id, rig.lineId];
      await rig.rows(
        `WITH held AS (INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
           VALUES (gen_random_uuid(), $2, $3, $4, 'dispute', 'dispute:' || $1::text, 3000, 'EUR', '2026-11-20'))
         INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
         VALUES ($1::uuid, $2, $3, $4, 'price', false, 3000, 'EUR', 'open', '2026-11-20', '2026-12-05')`,
        of,
      );
      await rig.rows(
        `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
         VALUES ($1, $2, $3, $4, $5, 'interest', 120, 'EUR', 'announced', 'x', 'r', '2026-11-01')`,
        [randomUUID(), rig.creditor.id, rig.debtor.id, rig.invoice.id, rig.lineId],
      );
    });
    const decide = (wish: Partial<DisputeOrder> = {}): Promise<DisputeDone> =>
      decideDispute(
        pool(),
        { ...rig.as('noa'), disputeId, answer: { kind: 'accept' }, note: 'Right.', waiveInterest: false, ...wish },
        disputeAnswer,
      );
    const left = async (): Promise<unknown> => {
      const [row] = await rig.rows(
        `SELECT (SELECT l.amount_minor - coalesce(sum(a.amount_minor), 0) FROM due_lines l LEFT JOIN allocations a ON a.line_id = l.id WHERE l.id = $1 GROUP BY l.id)::int AS open,
           (SELECT string_agg(concat_ws(' ', split_part(source, ':', 1), amount_minor, until_on), ', ' ORDER BY source DESC) FROM holds WHERE line_id = $1) AS held, (SELECT status FROM charges WHERE line_id = $1) AS charge`,
        [rig.lineId],
      );
      return Object.values(row ?? {}).join(' ');
    };

    it('that is accepted stays held until its credit note is there, its interest cancelled, and somebody tells them', async () => {
      expect(await decide()).to.deep.include({ status: 'accepted', told: 'task', chargesWaived: 1 });
      expect(await left()).to.equal(`10000 dispute 3000 ${today}, credit 3000 waived`);
      expect(await decide()).to.deep.include({ why: 'decided-before' });
      expect(await rig.trail()).to.deep.equal(['dispute.accepted by shell, as noa']);
      const [task] = await rig.rows(
        "SELECT kind, facts -> 'amount' AS amount, done_at AS done FROM tasks WHERE creditor_id = $1 AND kind = 'issue-credit-note'",
        [rig.creditor.id],
      );
      expect(task).to.deep.equal({ kind: 'issue-credit-note', amount: money(3000, 'EUR'), done: null });
    });

    it('that was accepted is held until the accounts’ credit note comes, and two disputes need two', async () => {
      await decide();
      const book = async (minor: number): Promise<void> => {
        await rig.rows(
          `WITH n AS (INSERT INTO credit_notes (id, creditor_id, debtor_id, number, issued, amount_minor, currency, invoice_id)
             VALUES (gen_random_uuid(), $1, $2, gen_random_uuid()::text, '2026-12-02', $3, 'EUR', $4) RETURNING id)
           INSERT INTO allocations (id, creditor_id, debtor_id, credit_note_id, line_id, amount_minor, currency, on_date, by)
           SELECT gen_random_uuid(), $1, $2, id, $5, $3, 'EUR', '2026-12-02', 'accounts' FROM n`,
          [rig.creditor.id, rig.debtor.id, minor, rig.invoice.id, rig.lineId],
        );
      };
      const release = async (): Promise<unknown> => {
        const { rows } = await inTenant(pool(), rig.creditor.id, (client) =>
          client.query<{ n: number }>("SELECT solde_release_credited($1, '2026-12-02', now()) AS n", [rig.creditor.id]),
        );
        return rows[0]?.n;
      };
      expect(await release()).to.equal(0);
      await book(1000);
      expect(await release()).to.equal(0);
      await book(2000);
      expect(await release()).to.equal(1);
      expect(await release()).to.equal(0);
      expect(await left()).to.equal(`7000 dispute 3000 ${today}, credit 3000 2026-12-02 waived`);
      const tasks = await rig.rows(
        "SELECT done_by AS by FROM tasks WHERE creditor_id = $1 AND kind = 'issue-credit-note'",
        [rig.creditor.id],
      );
      expect(tasks).to.deep.equal([{ by: 'import' }]);
      await rig.rows(
        `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
         VALUES (gen_random_uuid(), $1, $2, $3, 'dispute', 'credit:' || gen_random_uuid(), 1500, 'EUR', '2026-12-02')`,
        [rig.creditor.id, rig.debtor.id, rig.lineId],
      );
      expect(await release()).to.equal(0);
    });

    it('that is accepted in part leaves the rest to pay', async () => {
      const part = (minor: number, currency = 'EUR'): Promise<DisputeDone> =>
        decide({ answer: { kind: 'part', amount: money(minor, currency) } });
      expect(await part(3000)).to.deep.include({ why: 'amount-out-of-range' });
      expect(await part(1000, 'GBP')).to.deep.include({ why: 'other-currency' });
      expect(await part(1000)).to.deep.include({ status: 'partly-accepted', stays: money(2000, 'EUR') });
      expect(await left()).to.equal(`10000 dispute 3000 ${today}, credit 1000 waived`);
    });

    it('that is rejected leaves all of it to pay, with its interest unless that is waived, and says how to disagree', async () => {
      await rig.rows(
        `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at) VALUES ($1, $2, $3, 'email', 'c@example.org', '2026-01-01Z')`,
        [randomUUID(), rig.creditor.id, rig.debtor.contactId],
      );
      expect(await decide({ answer: { kind: 'reject' } })).to.deep.include({
        status: 'rejected',
        told: 'email',
        chargesWaived: 0,
      });
      expect(await left()).to.equal(`10000 dispute 3000 ${today} announced`);
      const [sent] = await rig.rows(
        "SELECT class, channel, message ->> 'title' AS title, message ->> 'text' AS text FROM outbox WHERE creditor_id = $1",
        [rig.creditor.id],
      );
      expect(sent).to.include({ class: 'service', channel: 'email', title: 'La réponse à votre demande' });
      expect(sent?.['text'])
        .to.contain('Si vous n’êtes pas d’accord')
        .and.to.contain('médiateur')
        .and.to.contain('30,00');
    });

    it('that is rejected without interest has none left', async () => {
      expect(await decide({ answer: { kind: 'reject' }, waiveInterest: true })).to.deep.include({ chargesWaived: 1 });
      const rows = await rig.rows('SELECT interest_waived AS waived, status, answer FROM disputes WHERE id = $1', [
        disputeId,
      ]);
      expect(rows).to.deep.equal([{ waived: true, status: 'rejected', answer: 'Right.' }]);
    });

    it('is a clerk’s or a manager’s to decide, of their own creditor', async () => {
      for (const by of ['lou', 'sacha', 'alex'])
        expect(await decide({ by }), by).to.deep.include({ why: 'not-allowed' });
      const other = await openStaffRig(rig.database);
      expect(await decide(other.as('noa'))).to.deep.include({ why: 'unknown' });
      expect(await decide({ note: ' ' })).to.deep.include({ why: 'note-missing' });
    });

    const chargesFor = async (by: string, debtor: string | null): Promise<readonly ChargeListed[]> => {
      const found = await listCharges(pool(), rig.as(by), debtor);
      return found.kind === 'listed' ? found.rows : [];
    };

    it('leaves its charges to be waived one by one, by a clerk up to a limit', async () => {
      const [charge] = await chargesFor('noa', rig.debtor.reference);
      const waive = (by: string, reason = 'Ours.'): ReturnType<typeof waiveCharge> =>
        waiveCharge(pool(), { ...rig.as(by), chargeId: charge?.id ?? '', reason });
      expect(await waive('sacha')).to.deep.include({ why: 'not-allowed' });
      expect(await waive('noa', ' ')).to.deep.include({ why: 'reason-missing' });
      expect(await waive('noa')).to.deep.equal({ kind: 'waived', amount: money(120, 'EUR') });
      expect(await waive('noa')).to.deep.include({ why: 'waived-before' });
      expect((await chargesFor('noa', null))[0]).to.include({
        status: 'waived',
        waivedReason: 'Ours.',
      });
    });
  });

  describe('the end of a plan', () => {
    let planId: string;
    beforeEach(async () => {
      planId = randomUUID();
      const client = await rig.database.ownerPool.connect();
      const of = [planId, rig.creditor.id, rig.debtor.id];
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash) VALUES ($1, $2, $3, 10000, 'EUR', 'month', 'late', '2026-10-01', '2026-10-01', 'h')`,
        of,
      );
      await client.query(
        "INSERT INTO plan_lines (plan_id, creditor_id, debtor_id, line_id, amount_minor, currency) VALUES ($1, $2, $3, $4, 10000, 'EUR')",
        [...of, rig.lineId],
      );
      await client.query(
        `INSERT INTO instalments (plan_id, creditor_id, debtor_id, position, due, amount_minor, currency) VALUES ($1, $2, $3, 1, '2026-11-01', 4000, 'EUR'), ($1, $2, $3, 2, '2027-01-01', 6000, 'EUR')`,
        of,
      );
      await client.query(
        `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on) VALUES (gen_random_uuid(), $2, $3, $4, 'plan', 'plan:' || $1::text, '2026-10-01')`,
        [...of, rig.lineId],
      );
      await client.query('COMMIT');
      client.release();
    });
    const notice = (by = 'noa'): ReturnType<typeof giveDefaultNotice> =>
      giveDefaultNotice(pool(), { ...rig.as(by), planId }, planNotice);
    const confirm = (by: string, day: string): Promise<DecisionOutcome> =>
      confirmDefault(pool(), { ...rig.as(by, on(day)), planId });
    const post = async (taskId: string): Promise<void> => {
      const none = { note: null, on: null, tracking: null, presentation: null };
      expect(await completeTask(pool(), { ...rig.as('noa'), ...none, taskId })).to.include({ kind: 'done' });
    };
    const plan = async (): Promise<unknown> =>
      Object.values(
        (
          await rig.rows(
            'SELECT status, (SELECT until_on FROM holds WHERE line_id = $2) AS held FROM plans WHERE id = $1',
            [planId, rig.lineId],
          )
        )[0] ?? {},
      ).join(' ');

    it('comes only thirty days after the letter was posted, by another person', async () => {
      expect(await notice('sacha')).to.deep.include({ why: 'not-allowed' });
      const given = await notice('camille');
      expect(given).to.include({ kind: 'noticed', days: 30 });
      expect(await notice()).to.deep.include({ why: 'asked-before' });
      expect(await confirm('robin', '2027-06-01')).to.deep.include({ why: 'not-posted' });
      await post(given.kind === 'noticed' ? given.taskId : '');
      expect(await confirm('camille', '2027-01-01')).to.deep.include({ why: 'same-person' });
      expect(await confirm('robin', '2026-12-31')).to.deep.include({ why: 'too-early' });
      expect(await confirm('robin', '2027-01-01')).to.include({ kind: 'approved' });
      expect(await plan()).to.equal('defaulted 2027-01-01');
      expect(await confirm('robin', '2027-01-02')).to.deep.include({ why: 'unknown' });
    });

    it('never comes on an old notice: one that was caught up lapses with the day', async () => {
      const given = await notice();
      await post(given.kind === 'noticed' ? given.taskId : '');
      await rig.pay(4000);
      await rig.rows("UPDATE plans SET status = 'active' WHERE id = $1", [planId]);
      expect(await work('2026-12-10')).to.deep.equal({ 'notices lapsed': 1 });
      expect(await confirm('camille', '2027-01-01')).to.deep.include({ why: 'unknown' });
      expect(await plan()).to.equal('active ');
    });
  });
});
