import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { claimDemand, type ClaimedDemand } from '../../../prisma/escalation/claim-demand.ts';
import { storeText, type TextStored } from '../../../prisma/escalation/store-text.ts';
import { makeSendStore } from '../../../prisma/stores/send-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededDebtor } from '../../support/ledger-rows.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';
import { stop } from './happenings.ts';

const day = '2026-12-01';
const number = '+33639987001';
const contentSid = `HX${'1'.repeat(32)}`;
const body =
  'Bonjour, ici le service clients de {creditor}. Un message concernant votre compte vous attend : {reach}.\n\nRépondez STOP pour ne plus recevoir ces messages.';

describe('prisma: demands by WhatsApp', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  const query = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;

  /** A consumer of whom a WhatsApp number and an address are known, and no way that comes before. */
  beforeEach(async () => {
    rig = await sweepRig(database);
    debtor = await rig.debtor([{ due: '2026-11-20', minor: 20_000 }]);
    await stop(database.ownerPool, rig.creditor, debtor, '2026-10-01T10:00:00Z');
    await database.ownerPool.query(
      "INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at) VALUES (gen_random_uuid(), $1, $2, 'whatsapp', $3, '2026-01-01Z')",
      [rig.creditor.id, debtor.contactId, number],
    );
    await query("UPDATE debtors SET address = '1 rue du Test, 75001 Paris' WHERE creditor_id = $1");
    await query(
      "INSERT INTO staff_users (id, creditor_id, name, roles, handle) VALUES (gen_random_uuid(), $1, 'Max', ARRAY['manager'], 'max')",
    );
  });

  const wrote = async (at: string): Promise<void> => {
    await database.ownerPool.query(
      `WITH c AS (INSERT INTO conversations (id, creditor_id, channel, key, last_inbound_at) VALUES (gen_random_uuid(), $1, 'whatsapp', $2, $3) RETURNING id)
       INSERT INTO inbox (creditor_id, conversation_id, channel, external_id, activity, received_at, state) SELECT $1, id, 'whatsapp', gen_random_uuid()::text, '{}', $3, 'done' FROM c`,
      [rig.creditor.id, number, at],
    );
  };
  const approve = async (said = body, by = 'max'): Promise<TextStored> =>
    storeText(database.pool, {
      ...{ creditorId: rig.creditor.id, by, at: Date.parse('2026-11-01T09:00:00Z'), today: '2026-11-01' as CivilDate },
      ...{ policyId: 'fr-b2c', contentSid },
      text: { levelId: 'courteous', outlet: 'whatsapp', language: 'fr', subject: null, body: said },
    });
  type Notice = { readonly outlet: string; readonly status: string; readonly approved: object | null };
  const notices = (): Promise<readonly Notice[]> =>
    query(
      "SELECT n.outlet, n.status, o.message -> 'approvedAs' AS approved FROM notices n LEFT JOIN outbox o ON o.id = n.outbox_id WHERE n.creditor_id = $1 ORDER BY n.recorded_at",
    );
  const claim = async (at: string): Promise<ClaimedDemand> => {
    const [row] = await query<{ id: string }>(
      "SELECT id FROM outbox WHERE creditor_id = $1 AND class = 'demand' ORDER BY seq DESC LIMIT 1",
    );
    await database.ownerPool.query('UPDATE notices SET as_of = $2 WHERE creditor_id = $1', [rig.creditor.id, at]);
    const rules = await rig.order(day);
    const store = makeSendStore(database.pool, (ref) => claimDemand(database.pool, ref, () => Promise.resolve(rules)));
    return await store.claim({
      ...{ creditorId: rig.creditor.id, outboxId: row?.id ?? '', owner: randomUUID(), now: Date.parse(at) },
    });
  };

  it('take the next way where they did not write within a day and no template is approved', async () => {
    await wrote('2026-11-29T10:00:00Z');
    await rig.run(day);
    expect(await notices()).to.deep.equal([{ outlet: 'letter', status: 'queued', approved: null }]);
  });

  it('leave as a text of ours within a day of their last word, and not after', async () => {
    await wrote('2026-11-30T14:00:00Z');
    await rig.run(day);
    expect(await notices()).to.deep.equal([{ outlet: 'whatsapp', status: 'queued', approved: null }]);
    expect(await claim('2026-12-01T14:00:00Z')).to.deep.equal({ refused: 'channel-window' });
    expect((await notices()).map(({ status }) => status)).to.deep.equal(['failed']);
    await rig.run(day);
    expect((await notices()).map(({ outlet, status }) => `${outlet} ${status}`)).to.deep.equal([
      ...['whatsapp failed', 'letter queued'],
    ]);
  });

  it('leave within that day', async () => {
    await wrote('2026-11-30T14:00:00Z');
    await rig.run(day);
    expect(await claim('2026-12-01T13:30:00Z')).to.have.property('send');
  });

  it('leave at any time as the template that was approved of that text', async () => {
    expect(await approve()).to.deep.include({ kind: 'stored' });
    await rig.run(day);
    const [sent] = await notices();
    expect(sent).to.deep.include({ outlet: 'whatsapp', status: 'queued' });
    expect(sent?.approved).to.have.property('id', contentSid);
    const claimed = await claim('2026-12-01T14:00:00Z');
    expect(claimed).to.have.nested.property('send.message.approvedAs.variables.1');
    expect(
      await query('SELECT content_sid AS sid FROM templates WHERE creditor_id = $1 AND content_sid IS NOT NULL'),
    ).to.deep.equal([{ sid: contentSid }]);
  });

  it('never leave for a third party', async () => {
    await query("UPDATE creditors SET role = 'third-party', mandate_on = '2026-01-01' WHERE id = $1");
    await approve();
    await wrote('2026-11-30T14:00:00Z');
    await rig.run(day);
    expect((await notices()).map(({ outlet }) => outlet)).to.not.include('whatsapp');
  });

  it('have a template only of a text that WhatsApp could approve, written by who may', async () => {
    expect(await approve('{creditor}, service clients : un message vous attend : {reach}')).to.deep.include({
      why: 'wrong',
    });
    expect(await approve(body, 'nobody')).to.deep.equal({ kind: 'refused', why: 'not-manager' });
  });
});
