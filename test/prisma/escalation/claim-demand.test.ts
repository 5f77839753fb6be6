import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { claimDemand, type ClaimedDemand } from '../../../prisma/escalation/claim-demand.ts';
import { makeSendStore } from '../../../prisma/stores/send-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';

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
        "SELECT message ->> 'text' AS text FROM outbox WHERE creditor_id = $1 AND class = 'demand'",
      )
    )[0]?.text ?? '';
  const statuses = (): Promise<readonly { status: string; reason: string | null }[]> =>
    query('SELECT status, reason FROM reminders WHERE creditor_id = $1 ORDER BY amount_minor');
  const pay = async (invoice: string, minor: number): Promise<void> => {
    await database.ownerPool.query(
      `WITH p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         VALUES (gen_random_uuid(), $1, $2, 'import', $3::text, $4, 'EUR', '2026-11-30', 'settled', 'transfer', true) RETURNING id)
       INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       SELECT gen_random_uuid(), $1, $2, p.id, l.id, $4, 'EUR', '2026-11-30', 'accounts' FROM p, due_lines l JOIN invoices v ON v.id = l.invoice_id WHERE v.number = $3`,
      [rig.creditor.id, debtor.id, invoice, minor],
    );
  };

  it('lets it leave where nothing changed, and its level runs until it is delivered', async () => {
    const claimed = await claim();
    expect(claimed).to.have.property('send');
    expect((await statuses()).map(({ status }) => status)).to.deep.equal(['queued', 'queued']);
  });

  it('stops it after STOP, a dispute of all of it, and a payment of all of it', async () => {
    await database.ownerPool.query(
      "INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) VALUES ($1, 'sms', $2, '2026-12-01T10:30:00Z')",
      [rig.creditor.id, debtor.address],
    );
    expect(await claim()).to.deep.equal({ refused: 'opted-out' });
    expect(await statuses()).to.deep.equal([
      { status: 'suppressed', reason: 'opted-out' },
      { status: 'suppressed', reason: 'opted-out' },
    ]);
  });

  it('stops it where all was paid', async () => {
    await pay(`S-${debtor.reference}-0`, 20_000);
    await pay(`S-${debtor.reference}-1`, 5_000);
    expect(await claim()).to.deep.equal({ refused: 'nothing-open' });
  });

  it('takes out the line that was paid and words the rest anew', async () => {
    const before = await text();
    await pay(`S-${debtor.reference}-1`, 5_000);
    const claimed = await claim();
    expect(claimed).to.have.property('send');
    expect((await statuses()).map(({ status, reason }) => [status, reason])).to.deep.equal([
      ['suppressed', 'nothing-open'],
      ['queued', null],
    ]);
    const lines = await query<{ count: number }>(
      'SELECT jsonb_array_length(lines) AS count FROM notices WHERE creditor_id = $1',
    );
    expect(lines).to.deep.equal([{ count: 1 }]);
    expect(before).to.not.equal('');
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
