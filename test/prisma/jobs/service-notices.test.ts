import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeCalendars } from '../../../bot/calendars.ts';
import { planNotice, thanks } from '../../../dialogs/service-words.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Message } from '../../../domain/message.ts';
import { tenOf } from '../../../prisma/business-clock.ts';
import { runDay } from '../../../prisma/jobs/run-day.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor, type SeededDebtor } from '../../support/ledger-rows.ts';
import { dayGround } from './a-day.ts';

type Queued = { readonly channel: string; readonly message: Message; readonly waits: boolean };

describe('notices of instalments, and thanks', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  let lineId: string;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    ({ creditor, debtor, lineId } = await dayGround(database.ownerPool, 20_000));
  });

  after(() => database.drop());

  const own = async (text: string, ...values: readonly unknown[]): Promise<void> => {
    await database.ownerPool.query(text, [creditor.id, debtor.id, ...values]);
  };
  const run = async (day: string, hours = 0): Promise<void> => {
    const today = day as CivilDate;
    const at = (await tenOf(database.pool, today, 'Europe/Paris')) + hours * 3_600_000;
    const service = { planNotice, thanks, calendarOf: makeCalendars() };
    await runDay(database.pool, { creditorId: creditor.id, today, at, graceDaysOf: () => 5, again: true, service });
  };
  const queued = async (): Promise<readonly Queued[]> => {
    const { rows } = await database.ownerPool.query<Queued>(
      'SELECT channel, message, not_before > clock_timestamp() IS TRUE AS waits FROM outbox WHERE creditor_id = $1 ORDER BY seq',
      [creditor.id],
    );
    return rows;
  };
  const email = async (): Promise<void> => {
    await own(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, origin)
       SELECT gen_random_uuid(), $1, contact_id, 'email', 'x@example.org', 'import' FROM debtor_contacts WHERE debtor_id = $2`,
    );
  };
  const plan = async (signedOn = '2026-11-02'): Promise<void> => {
    const id = randomUUID();
    const client = await database.ownerPool.connect();
    await client.query(`BEGIN;
      INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash)
        VALUES ('${id}', '${creditor.id}', '${debtor.id}', 20000, 'EUR', 'month', 'active', '${signedOn}', '${signedOn}', '${id}');
      INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency) VALUES ('${creditor.id}', '${debtor.id}', '${id}', '${lineId}', 20000, 'EUR');
      INSERT INTO instalments (creditor_id, debtor_id, plan_id, position, due, amount_minor, currency)
        VALUES ('${creditor.id}', '${debtor.id}', '${id}', 1, '2026-11-24', 10000, 'EUR'), ('${creditor.id}', '${debtor.id}', '${id}', 2, '2026-12-24', 10000, 'EUR');
      COMMIT`);
    client.release();
  };
  const pay = async (minor: number, on: string): Promise<void> => {
    const id = randomUUID();
    await own(
      `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed)
       VALUES ($3, $1, $2, 'accounts', gen_random_uuid()::text, $4, 'EUR', $5, 'settled', 'transfer', '', true)`,
      ...[id, minor, on],
    );
    await own(
      `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, 'EUR', $6, 'accounts')`,
      ...[id, lineId, minor, on],
    );
  };

  it('announce an instalment on the working day three days before, once, however often they run', async () => {
    await email();
    await plan();
    await run('2026-11-19');
    expect(await queued()).to.deep.equal([]);
    // The 24th is a Tuesday; three days before is a Saturday, so on Friday the 20th.
    await run('2026-11-20');
    await run('2026-11-20');
    await run('2026-11-23');
    const [notice, ...rest] = await queued();
    expect(rest).to.deep.equal([]);
    expect([notice!.channel, notice!.message.class, notice!.waits]).to.deep.equal(['email', 'service', false]);
    expect(notice!.message.text).to.include('100,00').and.include('24 novembre 2026');
    expect(notice!.message.title).to.equal('Un message concernant votre compte');
  });

  it('say nothing on a telephone that somebody else could read', async () => {
    await plan();
    await run('2026-11-20', -4);
    const [notice] = await queued();
    expect([notice!.channel, notice!.waits]).to.deep.equal(['sms', true]); // at six it waits until ten
    expect(notice!.message.text).not.to.match(/\d+,\d\d|échéance|€|novembre|plan|facture/i);
    expect(notice!.message.text).to.include('STOP');
  });

  it('are caught up after a day off, and left where nothing is to come', async () => {
    await email();
    await plan();
    await run('2026-11-21'); // a Saturday
    expect(await queued()).to.deep.equal([]);
    await pay(10_000, '2026-11-20');
    await run('2026-11-23');
    expect(await queued(), 'it was paid').to.deep.equal([]);
    await run('2026-12-22');
    expect(await queued()).to.have.length(1);
    await run('2026-12-24');
    expect(await queued()).to.have.length(1);
  });

  it('are not sent about what proceedings froze, nor to an address that opted out', async () => {
    await plan();
    await own(
      `INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, judged_on, known_on, source)
       VALUES (gen_random_uuid(), $1, $2, 'over-indebtedness', '2026-11-15', '2026-11-18', 'import')`,
    );
    await run('2026-11-20');
    expect(await queued()).to.deep.equal([]);
    ({ creditor, debtor, lineId } = await dayGround(database.ownerPool, 20_000));
    await plan();
    await database.ownerPool.query(
      "INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) VALUES ($1, 'sms', $2, '2026-11-01Z')",
      [creditor.id, debtor.address],
    );
    await run('2026-11-20');
    await run('2026-11-20');
    expect(await queued()).to.deep.equal([]);
    const { rows } = await database.ownerPool.query<{ kind: string; reason: string }>(
      "SELECT kind, reason FROM tasks WHERE creditor_id = $1 AND kind = 'plan-notice'",
      [creditor.id],
    );
    expect(rows).to.deep.equal([{ kind: 'plan-notice', reason: 'no-address' }]);
  });

  const notice = async (status: 'counted' | 'suppressed'): Promise<void> => {
    const [policy, id] = [randomUUID(), randomUUID()];
    await database.ownerPool.query(
      `INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from) VALUES ($1, $2, 'fr-b2c', '1', '{}', '', '2026-01-01')`,
      [policy, creditor.id],
    );
    await own(
      `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, contact_point_id, status, reason, lines, debtor_version, decided_on, counted_on)
       VALUES ($3, $1, $2, $4, 1, 'first', 'none', 'sms', 'fr', $5, $6, '', '[]', 1, '2026-11-02', $7)`,
      ...[id, policy, debtor.pointId, status, status === 'counted' ? '2026-11-02' : null],
    );
    await own(
      `INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, level_id, policy_id, notice_id, amount_minor, currency, status, decided_on, counted_on)
       VALUES (gen_random_uuid(), $1, $2, $3, 1, 1, 'first', $4, $5, 20000, 'EUR', $6, '2026-11-02', $7)`,
      ...[lineId, policy, id, status, status === 'counted' ? '2026-11-02' : null],
    );
  };

  it('thank somebody who was written to and settled it all, once', async () => {
    await notice('counted');
    await pay(15_000, '2026-11-10');
    await run('2026-11-12');
    expect(await queued(), 'a part is open').to.deep.equal([]);
    await pay(5000, '2026-11-16');
    await run('2026-11-17');
    await run('2026-11-18');
    const sent = await queued();
    expect(sent.map(({ message }) => message.key)).to.deep.equal(['service.thanks']);
    expect(sent[0]!.message.text)
      .to.match(/merci/i)
      .and.not.match(/\d|règlement|facture/);
  });

  it('thank nobody who was not written to, nor months later', async () => {
    await notice('suppressed');
    await pay(20_000, '2026-11-16');
    await run('2026-11-17');
    expect(await queued()).to.deep.equal([]);
    await own(
      "UPDATE notices SET status = 'counted', counted_on = '2026-11-02' WHERE creditor_id = $1 AND debtor_id = $2",
    );
    await run('2026-12-15');
    expect(await queued()).to.deep.equal([]);
  });
});
