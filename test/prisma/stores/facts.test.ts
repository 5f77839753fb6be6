import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { date } from '../../../domain/civil-date.ts';
import { type Fact } from '../../../domain/fact.ts';
import { money } from '../../../domain/money.ts';
import { emptySession, type Session } from '../../../domain/session.ts';
import { type Committed, type Loaded, type TurnCommit } from '../../../domain/turn.ts';
import { makeTurnStore, type PgTurnStore } from '../../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  seedCreditor,
  type SeededCreditor,
  seedDebtor,
  type SeededDebtor,
  seedInvoice,
  type SeededInvoice,
} from '../../support/ledger-rows.ts';

const now = Date.UTC(2026, 10, 22, 9, 0);
const today = date('2026-11-22');
const eur = (minor: number): ReturnType<typeof money> => money(minor, 'EUR');

describe('the commit of a turn', () => {
  let db: TestDatabase;
  let store: PgTurnStore;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  let invoice: SeededInvoice;
  const owner = randomUUID();

  before(async function () {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
    store = makeTurnStore(db.pool, randomUUID);
  });
  beforeEach(async () => {
    debtor = await seedDebtor(db.ownerPool, creditor);
    const number = `FA-${randomUUID().slice(0, 8)}`;
    invoice = await seedInvoice(db.ownerPool, creditor, debtor, { number, items: [95_000, 23_000], lines: [118_000] });
  });
  after(async () => {
    await db.drop();
  });

  const begin = async (counterpart: string = randomUUID()): Promise<Loaded> => {
    const { conversationId } = await store.intake({
      creditorId: creditor.id,
      channel: 'web',
      counterpart,
      externalId: randomUUID(),
      inbound: { text: 'bonjour', option: null, files: [], event: null },
      echo: null,
      at: now,
    });
    const loaded = await store.load({ creditorId: creditor.id, conversationId, owner, now });
    if ('none' in loaded) expect.fail(loaded.none);
    return loaded;
  };

  const commitOf = (loaded: Loaded, facts: readonly Fact[], more: Partial<TurnCommit> = {}): TurnCommit => ({
    lease: loaded.lease,
    inboxId: loaded.inboxId,
    controller: loaded.controller,
    end: 'done',
    understood: null,
    heard: null,
    response: null,
    state: null,
    session: emptySession,
    language: null,
    versions: [],
    facts,
    outgoing: [],
    limitation: [],
    blobs: [],
    audit: [],
    at: now,
    ...more,
  });

  const happen = async (...facts: readonly Fact[]): Promise<Account> => {
    const done = await store.commit(commitOf(await begin(), facts));
    expect(done).to.include({ done: true });
    const account = await store.account(creditor.id, debtor.id);
    return account ?? expect.fail('the account is there');
  };

  const line = (minor: number): { lineId: string; amount: ReturnType<typeof money> } => ({
    lineId: invoice.lineIds[0]!,
    amount: eur(minor),
  });

  const promise = (minor: number, supersedes: readonly string[] = []): Extract<Fact, { kind: 'promise-made' }> => ({
    kind: 'promise-made',
    id: randomUUID(),
    debtorId: debtor.id,
    lines: [line(minor)],
    amount: eur(minor),
    due: date('2026-12-01'),
    madeOn: today,
    supersedes,
  });

  const hold = (source: string, minor: number): Extract<Fact, { kind: 'hold-opened' }> => ({
    kind: 'hold-opened',
    id: randomUUID(),
    debtorId: debtor.id,
    lineId: invoice.lineIds[0]!,
    reason: 'promise',
    source,
    amount: eur(minor),
    from: today,
    until: date('2026-12-06'),
  });

  it('writes a promise and its lines, and a new version of the account', async () => {
    const made = promise(5_000);
    const before = await store.account(creditor.id, debtor.id);
    const account = await happen(made);
    expect(account.promises).to.deep.equal([
      { id: made.id, lines: made.lines, amount: made.amount, due: made.due, madeOn: today, status: 'open' },
    ]);
    expect(account.debtor.version).to.equal((before?.debtor.version ?? 0) + 1);
  });

  it('withdraws what a new promise replaces and ends its hold', async () => {
    const first = promise(5_000);
    await happen(first, hold(`promise:${first.id}`, 5_000));
    const account = await happen(promise(6_000, [first.id]));
    expect(account.promises.map(({ status }) => status).toSorted()).to.deep.equal(['open', 'withdrawn']);
    expect(account.holds.map(({ until }) => until)).to.deep.equal([today]);
  });

  it('writes a plan, its lines, instalments and acknowledgement, and moves the limitation', async () => {
    const id = randomUUID();
    const instalments = [1, 2, 3].map((position) => ({
      position,
      due: date(`2026-12-${String(position * 7)}`.replace(/-(\d)$/, '-0$1')),
      amount: eur(position === 3 ? 39_334 : 39_333),
    }));
    const plan: Fact = {
      kind: 'plan-accepted',
      id,
      debtorId: debtor.id,
      lines: [line(118_000)],
      total: eur(118_000),
      credits: eur(0),
      frequency: 'week',
      instalments,
      signedOn: today,
      termsHash: 'h',
      policyVersion: 'fr.company/1',
      supersedes: [],
    };
    const acknowledged: Fact = {
      kind: 'acknowledged',
      debtorId: debtor.id,
      lines: [line(118_000)],
      on: today,
      why: 'plan',
    };
    const loaded = await begin();
    const limitation = [{ lineId: invoice.lineIds[0]!, from: date('2028-11-23') }];
    await store.commit(commitOf(loaded, [plan, acknowledged], { limitation }));
    const account = (await store.account(creditor.id, debtor.id))!;
    expect(account.plans).to.deep.equal([
      {
        id,
        lines: plan.lines,
        total: plan.total,
        frequency: 'week',
        instalments,
        status: 'active',
        signedOn: today,
        termsHash: 'h',
      },
    ]);
    expect(account.lines[0]?.timeBarredFrom).to.equal('2028-11-23');
    const { rows } = await db.ownerPool.query('SELECT source FROM acknowledgements WHERE debtor_id = $1', [debtor.id]);
    expect(rows).to.deep.equal([{ source: `plan:${id}` }]);
  });

  it('opens a dispute of items with its hold and evidence, and takes it back', async () => {
    const [disputeId, holdId, blobId] = [randomUUID(), randomUUID(), randomUUID()];
    const opened: Fact = {
      kind: 'dispute-opened',
      disputes: [
        {
          id: disputeId,
          holdId,
          lineId: invoice.lineIds[0]!,
          amount: eur(23_000),
          itemIds: [invoice.itemIds[1]!],
        },
      ],
      debtorId: debtor.id,
      reason: 'not-received',
      note: 'jamais livré',
      evidence: [blobId],
      openedOn: today,
      answerBy: date('2026-12-22'),
    };
    const blobs = [{ id: blobId, name: 'photo.jpg', mime: 'image/jpeg', bytes: Buffer.from('picture') }];
    await store.commit(commitOf(await begin(), [opened], { blobs }));
    const account = (await store.account(creditor.id, debtor.id))!;
    expect(account.disputes).to.deep.equal([
      {
        id: disputeId,
        lineId: invoice.lineIds[0],
        itemIds: [invoice.itemIds[1]],
        amount: eur(23_000),
        reason: 'not-received',
        status: 'open',
        openedOn: today,
        answerBy: '2026-12-22',
      },
    ]);
    expect(account.holds[0]).to.deep.include({ id: holdId, reason: 'dispute', amount: eur(23_000), until: null });
    const { rows } = await db.ownerPool.query(
      'SELECT e.blob_id, b.sha256 FROM dispute_evidence e JOIN blobs b ON b.id = e.blob_id WHERE e.dispute_id = $1',
      [disputeId],
    );
    expect(rows).to.have.length(1);
    const back = await happen({ kind: 'withdrawn', what: 'dispute', id: disputeId, debtorId: debtor.id, on: today });
    expect(back.disputes[0]?.status).to.equal('withdrawn');
    expect(back.holds[0]?.until).to.equal(today);
  });

  it('opens and ends holds', async () => {
    const opened = hold('manual:1', 1_000);
    expect((await happen(opened)).holds).to.have.length(1);
    const after = await happen({ kind: 'hold-ended', debtorId: debtor.id, source: 'manual:1', on: today });
    expect(after.holds[0]?.until).to.equal(today);
  });

  it('keeps STOP with the address, and START after it', async () => {
    const point = { channel: 'sms', address: debtor.address } as const;
    expect((await happen({ kind: 'opted-out', ...point })).points[0]?.optedOut).to.equal(true);
    expect((await happen({ kind: 'opted-out', ...point })).points[0]?.optedOut).to.equal(true);
    expect((await happen({ kind: 'opted-in', ...point })).points[0]?.optedOut).to.equal(false);
    const { rows } = await db.ownerPool.query('SELECT kind FROM opt_out_events WHERE address = $1 ORDER BY id', [
      debtor.address,
    ]);
    expect(rows.map((row: { kind: string }) => row.kind)).to.deep.equal(['stop', 'stop', 'start']);
  });

  for (const channel of ['sms', 'whatsapp'] as const) {
    it(`keeps STOP by ${channel} for the whole number, and START`, async () => {
      await db.ownerPool.query(
        `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
         VALUES (gen_random_uuid(), $1, $2, 'whatsapp', $3, '2026-01-01Z')`,
        [creditor.id, debtor.contactId, debtor.address],
      );
      const stopped = async (kind: 'opted-out' | 'opted-in', on: 'sms' | 'whatsapp'): Promise<readonly boolean[]> =>
        (await happen({ kind, channel: on, address: debtor.address })).points.map(({ optedOut }) => optedOut);
      expect(await stopped('opted-out', channel)).to.deep.equal([true, true]);
      expect(await stopped('opted-in', channel === 'sms' ? 'whatsapp' : 'sms')).to.deep.equal([false, false]);
    });
  }

  it('quarantines an address', async () => {
    const account = await happen({ kind: 'point-quarantined', channel: 'sms', address: debtor.address });
    expect(account.points[0]?.quarantined).to.equal(true);
  });

  it('keeps codes, their tries and identity attempts', async () => {
    const id = randomUUID();
    await happen({
      kind: 'code-issued',
      id,
      purpose: 'identify',
      subjectKey: `key-${id}`,
      debtorId: debtor.id,
      contactId: debtor.contactId,
      pointId: debtor.pointId,
      hash: 'hash',
      termsHash: null,
      expires: now + 600_000,
      send: null,
    });
    const conversation = await db.ownerPool.query<{ conversation_id: string }>(
      'SELECT conversation_id FROM codes WHERE id = $1',
      [id],
    );
    const { rows: keys } = await db.ownerPool.query<{ key: string }>('SELECT key FROM conversations WHERE id = $1', [
      conversation.rows[0]?.conversation_id,
    ]);
    const loaded = await begin(keys[0]?.key);
    await store.commit(
      commitOf(loaded, [
        { kind: 'code-tried', id, used: false },
        { kind: 'code-tried', id, used: true },
        { kind: 'identity-tried', subjectKey: `key-${id}`, ok: false, claim: null },
      ]),
    );
    const codes = await db.ownerPool.query('SELECT tries, used_at IS NOT NULL AS used FROM codes WHERE id = $1', [id]);
    expect(codes.rows).to.deep.equal([{ tries: 2, used: true }]);
    const attempts = await db.ownerPool.query('SELECT succeeded FROM identity_attempts WHERE limit_key = $1', [
      `key-${id}`,
    ]);
    expect(attempts.rows).to.deep.equal([{ succeeded: false }]);
  });

  it('opens a task and one handoff a conversation', async () => {
    const task = {
      kind: 'task-opened',
      id: randomUUID(),
      debtorId: debtor.id,
      what: 'plan-review',
      reason: 'beyond-policy',
      note: 'note',
      dueOn: today,
      terms: '{"total":1}',
    } as const;
    const handoffs = [randomUUID(), randomUUID()].map((id): Fact => ({
      kind: 'handoff-requested',
      id,
      reason: 'asked',
    }));
    await happen(task, ...handoffs);
    const { rows } = await db.ownerPool.query('SELECT kind, facts FROM tasks WHERE id = $1', [task.id]);
    expect(rows[0]).to.deep.include({ kind: 'plan-review' });
    expect((rows[0] as { facts: object }).facts).to.deep.include({ note: 'note', terms: { total: 1 } });
    const open = await db.ownerPool.query('SELECT id FROM handoffs WHERE id = ANY ($1)', [
      handoffs.map((fact) => (fact as { id: string }).id),
    ]);
    expect(open.rows).to.have.length(1);
  });

  it('ties evidence to an open dispute', async () => {
    const [disputeId, blobId] = [randomUUID(), randomUUID()];
    const part = { id: disputeId, holdId: randomUUID(), lineId: invoice.lineIds[0]!, amount: eur(1_000), itemIds: [] };
    const opened: Fact = {
      kind: 'dispute-opened',
      disputes: [part],
      debtorId: debtor.id,
      reason: 'price',
      note: null,
      evidence: [],
      openedOn: today,
      answerBy: today,
    };
    const kept: Fact = { kind: 'evidence-kept', debtorId: debtor.id, blobIds: [blobId], with: `dispute:${disputeId}` };
    const blobs = [{ id: blobId, name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') }];
    await store.commit(commitOf(await begin(), [opened, kept], { blobs }));
    const { rows } = await db.ownerPool.query('SELECT FROM dispute_evidence WHERE dispute_id = $1', [disputeId]);
    expect(rows).to.have.length(1);
  });

  it('keeps the session, which the next load reads, with the accounts it may speak of', async () => {
    const subject = (until: number): Session['subjects'][number] => ({
      debtorId: debtor.id,
      contactId: debtor.contactId,
      level: 2,
      provedAt: now,
      until,
      idleUntil: until,
    });
    const counterpart = randomUUID();
    const session = { subjects: [subject(now + 1)], claim: null };
    await store.commit(commitOf(await begin(counterpart), [], { session, state: { n: 1 }, language: 'en' }));
    const loaded = await begin(counterpart);
    expect(loaded).to.deep.include({ session, state: { n: 1 }, language: 'en' });
    expect(loaded.accounts.map((account) => account.debtor.id)).to.deep.equal([debtor.id]);
    expect(loaded.accounts[0]).to.deep.equal(await store.account(creditor.id, debtor.id));
    await store.commit(commitOf(loaded, [], { session: { subjects: [subject(now)], claim: null } }));
    expect((await begin(counterpart)).accounts).to.deep.equal([]);
  });

  it('writes nothing under a stale fence', async () => {
    const loaded = await begin();
    await db.ownerPool.query(`UPDATE conversations SET lease_until = '2000-01-01Z' WHERE id = $1`, [
      loaded.lease.conversationId,
    ]);
    const other = randomUUID();
    const { creditorId, conversationId } = loaded.lease;
    await store.load({ creditorId, conversationId, owner: other, now });
    const done: Committed = await store.commit(commitOf(loaded, [promise(5_000)]));
    expect(done).to.deep.equal({ done: false, conflict: 'stale-fence' });
    expect(await store.keepUnderstood(loaded.lease, loaded.inboxId, {})).to.equal(false);
    expect(await store.renew(loaded.lease)).to.equal(false);
    expect((await store.account(creditorId, debtor.id))?.promises).to.deep.equal([]);
  });

  it('writes nothing when an account changed since it was read', async () => {
    const loaded = await begin();
    const seen = await store.account(creditor.id, debtor.id);
    const versions = [{ debtorId: debtor.id, version: seen?.debtor.version ?? 0 }];
    await db.ownerPool.query("UPDATE debtors SET name = 'Autre' WHERE id = $1", [debtor.id]);
    const done = await store.commit(commitOf(loaded, [promise(5_000)], { versions }));
    expect(done).to.deep.equal({ done: false, conflict: 'stale-account' });
    const account = await store.account(creditor.id, debtor.id);
    expect(account).to.have.nested.property('promises.length', 0);
    expect(await store.renew(loaded.lease)).to.equal(true);
  });

  it('shows nothing of another creditor', async () => {
    const other = await seedCreditor(db.ownerPool, `other-${randomUUID().slice(0, 8)}`);
    const loaded = await begin();
    const stolen = { creditorId: other.id, conversationId: loaded.lease.conversationId, owner: randomUUID(), now };
    expect(await store.load(stolen)).to.deep.equal({ none: 'idle' });
    expect(await store.account(other.id, debtor.id)).to.equal(null);
    expect(await store.renew({ ...loaded.lease, creditorId: other.id })).to.equal(false);
    const forged = commitOf({ ...loaded, lease: { ...loaded.lease, creditorId: other.id } }, []);
    expect(await store.commit(forged)).to.deep.equal({ done: false, conflict: 'stale-fence' });
  });
});
