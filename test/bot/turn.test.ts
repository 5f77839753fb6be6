import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type TurnUnderstood } from '../../bot/ports.ts';
import { AppError } from '../../domain/errors.ts';
import { makeTurnStore } from '../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { seedCreditor, type SeededCreditor, seedDebtor } from '../support/ledger-rows.ts';
import { countingDialogs } from './counting-dialogs.ts';
import { arrival, makeRig, type Rig, type RigOptions, testNow } from './turn-rig.ts';

describe('a turn', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let rig: Rig;
  const rigs: Rig[] = [];

  const another = (options: RigOptions = {}): Rig => {
    const made = makeRig(db.pool, options);
    rigs.push(made);
    return made;
  };

  before(async function () {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
    rig = another();
  });
  after(async () => {
    for (const { stop } of rigs) await stop();
    await db.drop();
  });

  const texts = async (conversationId: string): Promise<string[]> => {
    const { rows } = await db.ownerPool.query<{ text: string }>(
      `SELECT message ->> 'text' AS text FROM outbox WHERE conversation_id = $1 ORDER BY seq`,
      [conversationId],
    );
    return rows.map(({ text }) => text);
  };
  const letLeaseRunOut = async (conversationId: string): Promise<void> => {
    await db.ownerPool.query(
      `UPDATE conversations SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`,
      [conversationId],
    );
  };
  const waitFor = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tried = 0; tried < 1_000 && !(await holds()); tried += 1) await sleep(20);
  };

  it('answers a message once, at its commit, and gives the lease back', async () => {
    const received = await rig.intake(arrival(creditor.id, 'bonjour', { counterpart: randomUUID() }));
    await received.turn;
    expect(received).to.include({ duplicate: false, created: true, prev: 0 });
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard bonjour']);
    const { rows } = await db.ownerPool.query(
      `SELECT c.lease_owner, c.version, i.state, i.attempts, o.status FROM conversations c JOIN inbox i ON i.conversation_id = c.id JOIN outbox o ON o.inbox_id = i.id WHERE c.id = $1`,
      [received.conversationId],
    );
    expect(rows).to.deep.equal([{ lease_owner: null, version: 1, state: 'done', attempts: 1, status: 'SENT' }]);
    const spoken = rig.spoken.find(({ conversationId }) => conversationId === received.conversationId);
    expect(spoken?.prev).to.equal(received.seq);
    expect(spoken?.items[0]?.seq).to.be.greaterThan(received.seq);
  });

  it('says nothing, anywhere, while the creditor’s kill switch is on, and keeps what it would have said with the reason', async () => {
    const stopped = await seedCreditor(db.ownerPool, `stopped-${randomUUID().slice(0, 8)}`);
    const rowsAfter = async (using: Rig, channel: 'web' | 'sms'): Promise<unknown[]> => {
      const received = await using.intake(arrival(stopped.id, 'bonjour', { channel, counterpart: randomUUID() }));
      await received.turn;
      expect(using.spoken.filter(({ conversationId }) => conversationId === received.conversationId)).to.deep.equal([]);
      const { rows } = await db.ownerPool.query(
        `SELECT o.status, o.reason, (SELECT count(*)::int FROM audit_events a WHERE a.conversation_id = o.conversation_id
           AND a.kind = 'message.refused' AND a.facts ->> 'outboxId' = o.id::text) AS traces
           FROM outbox o WHERE o.conversation_id = $1`,
        [received.conversationId],
      );
      return rows as unknown[];
    };
    const pull = (): Promise<unknown> =>
      db.ownerPool.query('UPDATE creditors SET stopped_at = now() WHERE id = $1', [stopped.id]);
    const late = another({
      crashPoint: (point) => (point === 'turn:settled' ? pull().then(() => undefined) : undefined),
    });
    expect(await rowsAfter(late, 'web')).to.deep.equal([{ status: 'REFUSED', reason: 'kill-switch', traces: 0 }]);
    for (const channel of ['web', 'sms'] as const) {
      const expected = [{ status: 'REFUSED', reason: 'kill-switch', traces: 1 }];
      expect(await rowsAfter(another(), channel)).to.deep.equal(expected);
    }
  });

  const handTo = async (conversationId: string, controller: 'bot' | 'human'): Promise<void> => {
    await db.ownerPool.query('UPDATE conversations SET controller = $2 WHERE id = $1', [conversationId, controller]);
  };

  it('leaves a conversation that a person holds to them, but for STOP and START, and goes on where it was', async () => {
    const counterpart = randomUUID();
    const hear = async (text: string): Promise<string> => {
      const received = await rig.intake(arrival(creditor.id, text, { counterpart }));
      await received.turn;
      return received.conversationId;
    };
    const conversationId = await hear('un');
    await handTo(conversationId, 'human');
    await hear('deux');
    await hear('human');
    expect(await texts(conversationId)).to.deep.equal(['1 heard un']);
    await hear('stop');
    await hear('start');
    await handTo(conversationId, 'bot');
    await hear('trois');
    expect(await texts(conversationId)).to.deep.equal(['1 heard un', '2 stop stop', '3 resume start', '4 heard trois']);
    const { rows } = await db.ownerPool.query(
      `SELECT (SELECT count(*)::int FROM inbox i WHERE i.conversation_id = c.id AND i.state = 'done') AS done,
              (SELECT count(*)::int FROM handoffs h WHERE h.conversation_id = c.id) AS handoffs FROM conversations c WHERE id = $1`,
      [conversationId],
    );
    expect(rows).to.deep.equal([{ done: 6, handoffs: 0 }]);
  });

  it('does not answer when a person takes the conversation during the turn', async () => {
    const counterpart = randomUUID();
    const received = await rig.intake(arrival(creditor.id, 'un', { counterpart }));
    await received.turn;
    const taken = another({
      crashPoint: (point) => (point === 'turn:settled' ? handTo(received.conversationId, 'human') : undefined),
    });
    const second = await taken.intake(arrival(creditor.id, 'deux', { counterpart }));
    await second.turn;
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard un']);
    const { rows } = await db.ownerPool.query('SELECT state, attempts FROM inbox WHERE id = $1', [second.inboxId]);
    expect(rows).to.deep.equal([{ state: 'done', attempts: 1 }]);
  });

  it('takes the same message twice, at once or later, as one', async () => {
    const twin = arrival(creditor.id, 'bonjour', { counterpart: randomUUID() });
    const other = another();
    const [a, b] = await Promise.all([rig.intake(twin), other.intake(twin)]);
    await Promise.all([a.turn, b.turn]);
    const later = await rig.intake(twin);
    await later.turn;
    expect([a.duplicate, b.duplicate].filter((duplicate) => duplicate)).to.have.length(1);
    expect(later).to.include({ duplicate: true, inboxId: a.inboxId, conversationId: b.conversationId });
    expect(await texts(a.conversationId)).to.deep.equal(['1 heard bonjour']);
  });

  it('refuses an external id that another conversation used', async () => {
    const first = arrival(creditor.id, 'bonjour', { counterpart: randomUUID() });
    await (
      await rig.intake(first)
    ).turn;
    const copied = await rig.intake({ ...first, counterpart: randomUUID() }).catch((error: unknown) => error);
    expect(copied).to.have.property('code', 'BAD_REQUEST');
  });

  it('keeps the order of a conversation that two processes serve', async () => {
    const [counterpart, other] = [randomUUID(), another()];
    const said: Promise<void>[] = [];
    let conversationId = '';
    for (let n = 1; n <= 20; n += 1) {
      const from = n % 2 === 0 ? rig : other;
      const received = await from.intake(arrival(creditor.id, `m${String(n)}`, { counterpart }));
      ({ conversationId } = received);
      said.push(received.turn);
    }
    await Promise.all(said);
    const expected = Array.from({ length: 20 }, (_, n) => `${String(n + 1)} heard m${String(n + 1)}`);
    await waitFor(async () => (await texts(conversationId)).length === 20);
    expect(await texts(conversationId)).to.deep.equal(expected);
  });

  it('resumes what a dead process held, and refuses what that one writes afterwards', async () => {
    let died: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (died = resolve));
    const stuck = another({
      crashPoint: async (point) => {
        if (point === 'turn:settled') await gone;
      },
    });
    const received = await stuck.intake(arrival(creditor.id, 'human', { counterpart: randomUUID() }));
    await waitFor(async () => {
      const { rows } = await db.ownerPool.query('SELECT FROM conversations WHERE id = $1 AND lease_owner IS NOT NULL', [
        received.conversationId,
      ]);
      return rows.length === 1;
    });
    await letLeaseRunOut(received.conversationId);
    await sleep(1_100); // a row is left to the process that took it for a second
    await rig.recovery.look();
    await waitFor(async () => (await texts(received.conversationId)).length === 1);
    died();
    await received.turn;
    expect(await texts(received.conversationId)).to.deep.equal(['1 human human']);
    const tasks = await db.ownerPool.query('SELECT FROM tasks WHERE conversation_id = $1', [received.conversationId]);
    expect(tasks.rows).to.have.length(1);
  });

  it('understands on a replay what a model understood first', async () => {
    const answers = ['stop', 'human'];
    let asked = 0;
    const understand = (): Promise<TurnUnderstood> => {
      const kind =
        answers[asked++] === 'stop' ? { kind: 'menu' as const } : { kind: 'human' as const, callback: false };
      return Promise.resolve({ commands: [kind], language: null, source: 'model' });
    };
    let crashes = 1;
    const failing = another({
      understand,
      crashPoint: (point) =>
        point === 'turn:understood-kept' && crashes-- > 0 ? Promise.reject(new Error('died')) : undefined,
    });
    const received = await failing.intake(arrival(creditor.id, 'un conseiller', { counterpart: randomUUID() }));
    await waitFor(async () => (await texts(received.conversationId)).length === 1);
    expect(asked).to.equal(1);
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard un conseiller']);
  });

  it('runs again on what is true now when the account changed meanwhile', async () => {
    const debtor = await seedDebtor(db.ownerPool, creditor);
    const counterpart = randomUUID();
    const first = await rig.intake(arrival(creditor.id, 'bonjour', { counterpart }));
    await first.turn;
    const times = { provedAt: testNow, until: testNow + 1_000, idleUntil: testNow + 1_000 };
    const subject = { debtorId: debtor.id, contactId: debtor.contactId, level: 2, ...times };
    await db.ownerPool.query('UPDATE conversations SET session = $2 WHERE id = $1', [
      first.conversationId,
      { subjects: [subject] },
    ]);
    let seen: (number | null)[] = [];
    let changes = 2;
    const other = another({
      dialogs: {
        ...countingDialogs,
        converse: (heard) => {
          seen = [...seen, heard.context.account?.debtor.version ?? null];
          return countingDialogs.converse(heard);
        },
      },
      crashPoint: async (point) => {
        if (point !== 'turn:settled' || changes-- <= 0) return;
        await db.ownerPool.query('UPDATE debtors SET version = version + 1 WHERE id = $1', [debtor.id]);
      },
    });
    const received = await other.intake(arrival(creditor.id, 'ill', { counterpart }));
    await received.turn;
    const start = seen[0] ?? 0;
    expect(seen).to.deep.equal([start, start + 1, start + 2]);
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard bonjour', '2 distress ill']);
    const { rows } = await db.ownerPool.query('SELECT attempts FROM inbox WHERE id = $1', [received.inboxId]);
    expect(rows).to.deep.equal([{ attempts: 1 }]);
    const account = await other.deps.store.account(creditor.id, debtor.id);
    expect(account?.holds.map(({ reason }) => reason)).to.deep.equal(['vulnerable']);
  });

  it('sets a poisonous message aside after five runs, tells a person and goes on', async () => {
    let runs = 0;
    const poisoned = another({
      dialogs: {
        ...countingDialogs,
        converse: (heard) => {
          if (heard.context.text === 'poison') {
            runs += 1;
            throw new AppError('INVARIANT_BROKEN');
          }
          return countingDialogs.converse(heard);
        },
      },
      store: {
        ...makeTurnStore(db.pool, randomUUID),
        release: (lease, _delay, uncounted) => makeTurnStore(db.pool, randomUUID).release(lease, 0, uncounted),
      },
    });
    const counterpart = randomUUID();
    const bad = await poisoned.intake(arrival(creditor.id, 'poison', { counterpart }));
    const good = await poisoned.intake(arrival(creditor.id, 'bonjour', { counterpart }));
    for (let tried = 0; tried < 8; tried += 1) await poisoned.queue.run({ creditorId: creditor.id, ...good });
    expect(runs).to.equal(5);
    expect(await texts(bad.conversationId)).to.deep.equal(['sorry', '2 heard bonjour']);
    const { rows } = await db.ownerPool.query(
      'SELECT i.state, t.reason FROM inbox i LEFT JOIN tasks t ON t.conversation_id = i.conversation_id WHERE i.id = $1',
      [bad.inboxId],
    );
    expect(rows).to.deep.equal([{ state: 'dead', reason: 'message-not-processed' }]);
  });

  it('leaves a trail of the turn and its facts, with words apart', async () => {
    const received = await rig.intake(arrival(creditor.id, 'stop', { channel: 'sms', counterpart: '+33639980999' }));
    await received.turn;
    const { rows } = await db.ownerPool.query<{ kind: string; facts: object; payload: object | null }>(
      'SELECT e.kind, e.facts, p.payload FROM audit_events e LEFT JOIN audit_payloads p ON p.event_id = e.id WHERE e.inbox_id = $1 ORDER BY e.id',
      [received.inboxId],
    );
    expect(rows.map(({ kind }) => kind)).to.deep.equal(['turn', 'opted-out']);
    expect(rows[0]?.facts).to.include({ request: 'stop', refusal: null });
    expect(rows[1]?.payload).to.deep.equal({ address: '+33639980999' });
    expect(JSON.stringify(rows.map(({ facts }) => facts))).not.to.include('+33639980999');
  });

  it('takes no harm when the answer to its commit is lost', async () => {
    const store = makeTurnStore(db.pool, randomUUID);
    const announced: string[] = [];
    const cut = another({
      store: {
        ...store,
        commit: async (commit) => {
          await store.commit(commit);
          throw new AppError('DATABASE_UNAVAILABLE');
        },
        announce: (ids) => Promise.resolve(void announced.push(...ids)),
      },
    });
    const counterpart = randomUUID();
    const received = await cut.intake(arrival(creditor.id, 'human', { counterpart }));
    await received.turn;
    await eventually(() => expect(announced).to.deep.equal([received.conversationId]));
    await cut.queue.stop();
    await (
      await rig.intake(arrival(creditor.id, 'bonjour', { counterpart }))
    ).turn;
    expect(await texts(received.conversationId)).to.deep.equal(['1 human human', '2 heard bonjour']);
    const { rows } = await db.ownerPool.query('SELECT FROM tasks WHERE conversation_id = $1', [
      received.conversationId,
    ]);
    expect(rows).to.have.length(1);
    expect(announced).to.deep.equal([received.conversationId]);
  });

  it('does nothing while the database is away, and the message waits', async () => {
    let away = true;
    const store = makeTurnStore(db.pool, randomUUID);
    const lost = another({
      store: { ...store, load: (ref) => (away ? Promise.reject(new Error('away')) : store.load(ref)) },
    });
    const received = await lost.intake(arrival(creditor.id, 'bonjour', { counterpart: randomUUID() }));
    await received.turn;
    expect(await texts(received.conversationId)).to.deep.equal([]);
    away = false;
    await lost.queue.run({ creditorId: creditor.id, conversationId: received.conversationId });
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard bonjour']);
  });
});
