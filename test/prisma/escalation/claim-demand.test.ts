import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimDemand, type ClaimedDemand } from '../../../prisma/escalation/claim-demand.ts';
import { makeSendStore } from '../../../prisma/stores/send-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { addMail, sweepRig, type SweepRig } from './a-sweep.ts';
import { dispute, pay, promise, stop } from './happenings.ts';

const day = '2026-12-01';
const noon = Date.parse('2026-12-01T11:00:00Z');

describe('prisma: a demand is judged again when it is claimed', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await sweepRig(database);
    debtor = await rig.debtor([
      { due: '2026-11-20', minor: 20_000 },
      { due: '2026-11-10', minor: 5_000 },
    ]);
    await rig.run(day);
  });
  after(() => database.drop());

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;
  const outboxId = async (): Promise<string> =>
    (
      await query<{ id: string }>(
        "SELECT id FROM outbox WHERE creditor_id = $1 AND class = 'demand' ORDER BY seq DESC LIMIT 1",
      )
    )[0]?.id ?? expect.fail('a demand was queued');
  const claim = async (): Promise<ClaimedDemand> => {
    const rules = await rig.order(day);
    const store = makeSendStore(database.pool, (ref) => claimDemand(database.pool, ref, () => Promise.resolve(rules)));
    return await store.claim({
      creditorId: rig.creditor.id,
      outboxId: await outboxId(),
      owner: randomUUID(),
      now: noon,
    });
  };
  const text = async (): Promise<string> =>
    (
      await query<{ text: string }>(
        "SELECT message ->> 'text' AS text FROM outbox WHERE creditor_id = $1 AND class = 'demand' ORDER BY seq DESC LIMIT 1",
      )
    )[0]?.text ?? '';
  const statuses = (): Promise<readonly { status: string; reason: string | null }[]> =>
    query('SELECT status, reason FROM reminders WHERE creditor_id = $1 ORDER BY amount_minor');
  const number = (index: number): string => `S-${debtor.reference}-${index}`;
  const happens = { pay, dispute, promise };
  const befall = (what: keyof typeof happens, index: number, minor: number): Promise<void> =>
    happens[what](database.ownerPool, rig.creditor, { number: number(index), minor, on: '2026-11-30' });

  it('lets it leave where nothing changed, and its level runs until it is delivered', async () => {
    const claimed = await claim();
    expect(claimed).to.have.property('send');
    expect((await statuses()).map(({ status }) => status)).to.deep.equal(['queued', 'queued']);
  });

  it('stops it after STOP', async () => {
    await stop(database.ownerPool, rig.creditor, debtor, '2026-12-01T10:30:00Z');
    expect(await claim()).to.deep.equal({ refused: 'opted-out' });
    expect(await statuses()).to.deep.equal([
      { status: 'suppressed', reason: 'opted-out' },
      { status: 'suppressed', reason: 'opted-out' },
    ]);
  });

  const whole = { pay: 'nothing-open', dispute: 'disputed', promise: 'promise-running' } as const;
  for (const [what, gate] of Object.entries(whole) as [keyof typeof whole, string][]) {
    it(`stops it after a ${what} of all of it, and says why`, async () => {
      await befall(what, 0, 20_000);
      await befall(what, 1, 5_000);
      expect(await claim()).to.deep.equal({ refused: gate });
      expect(await statuses()).to.deep.equal([
        { status: 'suppressed', reason: gate },
        { status: 'suppressed', reason: gate },
      ]);
      const [notice] = await query('SELECT status, reason FROM notices WHERE creditor_id = $1');
      expect(notice).to.deep.equal({ status: 'suppressed', reason: gate });
      const written =
        "SELECT FROM outbox WHERE creditor_id = $1 AND class = 'demand' AND status IN ('READY', 'SENDING')";
      expect(await query(written)).to.have.length(0);
    });

    it(`takes out the line of a ${what} and words the rest anew`, async () => {
      await befall(what, 1, 5_000);
      expect(await claim()).to.have.property('send');
      expect((await statuses()).map(({ status, reason }) => [status, reason])).to.deep.equal([
        ['suppressed', gate],
        ['queued', null],
      ]);
      const lines = await query<{ minor: number }>(
        "SELECT (x -> 'claim' ->> 'minor')::integer AS minor FROM notices CROSS JOIN jsonb_array_elements(lines) AS x WHERE creditor_id = $1",
      );
      expect(lines).to.deep.equal([{ minor: 20_000 }]);
    });
  }

  it('names in a mail only what is left, with its amount as it is now', async () => {
    await addMail(database.ownerPool, rig.creditor, debtor, 'camille@example.org');
    await query(
      "UPDATE outbox SET status = 'REFUSED', reason = 'twilio-30003', settled_at = queued_at WHERE creditor_id = $1",
    );
    await rig.run(day);
    expect(await text())
      .to.include(number(0))
      .and.to.include(number(1));
    await befall('pay', 1, 5_000);
    await befall('pay', 0, 7_950);
    expect(await claim()).to.have.property('send');
    const said = (await text()).replace(/[\u00a0\u202f]/g, ' ');
    expect(said).to.include(number(0)).and.to.include('120,50 €');
    expect(said).to.not.include(number(1));
  });

  it('waits for the morning where it is night, or a day without work', async () => {
    await database.ownerPool.query("UPDATE notices SET as_of = '2026-12-01T20:30:00Z' WHERE creditor_id = $1", [
      rig.creditor.id,
    ]);
    expect(await claim()).to.deep.equal({ none: 'waits' });
    const [next] = await query<{ at: number; later: boolean }>(
      'SELECT n.as_of AS at, o.not_before > clock_timestamp() AS later FROM notices n JOIN outbox o ON o.id = n.outbox_id WHERE n.creditor_id = $1',
    );
    expect(next).to.deep.equal({ at: Date.parse('2026-12-02T09:00:00Z'), later: true });
  });

  it('lets nothing leave while the creditor is stopped', async () => {
    await database.ownerPool.query('UPDATE creditors SET stopped_at = now() WHERE id = $1', [rig.creditor.id]);
    expect(await claim()).to.deep.equal({ refused: 'kill-switch' });
  });

  it('leaves the account alone while a turn of theirs is being committed, and asks again', async () => {
    const client = await database.ownerPool.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM debtors WHERE id = $1 FOR UPDATE', [debtor.id]);
    expect(await claim()).to.deep.equal({ none: 'taken' });
    await client.query('ROLLBACK');
    client.release();
    expect(await claim()).to.have.property('send');
  });
});
