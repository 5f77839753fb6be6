import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Taken } from '../../bot/intake.ts';
import { type CrashPoint, type TurnDeps } from '../../bot/ports.ts';
import { AppError } from '../../domain/errors.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor } from '../support/ledger-rows.ts';
import { countingDialogs, plainHere } from './counting-dialogs.ts';
import { arrival, makeRig, type Rig, testNow } from './turn-rig.ts';

describe('a message that is kept together with its answer', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let rig: Rig;
  let counterpart: string;
  const rigs: Rig[] = [];

  before(async function () {
    db = await createTestDatabase();
  });
  beforeEach(async () => {
    creditor = await seedCreditor(db.ownerPool, randomUUID());
    rig = another();
    counterpart = `dl_${randomUUID()}`;
  });
  afterEach(async () => {
    for (const each of rigs.splice(0)) await each.stop();
  });
  after(async () => {
    await db.drop();
  });

  const another = (more: Partial<TurnDeps> = {}): Rig => {
    const made = makeRig(db.pool, { understandHere: plainHere, ...more });
    rigs.push(made);
    return made;
  };
  const say = async (text: string, by: Rig = rig, more: Parameters<typeof arrival>[2] = {}): Promise<Taken> => {
    const taken = await by.intake(arrival(creditor.id, text, { counterpart, ...more }));
    await taken.turn;
    return taken;
  };
  const texts = ({ answers }: Taken): string[] =>
    answers.map((item) => (item.from === 'us' ? item.message.text : expect.fail('an answer is ours')));
  const kept = async (): Promise<readonly Record<string, unknown>[]> => {
    const { rows } = await db.ownerPool.query<Record<string, unknown>>(
      `SELECT i.text, i.state, i.attempts, o.message ->> 'text' AS answer, o.status, o.seq > i.id AS after, count(*) OVER (PARTITION BY i.id)::int AS turns
         FROM inbox i JOIN outbox o ON o.inbox_id = i.id JOIN audit_events e ON e.inbox_id = i.id AND e.kind = 'turn'
        WHERE i.creditor_id = $1 ORDER BY i.id`,
      [creditor.id],
    );
    return rows;
  };
  const row = (text: string, answer: string): Record<string, unknown> => ({
    ...{ text, state: 'done', attempts: 1, answer, status: 'SENT', after: true, turns: 1 },
  });

  it('leaves what the ordinary way leaves, from the second message on', async () => {
    expect(texts(await say('un'))).to.deep.equal([]);
    const second = await say('deux');
    expect(texts(second)).to.deep.equal(['2 heard deux']);
    expect(second.answers[0]?.seq).to.be.greaterThan(second.seq);
    expect(texts(await say('trois'))).to.deep.equal(['3 heard trois']);
    expect(await kept()).to.deep.equal([
      row('un', '1 heard un'),
      row('deux', '2 heard deux'),
      row('trois', '3 heard trois'),
    ]);
    expect(
      rig.spoken.map(({ items }) => items[0]?.message.text),
      'told once, with its message',
    ).to.deep.equal(['1 heard un']);
  });

  it('goes the ordinary way when its turn does more than say', async () => {
    await say('un');
    expect(texts(await say('human please'))).to.deep.equal([]);
    expect(texts(await say('trois'))).to.deep.equal(['3 heard trois']);
    expect((await kept()).map(({ answer }) => answer)).to.deep.equal([
      '1 heard un',
      '2 human human please',
      '3 heard trois',
    ]);
  });

  it('notices that another process spoke in the conversation', async () => {
    await say('un');
    const other = another();
    await say('deux', other);
    expect(texts(await say('trois'))).to.deep.equal([]);
    expect(texts(await say('quatre'))).to.deep.equal(['4 heard quatre']);
    expect(texts(await say('cinq', other))).to.deep.equal([]);
    expect((await kept()).map(({ answer }) => answer)).to.deep.equal([
      ...['1 heard un', '2 heard deux', '3 heard trois', '4 heard quatre', '5 heard cinq'],
    ]);
  });

  it('takes a message once, however often it comes', async () => {
    await say('un');
    const externalId = randomUUID();
    const first = await say('deux', rig, { externalId });
    const again = await Promise.all([
      say('deux', rig, { externalId }),
      say('deux', rig, { externalId }),
      say('deux', another(), { externalId }),
    ]);
    expect(again.map(({ duplicate, inboxId }) => ({ duplicate, inboxId }))).to.deep.equal(
      again.map(() => ({ duplicate: true, inboxId: first.inboxId })),
    );
    expect(await kept()).to.have.length(2);
  });

  it('answers messages of one conversation in the order in which they came', async () => {
    await say('0');
    const numbers = Array.from({ length: 20 }, (_, n) => String(n + 1));
    await Promise.all(numbers.map((text) => say(text)));
    expect((await kept()).map(({ answer }) => answer)).to.deep.equal(
      ['0', ...numbers].map((text, n) => `${String(n + 1)} heard ${text}`),
    );
  });

  const changes: Record<string, (ids: { debtor: string; conversation: string }) => [string, unknown[]]> = {
    'the account': ({ debtor }) => ['UPDATE debtors SET version = version + 1 WHERE id = $1', [debtor]],
    'the creditor': () => ['UPDATE creditors SET version = version + 1 WHERE id = $1', [creditor.id]],
    'who speaks': ({ conversation }) => ["UPDATE conversations SET controller = 'human' WHERE id = $1", [conversation]],
    'an older message waits': ({ conversation }) => [
      `INSERT INTO inbox (creditor_id, conversation_id, channel, external_id, activity, received_at)
       VALUES ($1, $2, 'web', gen_random_uuid()::text, '{"inbound": {"text": "older", "option": null, "files": [], "event": null}}', now())`,
      [creditor.id, conversation],
    ],
    'someone holds the lease': ({ conversation }) => [
      "UPDATE conversations SET lease_owner = gen_random_uuid(), lease_until = now() + interval '1 hour' WHERE id = $1",
      [conversation],
    ],
    'nothing may leave': () => ['UPDATE creditors SET stopped_at = now() WHERE id = $1', [creditor.id]],
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`writes nothing by what it remembers once this changed: ${what}`, async () => {
      const debtor = await seedDebtor(db.ownerPool, creditor);
      const conversation = randomUUID();
      const until = testNow + 3_600_000;
      const subject = { debtorId: debtor.id, contactId: debtor.contactId, level: 2, provedAt: testNow };
      await db.ownerPool.query(
        "INSERT INTO conversations (id, creditor_id, channel, key, session) VALUES ($1, $2, 'web', $4, $3)",
        [conversation, creditor.id, { subjects: [{ ...subject, until, idleUntil: until }], claim: null }, counterpart],
      );
      await say('un');
      expect(texts(await say('deux'))).to.deep.equal(['2 heard deux']);
      await db.ownerPool.query(...change({ debtor: debtor.id, conversation }));
      expect(texts(await say('trois'))).to.deep.equal([]);
    });
  }

  it('keeps the message first where a model has to be asked or the turn fails', async () => {
    const failing = another({
      understandHere: (text) => (text === 'model' ? null : plainHere(text)),
      dialogs: {
        ...countingDialogs,
        converse: (input) => {
          if (input.context.text === 'fails') throw new AppError('INVARIANT_BROKEN');
          return countingDialogs.converse(input);
        },
      },
    });
    await say('un', failing);
    expect(texts(await say('model', failing))).to.deep.equal([]);
    const { inboxId } = await say('fails', failing);
    const { rows } = await db.ownerPool.query('SELECT state, attempts FROM inbox WHERE id = $1', [inboxId]);
    expect(rows).to.deep.equal([{ state: 'received', attempts: 1 }]);
  });

  it('acknowledges nothing before it is written', async () => {
    const points: CrashPoint[] = [];
    const watched = another({ crashPoint: (point) => void points.push(point) });
    await say('un', watched);
    points.length = 0;
    await say('deux', watched);
    expect(points).to.deep.equal([
      ...['turn:understood', 'turn:conversed', 'turn:settled', 'turn:committed', 'intake:committed'],
    ]);
  });
});
