import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { type CallDone, type CallOrder, recordCall } from '../../../prisma/staff/record-call.ts';
import { aPolicy } from '../../domain/an-account.ts';
import { at, calendars, openStaffRig, type StaffRig, today } from './staff-rig.ts';

describe('calls', () => {
  let rig: StaffRig;
  let noticeId: string;
  let taskId: string;

  before(async () => {
    rig = await openStaffRig();
  });
  beforeEach(async () => {
    rig = await openStaffRig(rig.database);
    taskId = randomUUID();
    await rig.rows(
      "INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at, due_on) VALUES ($1, $2, 'call', 'call', $3, now(), '2026-12-01')",
      [taskId, rig.creditor.id, rig.debtor.id],
    );
    const of = { legal: 'none', level: 3, outlet: 'phone', status: 'sent', task_id: taskId, deadline_on: null };
    noticeId = (await rig.notice({ ...of, contact_point_id: rig.debtor.pointId })).id;
  });
  after(() => rig.database.drop());

  const call = (wish: Partial<CallOrder> = {}): Promise<CallDone> =>
    recordCall(
      rig.database.pool,
      {
        ...{ ...rig.as('noa'), target: noticeId, outcome: 'reached', promise: null, dispute: null, callBackOn: null },
        ...{ cause: null, note: null, ...wish },
      },
      { calendars, policy: () => aPolicy() },
    );
  const standing = async (): Promise<string> => {
    const [row] = await rig.rows(
      `SELECT n.status, n.counted_on AS counted, r.status AS line, t.done_by AS done, t.due_on AS due FROM notices n JOIN reminders r ON r.notice_id = n.id
         JOIN tasks t ON t.id = n.task_id WHERE n.id = $1`,
      [noticeId],
    );
    return Object.values(row ?? {}).join(' ');
  };
  const holds = (): ReturnType<StaffRig['rows']> =>
    rig.rows(
      'SELECT reason, line_id IS NULL AS whole, until_on AS until, amount_minor AS minor FROM holds WHERE creditor_id = $1 ORDER BY reason',
      [rig.creditor.id],
    );
  const tasks = async (): Promise<readonly unknown[]> =>
    (
      await rig.rows('SELECT kind FROM tasks WHERE creditor_id = $1 AND done_at IS NULL ORDER BY kind', [
        rig.creditor.id,
      ])
    ).map(({ kind }) => kind);

  it('count as their level and as a contact once somebody was spoken to, by notice or by task', async () => {
    expect(await call({ target: taskId, cause: 'forgot', note: 'Will look.' })).to.deep.include({ level: 'counted' });
    expect(await standing()).to.equal(`counted ${today} counted noa 2026-12-01`);
    const logged = await rig.rows(
      'SELECT outlet, direction, outcome, by, notice_id FROM contact_log WHERE creditor_id = $1',
      [rig.creditor.id],
    );
    expect(logged).to.deep.equal([
      { outlet: 'phone', direction: 'out', outcome: 'reached', by: 'noa', notice_id: noticeId },
    ]);
    expect(await rig.rows('SELECT causes FROM debtors WHERE id = $1', [rig.debtor.id])).to.deep.equal([
      { causes: ['forgot'] },
    ]);
    expect(await call()).to.deep.include({ why: 'done-before' });
    expect(await rig.trail()).to.deep.equal(['call.recorded by shell, as noa']);
  });

  it('are tried three times before another way is taken; each try is a contact', async () => {
    expect(await call({ outcome: 'voicemail' })).to.deep.include({ level: 'again' });
    expect(await standing()).to.equal('sent  awaiting-approval  2026-12-02'.replace('awaiting-approval', 'sent'));
    expect(await call({ outcome: 'no-answer' })).to.deep.include({ level: 'again' });
    expect(await call({ outcome: 'no-answer' })).to.deep.include({ level: 'failed' });
    expect(await standing()).to.match(/^failed {2}failed noa/);
    expect(await rig.rows('SELECT FROM contact_log WHERE notice_id = $1', [noticeId])).to.have.length(3);
  });

  it('quarantine a wrong number, on every channel, and have the right one looked for', async () => {
    expect(await call({ outcome: 'wrong-number' })).to.deep.include({ level: 'failed' });
    const [point] = await rig.rows('SELECT quarantined_at FROM contact_points WHERE id = $1', [rig.debtor.pointId]);
    expect(point?.['quarantined_at']).to.equal(at);
    expect(await tasks()).to.deep.equal(['address-check']);
  });

  it('record a promise by the rules of a conversation, which acknowledges nothing', async () => {
    const promise = { due: '2026-12-20' as CivilDate, amount: money(4000, 'EUR') };
    expect(await call({ outcome: 'promised', promise })).to.deep.include({ kind: 'recorded', review: false });
    const made = await rig.rows('SELECT amount_minor AS minor, due, status FROM promises WHERE creditor_id = $1', [
      rig.creditor.id,
    ]);
    expect(made).to.deep.equal([{ minor: 4000, due: '2026-12-20', status: 'open' }]);
    expect(await holds()).to.deep.equal([{ reason: 'promise', whole: false, until: null, minor: 4000 }]);
    expect(await rig.rows('SELECT FROM acknowledgements WHERE creditor_id = $1', [rig.creditor.id])).to.deep.equal([]);
  });

  it('write nothing down where the rules refuse the promise, and leave one beyond policy to a person', async () => {
    expect(await call({ outcome: 'promised' })).to.deep.equal({ kind: 'not-possible', why: 'promise-missing' });
    const past = { due: '2026-11-30' as CivilDate, amount: null };
    expect(await call({ outcome: 'promised', promise: past })).to.deep.include({ why: 'date-past' });
    const much = { due: '2026-12-20' as CivilDate, amount: money(10_001, 'EUR') };
    expect(await call({ outcome: 'promised', promise: much })).to.deep.include({ why: 'amount-too-high' });
    expect(await rig.rows('SELECT FROM contact_log WHERE creditor_id = $1', [rig.creditor.id])).to.have.length(0);
    const late = { due: '2027-06-01' as CivilDate, amount: null };
    expect(await call({ outcome: 'promised', promise: late })).to.deep.include({ level: 'counted', review: true });
    expect(await tasks()).to.deep.equal(['promise-review']);
    expect(await holds()).to.deep.equal([]);
  });

  it('open a dispute with an invoice, and pause ten days without one', async () => {
    expect(await call({ outcome: 'disputes' })).to.deep.include({ level: 'counted' });
    expect(await holds()).to.deep.equal([{ reason: 'check', whole: false, until: '2026-12-11', minor: null }]);
    expect(await tasks()).to.deep.equal(['dispute']);
    rig = await openStaffRig(rig.database);
    const next = await rig.notice({ legal: 'none', outlet: 'phone', status: 'sent' });
    const dispute = { invoice: rig.invoice.number, reason: 'quantity', amount: money(2500, 'EUR') } as const;
    expect(await call({ target: next.id, outcome: 'disputes', dispute })).to.deep.include({ level: 'counted' });
    expect(await holds()).to.deep.equal([{ reason: 'dispute', whole: false, until: null, minor: 2500 }]);
  });

  it('pause the whole account of somebody in hardship, and ask for a call with care', async () => {
    await call({ outcome: 'hardship' });
    expect(await holds()).to.deep.equal([{ reason: 'vulnerable', whole: true, until: '2026-12-31', minor: null }]);
    expect(await tasks()).to.deep.equal(['distress']);
    expect(await rig.rows('SELECT causes FROM debtors WHERE id = $1', [rig.debtor.id])).to.deep.equal([
      { causes: ['hardship'] },
    ]);
  });

  it('are the clerk’s, and the sales owner’s on their own accounts', async () => {
    expect(await call({ by: 'lou' })).to.deep.include({ why: 'not-allowed' });
    await rig.rows("UPDATE debtors SET sales_owner = 'other' WHERE id = $1", [rig.debtor.id]);
    expect(await call({ by: 'sacha' })).to.deep.include({ why: 'not-allowed' });
    await rig.rows("UPDATE debtors SET sales_owner = 'sacha' WHERE id = $1", [rig.debtor.id]);
    expect(await call({ by: 'sacha' })).to.deep.include({ kind: 'recorded' });
    const other = await openStaffRig(rig.database);
    expect(await call({ ...other.as('noa') })).to.deep.include({ why: 'unknown' });
  });

  it('are written down once, whoever writes at the same time', async () => {
    const both = await Promise.all([call(), call({ by: 'camille' })]);
    expect(both.map((one) => ('why' in one ? one.why : one.kind)).sort()).to.deep.equal(['done-before', 'recorded']);
  });

  it('end calls and messages to a number whose holder wants no more, like STOP written from it', async () => {
    expect(await call({ outcome: 'stop' })).to.deep.include({ level: 'counted' });
    const optOuts = await rig.rows('SELECT kind, source LIKE $2 AS call FROM opt_out_events WHERE creditor_id = $1', [
      ...[rig.creditor.id, 'call:%'],
    ]);
    expect(optOuts).to.deep.equal([{ kind: 'stop', call: true }]);
  });

  it('leave a request with us where a plan or a document was asked for', async () => {
    await call({ outcome: 'plan-wanted' });
    expect(await tasks()).to.deep.equal(['plan-review']);
  });

  it('pause while a missing document is sent', async () => {
    await call({ outcome: 'document-missing' });
    expect(await tasks()).to.deep.equal(['document']);
    expect((await holds()).map(({ reason }) => reason)).to.deep.equal(['check']);
  });
});
