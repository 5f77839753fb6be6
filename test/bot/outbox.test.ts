import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startJanitor } from '../../bot/janitor.ts';
import { type Carrier, type SendResult } from '../../bot/ports.ts';
import { makeSecrets } from '../../bot/secrets.ts';
import { type Gate, gateTable } from '../../domain/contact-gate.ts';
import { type MessageClass } from '../../domain/message.ts';
import { makeCarrierStore } from '../../prisma/stores/carrier-store.ts';
import { makeSendStore } from '../../prisma/stores/send-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { seedCreditor, type SeededCreditor, seedDebtor } from '../support/ledger-rows.ts';
import { arrival, makeRig, type Rig, type RigOptions, testNow } from './turn-rig.ts';

type Row = { id: string; status: string; reason: string | null; text: string; attempt: number; secret: Buffer | null };

describe('the outbox', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  const rigs: Rig[] = [];
  let numbers = 0;

  const another = (options: RigOptions = {}): Rig => {
    const made = makeRig(db.pool, options);
    rigs.push(made);
    return made;
  };
  const number = (): string => `+3360000${String((numbers += 1)).padStart(4, '0')}`;
  const carrier = (send: Carrier['send']): Carrier => ({ demo: false, send });
  let carried = 0;
  const taken = (): SendResult => ({ sent: `SM${String((carried += 1))}-${randomUUID()}`, segments: 1 });

  before(async function () {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
  });
  after(async () => {
    for (const { stop } of rigs) await stop();
    await db.drop();
  });

  const rowsOf = async (conversationId: string): Promise<Row[]> => {
    const { rows } = await db.ownerPool.query<Row>(
      `SELECT id, status, reason, message ->> 'text' AS text, attempt, secret FROM outbox WHERE conversation_id = $1 ORDER BY seq`,
      [conversationId],
    );
    return rows;
  };
  const settled = async (conversationId: string, count: number): Promise<Row[]> => {
    for (let tried = 0; tried < 1_000; tried += 1) {
      const rows = await rowsOf(conversationId);
      if (rows.filter(({ status }) => !['READY', 'SENDING'].includes(status)).length >= count) return rows;
      await sleep(20);
    }
    return await rowsOf(conversationId);
  };
  /** As `settled`, where what is due only later, or was left by a dead process, is taken up by looking for it. */
  const recovered = async (rig: Rig, conversationId: string, count: number): Promise<Row[]> =>
    await eventually(async () => {
      await rig.recovery.look();
      const rows = await rowsOf(conversationId);
      expect(rows.filter(({ status }) => !['READY', 'SENDING'].includes(status))).to.have.length(count);
      return rows;
    });
  /** A row as an escalation would queue it. */
  const queue = async (conversationId: string, text: string, more: Record<string, unknown> = {}): Promise<string> => {
    const id = randomUUID();
    const { to = null, class: of = 'demand', secret = null, debtorId = null } = more;
    await db.ownerPool.query(
      `INSERT INTO outbox (id, creditor_id, conversation_id, channel, address, class, message, secret, secret_until, dedupe_key, status, queued_at, debtor_id, inbox_id)
       VALUES ($1::uuid, $2, $3, 'sms', $4, $5, $6, $7, $8, $1::uuid::text, 'READY', to_timestamp($9::bigint / 1000.0), $10, $11)`,
      [
        id,
        creditor.id,
        conversationId,
        to,
        of,
        { key: 'k', class: of, language: 'fr', text },
        secret,
        more['until'] ?? null,
        testNow,
        debtorId,
        more['inboxId'] ?? null,
      ],
    );
    return id;
  };
  const talk = async (rig: Rig, text: string, counterpart: string): Promise<string> => {
    const received = await rig.intake(arrival(creditor.id, text, { channel: 'sms', counterpart }));
    await received.turn;
    return received.conversationId;
  };

  it('sends what was committed, one after the other, with the carrier’s id', async () => {
    const sent: string[] = [];
    const rig = another({
      carrier: carrier(async (send, text) => {
        await sleep(sent.length === 0 ? 50 : 0);
        sent.push(`${send.to} ${text}`);
        return taken();
      }),
    });
    const to = number();
    await talk(rig, 'un', to);
    const conversationId = await talk(rig, 'deux', to);
    const rows = await settled(conversationId, 2);
    expect(rows.map(({ status }) => status)).to.deep.equal(['SENT', 'SENT']);
    expect(sent).to.deep.equal([`${to} 1 heard un`, `${to} 2 heard deux`]);
  });

  it('writes down a refusal, an unknown fate and a later try', async () => {
    const ends: SendResult[] = [{ refused: '21610' }, { unknown: 'timeout' }, { later: 1, why: '429' }, taken()];
    const rig = another({ carrier: carrier(() => Promise.resolve(ends.shift() ?? { refused: 'no more' })) });
    const to = number();
    for (const text of ['a', 'b', 'c']) await talk(rig, text, to);
    const conversationId = await talk(rig, 'd', to);
    const rows = await recovered(rig, conversationId, 4);
    expect(rows.map(({ status, reason, attempt }) => [status, reason, attempt])).to.deep.equal([
      ['REFUSED', '21610', 1],
      ['UNKNOWN', 'timeout', 1],
      ['SENT', null, 2],
      ['REFUSED', 'no more', 1],
    ]);
    const tasks = async (): Promise<unknown[]> =>
      (
        await db.ownerPool.query<{ reason: string }>('SELECT reason FROM tasks WHERE conversation_id = $1', [
          conversationId,
        ])
      ).rows;
    expect(await tasks(), 'it is looked for first').to.deep.equal([]);
    const minute = 60_000;
    const janitor = startJanitor(
      {
        store: makeCarrierStore(db.pool, randomUUID),
        look: () => Promise.resolve(null),
        clock: () => testNow + 16 * minute,
        log: () => undefined,
      },
      minute,
    );
    await janitor.look();
    await janitor.stop();
    expect(await tasks()).to.deep.equal([{ reason: 'timeout' }]);
  });

  it('never sends again what a dead process may have sent; what follows goes on', async () => {
    let sends = 0;
    const counting = carrier(() => {
      sends += 1;
      return Promise.resolve(taken());
    });
    const dying = another({
      carrier: counting,
      crashPoint: (point) => (point === 'send:sent' ? Promise.reject(new Error('died')) : undefined),
    });
    const to = number();
    const conversationId = await talk(dying, 'un', to);
    await eventually(() => expect(sends).to.equal(1));
    await db.ownerPool.query(
      `UPDATE outbox SET lease_until = clock_timestamp() - interval '1 s' WHERE conversation_id = $1`,
      [conversationId],
    );
    const rig = another({ carrier: counting });
    await talk(rig, 'deux', to);
    const rows = await recovered(rig, conversationId, 2);
    expect(rows.map(({ status, reason }) => [status, reason])).to.deep.equal([
      ['UNKNOWN', 'sender-lost'],
      ['SENT', null],
    ]);
    expect(sends).to.equal(2);
  });

  it('gives a row to one of many who claim it', async () => {
    const rig = another({ carrier: carrier(() => Promise.resolve(taken())) });
    const conversationId = await talk(rig, 'un', number());
    await settled(conversationId, 1);
    const outboxId = await queue(conversationId, 'rappel', { class: 'service' });
    const claims = await Promise.all(
      Array.from({ length: 10 }, () =>
        rig.sends.claim({ creditorId: creditor.id, outboxId, owner: randomUUID(), now: testNow }),
      ),
    );
    expect(claims.filter((claim) => 'send' in claim)).to.have.length(1);
  });

  it('lets nothing but one confirmation leave after STOP, however many sends are under way', async function () {
    const claimedAt = new Map<string, number>();
    let stoppedAt = Infinity;
    let letGo: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (letGo = resolve));
    const rig = another({
      carrier: carrier(async (send) => {
        claimedAt.set(send.id, performance.now());
        await stopped; // or all could be gone before
        return taken();
      }),
    });
    const to = number();
    const debtor = await seedDebtor(db.ownerPool, creditor);
    await db.ownerPool.query('UPDATE contact_points SET address = $2 WHERE id = $1', [debtor.pointId, to]);
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const other = await rig.deps.store.intake(arrival(creditor.id, 'x', { counterpart: randomUUID() }));
      ids.push(await queue(other.conversationId, `rappel ${String(n)}`, { to }));
    }
    rig.outbox.dispatch(ids.map((outboxId) => ({ creditorId: creditor.id, outboxId })));
    await sleep(5);
    const stop = await rig.intake(arrival(creditor.id, 'stop', { channel: 'sms', counterpart: to }));
    await stop.turn;
    stoppedAt = performance.now();
    letGo();
    const confirmation = await settled(stop.conversationId, 1);
    await rig.outbox.stop();
    const { rows } = await db.ownerPool.query<{ id: string; status: string; reason: string | null }>(
      'SELECT id, status, reason FROM outbox WHERE id = ANY ($1)',
      [ids],
    );
    expect(confirmation.map(({ status, text }) => [status, text])).to.deep.equal([['SENT', '1 stop stop']]);
    const late = rows.filter(({ id }) => (claimedAt.get(id) ?? 0) > stoppedAt + 50);
    expect(late).to.deep.equal([]);
    const refused = rows.filter(({ status }) => status === 'REFUSED');
    expect(refused.length + rows.filter(({ status }) => status === 'SENT').length).to.equal(60);
    expect(refused.every(({ reason }) => reason === 'opted-out')).to.equal(true);
    expect(refused.length).to.be.greaterThan(0);
  });

  it('refuses what is queued after STOP, but answers who writes', async () => {
    const rig = another({ carrier: carrier(() => Promise.resolve(taken())) });
    const to = number();
    const conversationId = await talk(rig, 'stop', to);
    const demand = await queue(conversationId, 'rappel');
    rig.outbox.dispatch([{ creditorId: creditor.id, outboxId: demand }]);
    await settled(conversationId, 2);
    await talk(rig, 'bonjour', to);
    await settled(conversationId, 3);
    await talk(rig, 'start', to);
    const again = await queue(conversationId, 'service', { class: 'service' });
    rig.outbox.dispatch([{ creditorId: creditor.id, outboxId: again }]);
    const rows = await settled(conversationId, 5);
    expect(rows.map(({ text, status }) => [text, status])).to.deep.equal([
      ['1 stop stop', 'SENT'],
      ['rappel', 'REFUSED'],
      ['2 heard bonjour', 'SENT'],
      ['3 resume start', 'SENT'],
      ['service', 'SENT'],
    ]);
  });

  // What closes each gate that the database can see.
  type Target = {
    readonly to: string;
    readonly debtorId: string;
    readonly pointId: string;
    readonly conversation: string;
  };
  const seen: readonly (readonly [Gate, (target: Target) => [string, ...unknown[]]])[] = [
    ['kill-switch', () => ['UPDATE creditors SET stopped_at = now() WHERE id = $1', creditor.id]],
    [
      'human-speaking',
      ({ conversation }) => [`UPDATE conversations SET controller = 'human' WHERE id = $1`, conversation],
    ],
    ['deceased', ({ debtorId }) => [`UPDATE debtors SET protection = 'deceased' WHERE id = $1`, debtorId]],
    [
      'opted-out',
      ({ to }) => [
        `INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) VALUES ($1, 'sms', $2, now())`,
        creditor.id,
        to,
      ],
    ],
    [
      'address-quarantined',
      ({ pointId }) => ['UPDATE contact_points SET quarantined_at = now() WHERE id = $1', pointId],
    ],
  ];
  for (const [gate, close] of seen) {
    it(`stops for ${gate} the classes that the rules stop, with their code`, async () => {
      const rig = another({ carrier: carrier(() => Promise.resolve(taken())) });
      const debtor = await seedDebtor(db.ownerPool, creditor);
      const { intake } = rig.deps.store;
      const { conversationId, inboxId } = await intake(
        arrival(creditor.id, 'x', { channel: 'sms', counterpart: debtor.address }),
      );
      const target = { to: debtor.address, debtorId: debtor.id, pointId: debtor.pointId, conversation: conversationId };
      const [sql, ...values] = close(target);
      await db.ownerPool.query(sql, values);
      const classes: readonly MessageClass[] = ['reply', 'service', 'demand'];
      for (const each of classes) {
        const outboxId = await queue(conversationId, each, { class: each, debtorId: debtor.id, inboxId });
        const claim = await rig.sends.claim({ creditorId: creditor.id, outboxId, owner: randomUUID(), now: testNow });
        if (gateTable[gate].includes(each)) expect(claim, each).to.deep.equal({ refused: gate });
        else expect(claim, each).to.have.property('send');
        await db.ownerPool.query(`UPDATE outbox SET status = 'SENT' WHERE id = $1 AND status = 'SENDING'`, [outboxId]);
      }
      await db.ownerPool.query('UPDATE creditors SET stopped_at = NULL WHERE id = $1', [creditor.id]);
    });
  }

  it('still answers STOP when a person holds the conversation', async () => {
    const rig = another({ carrier: carrier(() => Promise.resolve(taken())) });
    const to = number();
    const conversationId = await talk(rig, 'un', to);
    await settled(conversationId, 1);
    await db.ownerPool.query(`UPDATE conversations SET controller = 'human' WHERE id = $1`, [conversationId]);
    await talk(rig, 'deux', to);
    await talk(rig, 'stop', to);
    const rows = await settled(conversationId, 2);
    expect(rows.map(({ text, status }) => [text, status])).to.deep.equal([
      ['1 heard un', 'SENT'],
      ['2 stop stop', 'SENT'],
    ]);
  });

  it('sends the real text of a code, keeps it encrypted and forgets it', async () => {
    const secrets = makeSecrets('a secret of at least thirty-two characters');
    const seen: string[] = [];
    const rig = another({
      carrier: carrier((_send, text) => {
        seen.push(text);
        return Promise.resolve(taken());
      }),
    });
    const conversationId = await talk(rig, 'un', number());
    await settled(conversationId, 1);
    const until = new Date(testNow + 60_000).toISOString();
    const secret = Buffer.from(secrets.seal('code 123456'), 'base64');
    const fresh = await queue(conversationId, 'code ••••••', { class: 'service', secret, until });
    const old = await queue(conversationId, 'code ••••••', {
      class: 'service',
      secret,
      until: new Date(testNow).toISOString(),
    });
    rig.outbox.dispatch([fresh, old].map((outboxId) => ({ creditorId: creditor.id, outboxId })));
    const rows = await settled(conversationId, 3);
    expect(seen).to.deep.equal(['1 heard un', 'code 123456']);
    expect(rows.slice(1).map(({ status, reason, secret: left }) => [status, reason, left])).to.deep.equal([
      ['SENT', null, null],
      ['REFUSED', 'expired', null],
    ]);
  });

  it('shows nothing of another creditor', async () => {
    const rig = another({ carrier: carrier(() => Promise.resolve(taken())) });
    const conversationId = await talk(rig, 'un', number());
    const outboxId = await queue(conversationId, 'rappel');
    const other = await seedCreditor(db.ownerPool, `other-${randomUUID().slice(0, 8)}`);
    const claim = await makeSendStore(db.pool).claim({
      creditorId: other.id,
      outboxId,
      owner: randomUUID(),
      now: testNow,
    });
    expect(claim).to.deep.equal({ none: 'taken' });
  });
});
