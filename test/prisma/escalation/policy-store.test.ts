import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { readPolicy } from '../../../bot/policy/read-policy.ts';
import { date } from '../../../domain/civil-date.ts';
import { type LevelText } from '../../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../../domain/escalation/policy.ts';
import { type RateRow } from '../../../domain/rates.ts';
import { assignedPolicies, assignPolicy } from '../../../prisma/escalation/assign-policy.ts';
import { enterRate, type RateEntered } from '../../../prisma/escalation/enter-rate.ts';
import { activePolicies, listPolicies, noticeTexts, rateRows } from '../../../prisma/escalation/policy-store.ts';
import { type PolicySigned, signPolicy } from '../../../prisma/escalation/sign-policy.ts';
import { type PolicyStored, storePolicy } from '../../../prisma/escalation/store-policy.ts';
import { storeText } from '../../../prisma/escalation/store-text.ts';
import { plainGround, shippedText, textsFor } from '../../bot/policy/a-pack.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor } from '../../support/ledger-rows.ts';

const at = Date.parse('2026-12-01T09:00:00Z');
const today = date('2026-12-01');
const levelIds = ['check', 'courteous', 'call', 'charges', 'formal-notice', 'decision'];

describe('prisma: policies', () => {
  let database: TestDatabase;
  let rates: readonly RateRow[];
  let shipped: EscalationPolicy;
  let creditorId: string;

  before(async () => {
    database = await createTestDatabase();
    ({ rates } = await plainGround());
    const { policy } = readPolicy('fr-b2b.yaml', await shippedText('fr-b2b'));
    if (policy === null) expect.fail('the shipped policy is read');
    shipped = policy;
  });
  beforeEach(async () => {
    creditorId = (await seedCreditor(database.ownerPool, randomUUID())).id;
    for (const [handle, roles] of [
      ['ada', ['administrator']],
      ['max', ['manager']],
      ['cleo', ['clerk']],
    ])
      await database.ownerPool.query(
        `INSERT INTO staff_users (id, creditor_id, tenant, aad_object_id, name, roles, handle) VALUES (gen_random_uuid(), $1, 't', $3::text, 'X', $2, $3)`,
        [creditorId, roles, handle],
      );
  });
  after(() => database.drop());

  const version = (name: string, from: string, change: Partial<EscalationPolicy> = {}): EscalationPolicy => ({
    ...shipped,
    version: name,
    effectiveFrom: date(from),
    ...change,
  });
  const store = (policy: EscalationPolicy, texts: readonly LevelText[] = textsFor(policy)): Promise<PolicyStored> =>
    storePolicy(database.pool, { creditorId, by: 'max', at, policy, texts, shippedRates: rates });
  const sign = (name: string, by = 'ada'): Promise<PolicySigned> =>
    signPolicy(database.pool, { creditorId, by, at, id: 'fr-b2b', version: name, today });
  const activeOn = async (on: string): Promise<readonly string[]> => {
    const active = await activePolicies(database.pool, creditorId, date(on));
    return active.map(({ policy, signedBy }) => `${policy.id} ${policy.version} ${signedBy}`);
  };

  it('is off until an administrator signs it, and comes back as it was written', async () => {
    expect(await store(version('1', '2026-12-01'))).to.have.property('kind', 'stored');
    expect(await activeOn('2026-12-01')).to.deep.equal([]);
    for (const by of ['max', 'cleo', 'nobody'])
      expect(await sign('1', by)).to.deep.equal({ kind: 'refused', why: 'not-administrator' });
    expect(await sign('1')).to.deep.equal({ kind: 'signed', from: '2026-12-01' });
    expect(await activeOn('2026-11-30')).to.deep.equal([]);
    expect(await activeOn('2026-12-01')).to.deep.equal(['fr-b2b 1 ada']);
    const [active] = await activePolicies(database.pool, creditorId, today);
    expect(active?.policy).to.deep.equal(version('1', '2026-12-01'));
    expect(await sign('1')).to.deep.equal({ kind: 'refused', why: 'signed-already' });
    expect(await sign('2')).to.deep.equal({ kind: 'refused', why: 'unknown' });
  });

  it('keeps one version as it is: the same again is known, other words need another version', async () => {
    await store(version('1', '2026-12-01'));
    expect(await store(version('1', '2026-12-01'))).to.have.property('kind', 'known');
    const other = version('1', '2026-12-01', { defaultNoticeDays: 20 });
    expect(await store(other)).to.deep.equal({ kind: 'version-taken' });
    const edit = database.pool.query(`UPDATE policies SET content = '{}' WHERE creditor_id = $1`, [creditorId]);
    const owner = database.ownerPool.query(`UPDATE policies SET content = '{}' WHERE creditor_id = $1`, [creditorId]);
    expect((await edit).rowCount).to.equal(0); // of no tenant
    expect(await owner.catch((error: unknown) => error)).to.have.property('constraint', 'policies_unedited');
  });

  it('stores nothing when anything is wrong with it or its texts', async () => {
    const unattended = shipped.levels.map((level) => ({ ...level, approval: false }));
    const bad = await store(version('1', '2026-12-01', { levels: unattended }));
    expect(bad).to.have.nested.property('policy[0].problem', 'level 5 "formal-notice" needs approval: true');
    const [first, ...rest] = textsFor(shipped);
    if (first === undefined) expect.fail('there are texts');
    const unknown = await store(version('1', '2026-12-01'), [{ ...first, body: `${first.body} {moon}` }, ...rest]);
    expect(unknown).to.have.nested.property('texts[0].problem', 'level 1 "check", email, fr: {moon} is unknown');
    const draft = await store(version('1', '2026-12-01'), [{ ...first, draft: true }, ...rest]);
    expect(draft).to.have.nested.property('texts[0].problem').that.includes('a draft, which nobody approved');
    expect(await listPolicies(database.pool, creditorId)).to.deep.equal([]);
    const { rows } = await database.ownerPool.query('SELECT FROM templates WHERE creditor_id = $1', [creditorId]);
    expect(rows).to.deep.equal([]);
  });

  it('follows a version by the next on its day, when every level of it goes on somewhere', async () => {
    await store(version('1', '2026-12-01'));
    await sign('1');
    const levels = shipped.levels
      .filter(({ id }) => id !== 'call')
      .map((level, index) => ({ ...level, number: index + 1 }));
    const unmapped = await store(version('2', '2026-12-15', { levels, mapping: { check: 'check' } }));
    expect(unmapped).to.have.property('kind', 'refused');
    expect(unmapped).to.have.nested.property(
      'policy[0].problem',
      'level "courteous" of 1 is not mapped: where do its cases go on?',
    );
    const straight = Object.fromEntries(levelIds.map((id) => [id, id === 'call' ? 'courteous' : id]));
    const back = await store(version('2', '2026-12-15', { levels, mapping: { ...straight, charges: 'check' } }));
    expect(back).to.have.nested.property('policy[0].problem').that.includes('behind an earlier level');
    const lost = await store(version('2', '2026-12-15', { levels, mapping: { ...straight, call: 'moon' } }));
    expect(lost).to.have.nested.property('policy[0].problem', '"moon" is no level of this version');
    expect(await store(version('2', '2026-12-15', { levels, mapping: straight }))).to.have.property('kind', 'stored');
    expect(await activeOn('2026-12-20')).to.deep.equal(['fr-b2b 1 ada']);
    await sign('2');
    expect(await activeOn('2026-12-14')).to.deep.equal(['fr-b2b 1 ada']);
    expect(await activeOn('2026-12-15')).to.deep.equal(['fr-b2b 2 ada']);
    expect(await activeOn('2026-11-30')).to.deep.equal([]);
    const mapping = Object.fromEntries(levels.map(({ id }) => [id, id]));
    await store(version('3', '2026-12-10', { levels, mapping }));
    expect(await sign('3')).to.deep.equal({ kind: 'refused', why: 'later-signed' });
  });

  it('signed at once by two, is signed once', async () => {
    await store(version('1', '2026-12-01'));
    const signed = await Promise.all([sign('1'), sign('1')]);
    expect(signed.map(({ kind }) => kind).sort()).to.deep.equal(['refused', 'signed']);
  });

  it('gives no policy that the demo signed in production', async () => {
    await store(version('1', '2026-12-01'));
    await database.ownerPool.query(
      `UPDATE policies SET approved_by = 'demo', approved_at = now() WHERE creditor_id = $1`,
      [creditorId],
    );
    expect(await activePolicies(database.pool, creditorId, today, false)).to.have.length(1);
    expect(await activePolicies(database.pool, creditorId, today, true)).to.deep.equal([]);
  });

  it('gives the texts of signed versions, and what a manager wrote since', async () => {
    await store(version('1', '2026-12-01'));
    const before = await noticeTexts(database.pool, creditorId, today);
    expect(before('fr-b2b/courteous', 'email', 'fr')).to.equal(null);
    await sign('1');
    const signed = await noticeTexts(database.pool, creditorId, today);
    expect(signed('fr-b2b/courteous', 'email', 'fr')).to.have.property(
      'subject',
      'Votre compte {creditor} : {invoices}',
    );
    expect(signed('fr-b2b/courteous', 'sms', 'fr')).to.equal(null);
    const text = { levelId: 'courteous', outlet: 'email', language: 'fr', subject: 'Vos factures' } as const;
    const order = { creditorId, by: 'max', at, today, policyId: 'fr-b2b' };
    const wrong = await storeText(database.pool, { ...order, text: { ...text, body: 'Bonjour' } });
    expect(wrong).to.have.property('why', 'wrong');
    const body = textsFor(shipped).find(({ levelId }) => levelId === 'courteous')?.body ?? '';
    expect(await storeText(database.pool, { ...order, by: 'cleo', text: { ...text, body } })).to.have.property(
      'why',
      'not-manager',
    );
    const stored = await storeText(database.pool, { ...order, text: { ...text, body } });
    expect(stored).to.deep.equal({ kind: 'stored', version: '1+1', from: '2026-12-01' });
    const after = await noticeTexts(database.pool, creditorId, today);
    expect(after('fr-b2b/courteous', 'email', 'fr')).to.include({ subject: 'Vos factures' });
    expect(after('fr-b2b/courteous', 'email', 'en')).to.include({ subject: 'Your {creditor} account: {invoices}' });
  });

  it('puts an invoice, a customer and a segment under policies of their own, until told otherwise', async () => {
    await store(version('1', '2026-12-01'));
    const debtorId = randomUUID();
    const invoiceId = randomUUID();
    await database.ownerPool.query(
      `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, segment)
       VALUES ($1, $2, 'LUM-1', 'company', 'X', 'fr', 'Europe/Paris', 'FR', 'gold')`,
      [debtorId, creditorId],
    );
    const assign = (scope: 'invoice' | 'debtor' | 'segment', key: string, policyId: string | null, by = 'max') =>
      assignPolicy(database.pool, { creditorId, by, at, scope, key, policyId });
    expect(await assign('debtor', 'lum-1', 'fr-b2b', 'cleo')).to.have.property('why', 'not-manager');
    expect(await assign('debtor', 'lum-1', 'moon')).to.have.property('why', 'unknown-policy');
    expect(await assign('debtor', 'lum-2', 'fr-b2b')).to.have.property('why', 'unknown-key');
    expect(await assign('invoice', invoiceId, 'fr-b2b')).to.have.property('why', 'unknown-key');
    expect(await assign('debtor', 'lum-1', 'fr-b2b')).to.deep.equal({ kind: 'assigned', before: null });
    expect(await assign('segment', 'gold', 'fr-b2b')).to.deep.equal({ kind: 'assigned', before: null });
    expect(await assignedPolicies(database.pool, creditorId, debtorId)).to.deep.equal({
      byInvoice: {},
      debtor: 'fr-b2b',
      segment: 'fr-b2b',
    });
    expect(await assignedPolicies(database.pool, creditorId, randomUUID())).to.deep.equal({
      byInvoice: {},
      debtor: null,
      segment: null,
    });
    expect(await assign('debtor', 'LUM-1', null)).to.deep.equal({ kind: 'assigned', before: 'fr-b2b' });
    expect(await assignedPolicies(database.pool, creditorId, debtorId)).to.deep.equal({
      byInvoice: {},
      debtor: null,
      segment: 'fr-b2b',
    });
    const { rows } = await database.ownerPool.query('SELECT FROM policy_assignments WHERE creditor_id = $1', [
      creditorId,
    ]);
    expect(rows).to.have.length(2);
  });

  it('takes rates with a source, in half-years that touch, and keeps what was corrected', async () => {
    const enter = (from: string, until: string, percent: number, more: { by?: string; source?: string } = {}) =>
      enterRate(database.pool, {
        ...{ creditorId, by: more.by ?? 'max', at, shipped: rates },
        row: {
          ...{ kind: 'late-payment', from: date(from), until: date(until), source: more.source ?? 'ECB' },
          yearlyPpm: Math.round(percent * 10_000),
        },
      });
    const why = async (entered: Promise<RateEntered>): Promise<unknown> => {
      const answer = await entered;
      return answer.kind === 'refused' ? answer.refusal : answer.kind;
    };
    expect(await why(enter('2026-01-01', '2026-07-01', 0))).to.deep.equal({ why: 'not-a-rate' });
    expect(await why(enter('2026-01-01', '2026-07-01', 1000))).to.deep.equal({ why: 'not-a-rate' });
    expect(await why(enter('2026-01-01', '2026-06-30', 12))).to.deep.equal({ why: 'not-half-years' });
    expect(await why(enter('2026-01-01', '2026-07-01', 12, { source: ' ' }))).to.deep.equal({ why: 'no-source' });
    expect(await why(enter('2026-07-01', '2027-01-01', 12))).to.deep.equal({ why: 'gap', from: '2026-01-01' });
    const met = { why: 'overlap', from: '2025-07-01', until: '2026-01-01' };
    expect(await why(enter('2025-07-01', '2026-07-01', 12))).to.deep.equal(met);
    expect(await why(enter('2026-01-01', '2026-07-01', 12, { by: 'cleo' }))).to.deep.equal({ why: 'not-manager' });
    expect(await why(enter('2026-01-01', '2026-07-01', 12))).to.equal('entered');
    expect(await why(enter('2026-07-01', '2027-01-01', 13))).to.equal('entered');
    expect(await why(enter('2026-01-01', '2026-07-01', 12.5))).to.equal('entered');
    const kept = await rateRows(database.pool, creditorId);
    expect(kept.map(({ from, yearlyPpm }) => [from, yearlyPpm])).to.deep.equal([
      ['2026-01-01', 125_000],
      ['2026-07-01', 130_000],
    ]);
    const { rows } = await database.ownerPool.query('SELECT FROM creditor_rates WHERE creditor_id = $1', [creditorId]);
    expect(rows).to.have.length(3);
  });
});
