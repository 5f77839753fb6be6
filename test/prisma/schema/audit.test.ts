import { expect } from 'chai';
import fc from 'fast-check';
import { sealAudit, verifyAudit, type AuditReport } from '../../../prisma/audit.ts';
import { type TestDatabase } from '../../support/database.ts';
import { openShell } from '../../support/shell.ts';
import { at, portfolio } from './portfolio.ts';
import { databaseWith } from './rule.ts';
import { sealAll } from './seal-all.ts';
import { asCreditor } from './statement.ts';

const { statements, own } = portfolio('lumio');
const other = portfolio('other');
const creditor = own('creditor');

type Event = { readonly kind: string; readonly actor: string; readonly [more: string]: unknown };

describe('prisma: the sealed trail', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await databaseWith([...statements, ...other.statements]);
  });

  afterEach(() => database.drop());

  async function append(events: readonly Event[]): Promise<void> {
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditor]);
    await client.query('SELECT audit_append($1, $2, $3)', [creditor, at, JSON.stringify(events)]);
    await client.query('COMMIT');
    client.release();
  }

  /** Three seals: two events each but the first, which has the one of the portfolio too. */
  async function threeSeals(): Promise<void> {
    for (let seal = 0; seal < 3; seal += 1) {
      await append([
        { kind: 'promise.made', actor: 'bot', debtor: own('debtor'), facts: { minor: 100 + seal } },
        { kind: 'reply', actor: 'bot', debtor: own('debtor'), payload: { text: `bonjour ${String(seal)}` } },
      ]);
      await sealAll(database.pool, seal === 0 ? 4 : 2); // the first time with the one of each portfolio
    }
  }

  /** What the trail says after somebody with every right changed it by hand; nothing is kept. */
  async function tampered(sql: string): Promise<AuditReport> {
    const client = await database.ownerPool.connect();
    try {
      await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}`);
      const { rows } = await client.query<{ report: AuditReport }>('SELECT audit_verify($1) AS report', [creditor]);
      return rows[0]!.report;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  it('verifies, tells what is not sealed yet, and seals the rest', async () => {
    await threeSeals();
    await append([{ kind: 'late', actor: 'system' }]);
    const before = await verifyAudit(database.pool, creditor);
    expect(before).to.include({ ok: true, seals: 3, events: 8, unsealed: 1, broken: null });
    expect(await sealAll(database.pool, 1)).to.equal(1);
    expect(await verifyAudit(database.pool, creditor)).to.include({ ok: true, seals: 4, unsealed: 0 });
    expect(await verifyAudit(database.pool, other.own('creditor'))).to.include({ ok: true, events: 1, unsealed: 0 });
    expect(await sealAudit(database.pool)).to.equal(0);
  });

  it('waits for a transaction that drew a lower id and commits later', async () => {
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await slow.query("SELECT set_config('app.creditor', $1, true)", [creditor]);
    await slow.query('SELECT audit_append($1, $2, $3)', [
      creditor,
      at,
      JSON.stringify([{ kind: 'slow', actor: 'bot' }]),
    ]);
    await append([{ kind: 'fast', actor: 'bot' }]);
    const passes = [await sealAudit(database.pool), await sealAudit(database.pool), await sealAudit(database.pool)];
    await slow.query('COMMIT');
    slow.release();
    expect(passes).to.deep.equal([0, 0, 0]);
    expect(await sealAll(database.pool, 4)).to.equal(4); // with the one of each portfolio
    expect(await verifyAudit(database.pool, creditor)).to.include({ ok: true, events: 3, unsealed: 0 });
  });

  it('misses no event while many write and it seals', async () => {
    let sealed = 0;
    let written = 0;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let turn = 0; turn < 30 || sealed < 4; turn += 1) {
        await append([{ kind: 'turn', actor: 'bot', facts: { writer, turn } }]);
        written += 1;
      }
    });
    const writing = Promise.all(writers).then(() => 'done');
    while ((await Promise.race([writing, sealAudit(database.pool)])) !== 'done') {
      sealed += 1;
      expect((await verifyAudit(database.pool, creditor)).broken).to.equal(null);
    }
    await sealAll(database.pool, 1);
    const { unsealed, ...report } = await verifyAudit(database.pool, creditor);
    expect(report).to.include({ ok: true, events: written + 1 });
    expect(unsealed).to.be.lessThan(written + 1);
  });

  it('goes on sealing after a restore into a server whose transaction numbers start again', async () => {
    await sealAudit(database.pool);
    await database.ownerPool.query("UPDATE audit_marks SET until_xid = '9000000000'");
    expect(await sealAll(database.pool, 2)).to.equal(2);
  });

  it('names the first place that was changed, added or taken away', async () => {
    await threeSeals();
    const { rows } = await database.ownerPool.query<{ id: number }>(
      'SELECT id FROM audit_events WHERE creditor_id = $1 ORDER BY id',
      [creditor],
    );
    const [, , reply = 0, made = 0, said = 0] = rows.map(({ id }) => id);
    const copy = 'INSERT INTO audit_events (id, creditor_id, at, kind, actor) SELECT';
    const table: readonly (readonly [string, object])[] = [
      [
        `UPDATE audit_events SET facts = '{"minor": 1}' WHERE id = ${String(made)}`,
        { reason: 'event-changed', seal: 2 },
      ],
      [
        `UPDATE audit_events SET at = at + interval '1 microsecond' WHERE id = ${String(made)}`,
        { reason: 'event-changed', seal: 2 },
      ],
      [`UPDATE audit_events SET actor = 'staff:1' WHERE id = ${String(reply)}`, { reason: 'event-changed', seal: 1 }],
      [`DELETE FROM audit_events WHERE id = ${String(made)}`, { reason: 'event-missing', seal: 2 }],
      [
        `UPDATE audit_events SET creditor_id = '${other.own('creditor')}' WHERE id = ${String(made)}`,
        { reason: 'event-missing', seal: 2 },
      ],
      [
        `UPDATE audit_events SET id = -1 WHERE id = ${String(made)}; UPDATE audit_events SET id = ${String(made)} WHERE id = ${String(said)}; UPDATE audit_events SET id = ${String(said)} WHERE id = -1`,
        { reason: 'event-changed', seal: 2 },
      ],
      [`${copy} 0, '${creditor}', now(), 'x', 'bot'`, { reason: 'event-inserted', seal: 1 }],
      [
        `UPDATE audit_events SET id = id + 100 WHERE id > ${String(reply)}; UPDATE audit_seals SET from_id = from_id + 100, to_id = to_id + 100 WHERE number > 1`,
        { reason: 'event-changed', seal: 2 },
      ],
      ['UPDATE audit_seals SET hash = sha256(hash) WHERE number = 1', { reason: 'event-changed', seal: 1 }],
      ['UPDATE audit_seals SET prev = sha256(prev) WHERE number = 2', { reason: 'chain-broken', seal: 2 }],
      ['DELETE FROM audit_seals WHERE number = 2', { reason: 'seal-missing', seal: 3 }],
      ['UPDATE audit_seals SET events = 1 WHERE number = 3', { reason: 'event-inserted', seal: 3 }],
      [
        `UPDATE audit_payloads SET payload = '{"text": "adieu"}' WHERE event_id = ${String(reply)}`,
        { reason: 'payload-changed', event: reply },
      ],
      [`DELETE FROM audit_payloads WHERE event_id = ${String(reply)}`, { reason: 'payload-missing', event: reply }],
      [
        `INSERT INTO audit_payloads SELECT ${String(made)}, creditor_id, salt, payload FROM audit_payloads WHERE event_id = ${String(reply)}`,
        { reason: 'payload-added', event: made },
      ],
    ];
    for (const [sql, broken] of table) {
      const report = await tampered(sql);
      expect(report.ok, sql).to.equal(false);
      expect(report.broken, sql).to.include(broken);
    }
    expect(await tampered('')).to.include({ ok: true, broken: null });
  });

  it('detects any change of any field of any sealed event', async () => {
    await threeSeals();
    const changes = {
      kind: "kind || 'x'",
      actor: "actor || ' '",
      at: "at - interval '1 second'",
      recorded_at: "recorded_at + interval '1 microsecond'",
      debtor_id: 'gen_random_uuid()',
      conversation_id: 'gen_random_uuid()',
      inbox_id: 'coalesce(inbox_id, 0) + 1',
      policy_version: "coalesce(policy_version, '') || '2'",
      facts: `facts || '{"minor": -1}'`,
      payload_hash: "sha256(coalesce(payload_hash, ''))",
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.constantFrom(...Object.entries(changes)), async (offset, [column, to]) => {
        const one = `(SELECT id FROM audit_events WHERE creditor_id = '${creditor}' ORDER BY id OFFSET ${String(offset)} LIMIT 1)`;
        const report = await tampered(`UPDATE audit_events SET ${column} = ${to} WHERE id = ${one}`);
        expect(report.broken).to.include({ reason: 'event-changed', seal: offset < 3 ? 1 : offset < 5 ? 2 : 3 });
      }),
      { numRuns: 60 },
    );
  });

  it('still verifies after an erasure and says under which rule', async () => {
    await threeSeals();
    const erased = await asCreditorCommitting('SELECT audit_erase($1, $2, $3, $4) AS n', [
      creditor,
      own('debtor'),
      'retention-5y',
      at,
    ]);
    expect(erased).to.equal(4);
    const report = await verifyAudit(database.pool, creditor);
    expect(report).to.include({ ok: true, unsealed: 1, broken: null });
    expect(report.erased).to.deep.equal({ 'retention-5y': 4 });
    const left = await database.ownerPool.query(
      'SELECT FROM audit_payloads WHERE creditor_id = $1 AND num_nonnulls(salt, payload) > 0',
      [creditor],
    );
    expect(left.rowCount).to.equal(0);
  });

  async function asCreditorCommitting(text: string, values: readonly unknown[]): Promise<number> {
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditor]);
    const { rows } = await client.query<{ n: number }>(text, [...values]);
    await client.query('COMMIT');
    client.release();
    return rows[0]!.n;
  }

  it('only grows: neither the service nor the owner changes or empties it', async () => {
    await threeSeals();
    const statements = [
      ['UPDATE audit_events SET kind = kind', 'audit_events_append_only'],
      ['DELETE FROM audit_events', 'audit_events_append_only'],
      ['TRUNCATE audit_events CASCADE', 'audit_events_append_only'],
      ['UPDATE audit_seals SET hash = hash', 'audit_seals_append_only'],
      ['DELETE FROM audit_seals', 'audit_seals_append_only'],
      ['TRUNCATE audit_seals', 'audit_seals_append_only'],
      ['DELETE FROM audit_payloads', 'audit_payloads_never_deleted'],
      ["UPDATE audit_payloads SET payload = '{}'", 'audit_payloads_only_erased'],
    ] as const;
    for (const [sql, constraint] of statements) {
      const owner = await database.ownerPool.query(sql).catch((error: unknown) => error);
      expect(owner, sql).to.have.property('constraint', constraint);
      const service = await asCreditor(database.pool, creditor, (client) => client.query(sql)).catch(
        (error: unknown) => error,
      );
      expect(service, sql).to.have.property('code').that.is.oneOf(['42501', '23514']);
    }
    const forged = await asCreditor(database.pool, creditor, (client) =>
      client.query('INSERT INTO audit_seals SELECT creditor_id, 9, 1, 1, 1, hash, prev FROM audit_seals LIMIT 1'),
    ).catch((error: unknown) => error);
    expect(forged).to.have.property('code', '42501');
  });

  it('is what npm run verify reads: 0 when whole, 1 when not, JSON alone on standard output', async () => {
    await threeSeals();
    const shell = await openShell(database.ownerUrl);
    const whole = await shell.start('verify', ['--json']);
    expect(whole.code).to.equal(0);
    expect(JSON.parse(whole.stdout)).to.have.nested.property('[0].report.ok', true);
    await database.ownerPool.query(
      `SET session_replication_role = replica; DELETE FROM audit_payloads WHERE creditor_id = '${creditor}'; RESET session_replication_role`,
    );
    const broken = await shell.run('verify', ['--creditor', 'lumio']);
    await shell.close();
    expect(broken.code).to.equal(1);
    expect(broken.stdout).to.match(/^lumio: BROKEN at event \d+: payload-missing\n$/);
  });
});
