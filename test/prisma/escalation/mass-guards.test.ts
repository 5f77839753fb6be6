import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimDemand } from '../../../prisma/escalation/claim-demand.ts';
import { resumeSending, stopSending } from '../../../prisma/escalation/guards.ts';
import { makeSendStore, type PgSendStore } from '../../../prisma/stores/send-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';
import { stop } from './happenings.ts';

const monday = '2026-11-30';
const tuesday = '2026-12-01';
const noon = Date.parse('2026-12-01T11:00:00Z');

describe('prisma: what keeps a mistake from reaching everybody', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtors: SeededDebtor[];

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await sweepRig(database);
  });
  after(() => database.drop());

  const owing = async (many: number): Promise<void> => {
    debtors = [];
    for (let made = 0; made < many; made += 1) debtors.push(await rig.debtor([{ due: '2026-11-23', minor: 20_000 }]));
  };
  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;
  const limits = (text: string): Promise<unknown> =>
    query(
      `INSERT INTO escalation_guards (creditor_id, ${text.split(' = ')[0] ?? ''}) VALUES ($1, ${text.split(' = ')[1] ?? ''})`,
    );
  const queued = (): Promise<readonly { id: string }[]> =>
    query("SELECT id FROM outbox WHERE creditor_id = $1 AND status = 'READY' ORDER BY seq");
  const store = (): PgSendStore =>
    makeSendStore(database.pool, (ref) => claimDemand(database.pool, ref, () => rig.order(tuesday)));
  const claim = (outboxId = ''): ReturnType<PgSendStore['claim']> =>
    store().claim({ creditorId: rig.creditor.id, outboxId, owner: randomUUID(), now: noon });
  /** Sends what is queued, and gives what became of each. */
  const sendAll = async (): Promise<readonly string[]> => {
    const became: string[] = [];
    for (const { id } of await queued()) {
      const owner = randomUUID();
      const claimed = await store().claim({ creditorId: rig.creditor.id, outboxId: id, owner, now: noon });
      if ('send' in claimed)
        await store().record(claimed.send, { sent: `SM${id}`, now: noon, keepSecret: false, owner });
      became.push('send' in claimed ? 'sent' : 'none' in claimed ? claimed.none : claimed.refused);
    }
    return became;
  };

  it('a policy that is new reaches one in a hundred, the next day one in ten, then all, and nobody twice', async () => {
    await owing(40);
    await limits('always = 0');
    const days: readonly (readonly [day: string, more: number, held: number])[] = [
      [monday, 1, 39],
      [monday, 0, 39], // run again the same day
      [tuesday, 4, 35],
      [tuesday, 0, 35],
      ['2026-12-02', 35, 0],
      ['2026-12-02', 0, 0],
    ];
    for (const [day, more, held] of days) {
      const report = await rig.run(day);
      const { notice = 0, 'held-back': left = 0 } = report.kind === 'done' ? report.counts : {};
      expect([day, notice, left]).to.deep.equal([day, more, held]);
    }
    const [sum] = await query(
      'SELECT count(*)::int AS notices, count(DISTINCT debtor_id)::int AS debtors FROM notices WHERE creditor_id = $1',
    );
    expect(sum).to.deep.equal({ notices: 40, debtors: 40 });
  });

  it('no more leave in an hour than the cap, the rest waits for the next', async () => {
    await owing(3);
    await limits('per_hour = 2');
    await rig.run(tuesday);
    expect(await sendAll()).to.deep.equal(['sent', 'sent', 'waits']);
    expect(await query("SELECT reason FROM outbox WHERE creditor_id = $1 AND status = 'READY'")).to.deep.equal([
      { reason: 'hourly-cap' },
    ]);
    await query("UPDATE outbox SET not_before = NULL WHERE creditor_id = $1 AND status = 'READY'");
    await query(
      "UPDATE outbox SET settled_at = settled_at - interval '61 minutes' WHERE creditor_id = $1 AND status = 'SENT'",
    );
    expect(await sendAll()).to.deep.equal(['sent']);
  });

  it('many STOPs stop the rest by themselves, a person is told, and what waited leaves after they looked', async () => {
    await owing(4);
    await limits('at_least = 2');
    await rig.run(tuesday);
    const [, , third, fourth] = await queued();
    await query(
      `UPDATE outbox SET not_before = '2027-01-01' WHERE creditor_id = $1 AND id IN ('${third?.id}', '${fourth?.id}')`,
    );
    expect((await sendAll()).filter((end) => end === 'sent')).to.have.length(2);
    const sent = await query<{ address: string }>(
      "SELECT address FROM outbox WHERE creditor_id = $1 AND status = 'SENT'",
    );
    const writer = debtors.find(({ address }) => address === sent[0]?.address) ?? expect.fail('they were written to');
    await stop(database.ownerPool, rig.creditor, writer, '2026-12-01T11:30:00Z');
    expect(await rig.run('2026-12-02')).to.deep.equal({ kind: 'stopped', why: 'stops 1 of 2' });
    await query("UPDATE outbox SET not_before = NULL WHERE creditor_id = $1 AND status = 'READY'");
    expect(await claim(third?.id)).to.deep.equal({ none: 'waits' });
    expect(
      await query("SELECT kind, reason FROM tasks WHERE creditor_id = $1 AND kind = 'sending-stopped'"),
    ).to.deep.equal([{ kind: 'sending-stopped', reason: 'stops 1 of 2' }]);
    const at = Date.parse('2026-12-02T10:00:00Z');
    await resumeSending(database.pool, { creditorId: rig.creditor.id, at, actor: 'shell:camille' });
    await query("UPDATE outbox SET not_before = NULL WHERE creditor_id = $1 AND status = 'READY'");
    expect(await claim(third?.id)).to.have.property('send');
  });

  it('the kill switch lets nothing leave, and once it is lifted each is written to once', async () => {
    await owing(3);
    await rig.run(monday);
    const order = { creditorId: rig.creditor.id, at: noon, actor: 'shell:camille' };
    await stopSending(database.pool, order);
    expect(await sendAll()).to.deep.equal(['kill-switch', 'kill-switch', 'kill-switch']);
    expect(await rig.run(tuesday)).to.deep.equal({ kind: 'stopped', why: 'kill-switch' });
    expect(await queued()).to.deep.equal([]);
    await resumeSending(database.pool, order);
    await rig.run(tuesday);
    expect(await sendAll()).to.deep.equal(['sent', 'sent', 'sent']);
    await rig.run(tuesday);
    expect(await queued()).to.deep.equal([]);
    const trail = "SELECT kind FROM audit_events WHERE creditor_id = $1 AND kind LIKE 'sending.%' ORDER BY id";
    expect((await query<{ kind: string }>(trail)).map(({ kind }) => kind)).to.deep.equal([
      'sending.stopped',
      'sending.resumed',
    ]);
  });
});
