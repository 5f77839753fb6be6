import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type Arrival } from '../../../domain/inbound.ts';
import { type Message } from '../../../domain/message.ts';
import { emptySession } from '../../../domain/session.ts';
import { type Loaded, type Outgoing, type TurnCommit } from '../../../domain/turn.ts';
import { type Sql } from '../../../prisma/stores/sql.ts';
import { makeTurnStore, type PgTurnStore } from '../../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor } from '../../support/ledger-rows.ts';

const now = Date.UTC(2026, 10, 22, 9, 0);
const alone = new Set(['turn.intake', 'turn.commit']);

describe('turns that meet at the database', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let statements: string[];
  let store: PgTurnStore;
  const owner = randomUUID();

  before(async function () {
    db = await createTestDatabase();
  });
  beforeEach(async () => {
    creditor = await seedCreditor(db.ownerPool, randomUUID());
    statements = [];
    const counted: Sql = {
      query: (statement) => {
        statements.push(statement.name);
        return db.pool.query(statement);
      },
    };
    store = makeTurnStore(counted, randomUUID);
  });
  after(async () => {
    await db.drop();
  });

  const arrival = (counterpart: string, externalId: string = randomUUID()): Arrival => ({
    creditorId: creditor.id,
    channel: 'web',
    counterpart,
    externalId,
    inbound: { text: `de ${counterpart}`, option: null, files: [], event: null },
    echo: { text: 'echo' },
    at: now,
  });
  /** Conversations that had a first message, dealt with. */
  const known = (count: number): Promise<string[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const key = randomUUID();
        const { conversationId } = await store.intake(arrival(key));
        const loaded = await store.load({ creditorId: creditor.id, conversationId, owner, now });
        await store.commit(commitOf('none' in loaded ? expect.fail(loaded.none) : loaded));
        return key;
      }),
    );
  const begun = async (key: string): Promise<Loaded> => {
    const { begin } = await store.intake(arrival(key), owner);
    return (await begin?.()) ?? expect.fail('it is free');
  };
  const say = (text: string): Outgoing => ({
    id: randomUUID(),
    channel: 'web',
    to: null,
    pointId: null,
    debtorId: null,
    message: { key: 'test', class: 'reply', language: 'fr', text, rows: [], options: [] } as unknown as Message,
    secret: null,
    secretUntil: null,
    refused: null,
  });
  const commitOf = (loaded: Loaded, more: Partial<TurnCommit> = {}): TurnCommit => ({
    lease: loaded.lease,
    inboxId: loaded.inboxId,
    controller: loaded.controller,
    end: 'done',
    understood: { commands: [], language: null, source: 'rules' },
    heard: null,
    response: null,
    state: { place: 'here' },
    session: emptySession,
    language: 'fr',
    versions: [],
    facts: [],
    outgoing: [say('un'), say('deux')],
    limitation: [],
    blobs: [],
    audit: [
      {
        kind: 'turn',
        actor: 'debtor',
        debtorId: null,
        policyVersion: null,
        detail: { keys: ['test'] },
        payload: { text: 'mot' },
      },
    ],
    at: now,
    ...more,
  });
  /** What a conversation left, without what differs from one to the next. */
  const left = async (key: string): Promise<unknown> => {
    const text = `
      SELECT c.state, c.session, c.language, c.version, c.lease_owner, c.lease_until, c.fence, c.last_inbound_at,
             (SELECT json_agg(json_build_array(i.channel, i.activity -> 'echo', i.text = 'de ' || c.key, i.state, i.understood, i.response, i.attempts, i.received_at, i.done_at) ORDER BY i.id)
                FROM inbox i WHERE i.conversation_id = c.id) AS inbox,
             (SELECT json_agg(json_build_array(o.channel, o.class, o.message ->> 'text', o.status, o.reason, o.address, o.debtor_id, o.secret, o.queued_at, o.settled_at,
                       o.dedupe_key = 'turn:' || o.inbox_id || ':' || right(o.dedupe_key, 1)) ORDER BY o.seq) FROM outbox o WHERE o.conversation_id = c.id) AS outbox,
             (SELECT json_agg(json_build_array(e.at, e.kind, e.actor, e.debtor_id, e.inbox_id IS NULL, e.policy_version, e.facts, e.payload_hash IS NULL, p.payload) ORDER BY e.id)
                FROM audit_events e LEFT JOIN audit_payloads p ON p.event_id = e.id WHERE e.conversation_id = c.id) AS audit
        FROM conversations c WHERE c.key = $1`;
    return (await db.ownerPool.query<object>(text, [key])).rows;
  };

  it('leaves of each what it would have left alone, in a few statements', async () => {
    const keys = await known(40);
    const [one = '', ...others] = keys;
    await store.commit({ ...commitOf(await begun(one)), heard: { tried: false, text: '', understood: null } });
    statements = [];
    const loaded = await Promise.all(others.map(begun));
    const done = await Promise.all(loaded.map((each) => store.commit(commitOf(each))));
    expect(statements.filter((name) => name === 'turn.many').length).to.be.within(1, 12);
    expect(statements.filter((name) => alone.has(name))).to.deep.equal([]);
    for (const each of done)
      expect(each).to.include({ done: true, more: false }).and.have.nested.property('delivered.length', 2);
    const expected = await left(one);
    for (const key of others) expect(await left(key)).to.deep.equal(expected);
  });

  it('numbers what is said after what was said before it', async () => {
    const keys = await known(5);
    const received = await Promise.all(keys.map((key) => store.intake(arrival(key), owner)));
    const done = await Promise.all(
      received.map(async ({ begin }) => store.commit(commitOf((await begin?.()) ?? expect.fail('it is free')))),
    );
    for (const [index, { seq, prev }] of received.entries()) {
      const each = done[index];
      if (!each?.done) expect.fail('it is committed');
      expect(prev).to.be.below(seq);
      expect(each.prev).to.equal(seq);
      expect(each.delivered.map((item) => item.seq)).to.satisfy(
        ([first, second]: number[]) => seq < first! && first! < second!,
      );
    }
  });

  it('keeps what one conversation sends without waiting in its order, though the database is slow to take the first', async () => {
    const [key = ''] = await known(1);
    await store.intake(arrival(key), randomUUID()); // another process answers it, so that what follows has to be kept alone
    let slow = true;
    const hesitating = makeTurnStore(
      {
        query: async (statement) => {
          const wait = slow ? 60 : 0;
          slow = false;
          await sleep(wait);
          return db.pool.query(statement);
        },
      },
      randomUUID,
    );
    const first = hesitating.intake(arrival(key), owner);
    await sleep(40);
    const next = [hesitating.intake(arrival(key), owner), hesitating.intake(arrival(key), owner)];
    const seqs = (await Promise.all([first, ...next])).map(({ seq }) => seq);
    expect(seqs).to.deep.equal(seqs.toSorted((a, b) => a - b));
  });

  it('keeps in company what is new, known, taken and waiting, each as if it had come alone', async () => {
    const [free = '', repeated = '', taken = '', waiting = ''] = await known(4);
    const [again, ahead] = [arrival(repeated), arrival(waiting)];
    const { begin } = await store.intake(again, owner);
    await store.commit(commitOf((await begin?.()) ?? expect.fail('it is free')));
    await store.intake(arrival(taken), randomUUID());
    await store.intake(ahead);
    const results = await Promise.all(
      [arrival(free), again, arrival(taken), arrival(waiting), arrival(randomUUID())].map((each) =>
        store.intake(each, owner),
      ),
    );
    const shape = results.map(({ duplicate, created, begin: mine }) => ({ duplicate, created, mine: mine !== null }));
    expect(shape).to.deep.equal([
      { duplicate: false, created: false, mine: true },
      { duplicate: true, created: false, mine: false },
      { duplicate: false, created: false, mine: false },
      { duplicate: false, created: false, mine: false },
      { duplicate: false, created: true, mine: false },
    ]);
    const { rows } = await db.ownerPool.query<{ key: string; leased: boolean; attempts: number[] }>(
      `SELECT key, lease_until IS NOT NULL AS leased, (SELECT array_agg(attempts ORDER BY id) FROM inbox i WHERE i.conversation_id = c.id) AS attempts
         FROM conversations c WHERE key = ANY ($1)`,
      [[free, repeated, taken, waiting]],
    );
    const of = (key: string): object => rows.find((row) => row.key === key) ?? {};
    expect(of(free)).to.deep.include({ leased: true, attempts: [1, 1] });
    expect(of(repeated)).to.deep.include({ leased: false, attempts: [1, 1] });
    expect(of(taken)).to.deep.include({ leased: true, attempts: [1, 1, 0] });
    expect(of(waiting)).to.deep.include({ leased: false, attempts: [1, 0, 0] });
  });

  it('commits the good in company of the stale, the changed, the broken and the stopped', async () => {
    const debtor = await seedDebtor(db.ownerPool, creditor);
    const [good, stale, changed, handed, broken] = (await Promise.all((await known(5)).map(begun))) as [
      Loaded,
      Loaded,
      Loaded,
      Loaded,
      Loaded,
    ];
    await db.ownerPool.query("UPDATE conversations SET controller = 'human' WHERE id = $1", [
      handed.lease.conversationId,
    ]);
    const version = { debtorId: debtor.id, version: 99 };
    const ends = await Promise.allSettled(
      [
        commitOf(good),
        commitOf({ ...stale, lease: { ...stale.lease, fence: stale.lease.fence - 1 } }),
        commitOf(changed, { versions: [version] }),
        commitOf(handed),
        commitOf(broken, { outgoing: [{ ...say('x'), message: { ...say('x').message, class: 'shout' as 'reply' } }] }),
      ].map(store.commit),
    );
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : 'refused'))).to.deep.include.members([
      { done: false, conflict: 'stale-fence' },
      'refused',
    ]);
    expect(ends[0]).to.have.nested.include({ status: 'fulfilled', 'value.done': true });
    expect(ends[2]).to.have.nested.include({ status: 'fulfilled', 'value.conflict': 'stale-account' });
    expect(ends[3]).to.have.nested.include({ status: 'fulfilled', 'value.conflict': 'stale-account' });
    const { rows } = await db.ownerPool.query<{ state: string }>(
      'SELECT state FROM inbox WHERE id = ANY ($1) ORDER BY id',
      [[good, stale, changed, handed, broken].map(({ inboxId }) => inboxId)],
    );
    expect(rows.map(({ state }) => state).toSorted()).to.deep.equal([
      'done',
      'received',
      'received',
      'received',
      'received',
    ]);
  });

  it('writes what ends and keeps what arrives in one statement, the end of a turn before the next message of its conversation', async () => {
    const keys = await known(6);
    const ending = keys.slice(0, 3);
    const loaded = await Promise.all(ending.map(begun));
    statements = [];
    const [done, received] = await Promise.all([
      Promise.all(loaded.map((each) => store.commit(commitOf(each)))),
      Promise.all([...keys.slice(3), ending[0] ?? ''].map((key) => store.intake(arrival(key), owner))),
    ]);
    expect(statements).to.deep.equal(['turn.many']);
    for (const each of done) expect(each).to.deep.include({ done: true, more: false });
    expect(received.every(({ begin }) => begin !== null)).to.equal(true);
    const [ended, again, before] = [done[0]!, received.at(-1)!, loaded[0]!];
    expect(ended).to.have.nested.property('delivered[1].seq', again.prev);
    const { lease, state } = (await again.begin?.()) ?? expect.fail('it is free again');
    expect(lease.fence).to.equal(before.lease.fence + 1);
    expect(state).to.deep.equal({ place: 'here' });
  });

  it('keeps the messages that met a turn which the database refuses', async () => {
    const [broken = '', free = ''] = await known(2);
    const loaded = await begun(broken);
    const wrong = { ...say('x'), message: { ...say('x').message, class: 'shout' as 'reply' } };
    const [end, received] = await Promise.all([
      store.commit(commitOf(loaded, { outgoing: [wrong] })).catch(() => 'refused'),
      store.intake(arrival(free), owner),
    ]);
    expect(end).to.equal('refused');
    expect(received).to.include({ duplicate: false, created: false });
    expect(received.begin).to.not.equal(null);
    const text = 'SELECT count(*)::int AS kept FROM inbox WHERE id = $1';
    expect((await db.ownerPool.query(text, [received.inboxId])).rows).to.deep.equal([{ kept: 1 }]);
  });

  it('lets nothing out under the kill switch', async () => {
    const [key = '', other = ''] = await known(2);
    const loaded = await Promise.all([key, other].map(begun));
    await db.ownerPool.query('UPDATE creditors SET stopped_at = clock_timestamp() WHERE id = $1', [creditor.id]);
    const done = await Promise.all(loaded.map((each) => store.commit(commitOf(each))));
    for (const each of done) expect(each).to.deep.include({ done: true, delivered: [], sends: [] });
    const { rows } = await db.ownerPool.query<{ reason: string }>(
      'SELECT reason FROM outbox WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 2',
      [loaded[0]?.lease.conversationId],
    );
    expect(rows.map(({ reason }) => reason)).to.deep.equal(['kill-switch', 'kill-switch']);
  });

  it('deals with a hundred copies of ten messages once each', async () => {
    const keys = await known(10);
    const copies = keys
      .flatMap((key) => Array.from({ length: 10 }, () => key))
      .map((key, index) => arrival(key, `${key}:${index - (index % 10)}`));
    const received = await Promise.all(copies.map((copy) => store.intake(copy, owner)));
    expect(received.filter(({ duplicate }) => !duplicate)).to.have.length(10);
    expect(received.filter(({ begin }) => begin !== null)).to.have.length(10);
  });
});
