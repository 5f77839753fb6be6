import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { invariant } from '../../../../domain/errors.ts';
import { type ActOutcome, type ActRefusal, type Recap } from '../../../../domain/staff/acts/act-outcome.ts';
import { type ActTarget } from '../../../../domain/staff/acts/act-target.ts';
import { type Inputs } from '../../../../prisma/staff/acts/inputs.ts';
import { type ActsRig, later, moment, openActsRig } from './acts-rig.ts';

const note = { note: 'Seen with the warehouse.' };

function shownOf(found: Recap | ActRefusal): Recap {
  invariant(found.kind === 'recap', `refused: ${JSON.stringify(found)}`);
  return found;
}

describe('a token of an act', () => {
  let rig: ActsRig;
  before(async () => {
    rig = await openActsRig();
  });
  beforeEach(async () => {
    rig = await openActsRig(rig.database);
  });
  after(() => rig.database.drop());

  const prepare = async (handle: string, act: string, target: ActTarget, inputs: Inputs = {}): Promise<Recap> =>
    shownOf(await rig.acts.prepare(rig.scope(handle), { act, target, inputs }, moment));
  const perform = (handle: string, token: string, at = moment): Promise<ActOutcome> =>
    rig.acts.perform(rig.scope(handle), token, at);
  const events = async (kind: string): Promise<number> =>
    (await rig.rows('SELECT FROM audit_events WHERE creditor_id = $1 AND kind = $2', [rig.creditor.id, kind])).length;
  const mails = async (): Promise<number> =>
    (await rig.rows("SELECT FROM outbox WHERE creditor_id = $1 AND channel = 'email'", [rig.creditor.id])).length;

  it('shows what would happen, does exactly that once, and gives the first outcome to every later press', async () => {
    const recap = await prepare('noa', 'accept-dispute', rig.own.dispute, note);
    expect(recap).to.include({ people: 1, undoMs: null, expiresAt: moment.now + 900_000 });
    expect(recap.account).to.include({ debtorId: rig.own.debtorId });
    const keys = recap.facts.map(({ key }) => key);
    expect(keys).to.include.members(['input:note', 'status', 'given-up', 'stays', 'told']);
    expect(await events('dispute.accepted')).to.equal(0);
    const done = await perform('noa', recap.token);
    expect(done).to.deep.include({ kind: 'done', act: 'accept-dispute', told: 'email', facts: recap.facts });
    expect(await perform('noa', recap.token)).to.deep.equal({ kind: 'already-handled', outcome: done, undone: false });
    expect([await events('dispute.accepted'), await mails()]).to.deep.equal([1, 1]);
    const [kept] = await rig.rows('SELECT inputs FROM staff_action_tokens WHERE creditor_id = $1', [rig.creditor.id]);
    expect(kept?.['inputs']).to.deep.equal({});
  });

  it('is done once when it is pressed ten times at the same moment', async () => {
    const { token } = await prepare('noa', 'part-dispute', rig.own.dispute, { ...note, amount: '10,00' });
    const all = await Promise.all(Array.from({ length: 10 }, () => perform('noa', token)));
    expect(all.filter(({ kind }) => kind === 'done')).to.have.length(1);
    expect(all.filter(({ kind }) => kind === 'already-handled')).to.have.length(9);
    expect([await events('dispute.partly-accepted'), await mails()]).to.deep.equal([1, 1]);
  });

  it('lets one of two clerks decide a dispute; the debtor is told once', async () => {
    const first = await prepare('noa', 'accept-dispute', rig.own.dispute, note);
    const second = await prepare('camille', 'reject-dispute', rig.own.dispute, note);
    const both = await Promise.all([perform('noa', first.token), perform('camille', second.token)]);
    expect(both.filter(({ kind }) => kind === 'done')).to.have.length(1);
    expect(both.find(({ kind }) => kind !== 'done')).to.deep.equal({ kind: 'refused', why: 'decided-before' });
    expect(await mails()).to.equal(1);
  });

  it('is nobody else’s, nor for another conversation, nor after its time', async () => {
    const { token } = await prepare('noa', 'note', rig.own.account, { text: 'Called.' });
    expect(await perform('camille', token)).to.include({ why: 'other-person' });
    expect(await rig.acts.perform(rig.scope('noa', 'chat-2'), token, moment)).to.include({ why: 'other-conversation' });
    expect(await perform('noa', token, { ...moment, now: moment.now + 900_000 })).to.include({ why: 'expired' });
    const foreign = await openActsRig(rig.database);
    expect(await foreign.acts.perform(foreign.scope('noa'), token, moment)).to.include({ why: 'unknown-token' });
    expect(await events('note.written')).to.equal(0);
    expect(await perform('noa', token)).to.include({ kind: 'done' });
  });

  it('is guessed, altered or made longer in vain', async () => {
    const { token } = await prepare('noa', 'note', rig.own.account, { text: 'Called.' });
    const altered = fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
      fc.string({ maxLength: 60 }),
      fc.nat(token.length - 1).map((at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)),
      fc.nat(token.length - 1).map((at) => token.slice(0, at)),
      fc.string({ minLength: 1, maxLength: 9 }).map((more) => token + more),
      fc.constant(token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase()),
    );
    await fc.assert(
      fc.asyncProperty(altered, async (other) => {
        fc.pre(other !== token);
        expect(await perform('noa', other)).to.deep.equal({ kind: 'refused', why: 'unknown-token' });
      }),
      { numRuns: 60 },
    );
    expect(await events('note.written')).to.equal(0);
  });

  it('does nothing for somebody whose role was lowered, who left, or whose account it is no longer', async () => {
    const set = (sql: string): Promise<unknown> => rig.rows(sql, [rig.creditor.id]);
    const accept = await prepare('noa', 'accept-dispute', rig.own.dispute, note);
    await set("UPDATE staff_users SET roles = '{reader}' WHERE creditor_id = $1 AND handle = 'noa'");
    expect(await perform('noa', accept.token)).to.deep.equal({ kind: 'refused', why: 'not-allowed' });
    await set(
      "UPDATE staff_users SET roles = '{clerk}', disabled_at = now() WHERE creditor_id = $1 AND handle = 'noa'",
    );
    expect(await perform('noa', accept.token)).to.deep.equal({ kind: 'refused', why: 'disabled-person' });
    const written = await prepare('sacha', 'note', rig.own.account, { text: 'They will pay.' });
    await set('UPDATE debtors SET sales_owner = NULL WHERE creditor_id = $1');
    expect(await perform('sacha', written.token)).to.deep.equal({ kind: 'refused', why: 'unknown' });
    expect([await events('dispute.accepted'), await events('note.written'), await mails()]).to.deep.equal([0, 0, 0]);
  });

  it('asks again where the account changed since, and does that', async () => {
    const shown = await prepare('noa', 'reject-dispute', rig.own.dispute, note);
    await rig.rows(
      `WITH p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         VALUES (gen_random_uuid(), $1, $2, 'bank', gen_random_uuid()::text, 9000, 'EUR', '2026-11-30', 'settled', 'transfer', true) RETURNING id)
       INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       SELECT gen_random_uuid(), $1, $2, id, $3, 9000, 'EUR', '2026-11-30', 'accounts' FROM p`,
      [rig.creditor.id, rig.own.debtorId, rig.own.lineIds[0]],
    );
    const changed = await perform('noa', shown.token);
    invariant(changed.kind === 'changed', changed.kind);
    const stays = changed.recap.facts.find(({ key }) => key === 'stays');
    expect(stays?.cell).to.deep.equal({ kind: 'money', money: { minor: 1000, currency: 'EUR' } });
    expect([await events('dispute.rejected'), await mails()]).to.deep.equal([0, 0]);
    expect(await perform('noa', changed.recap.token)).to.deep.include({ kind: 'done', facts: changed.recap.facts });
    expect([await events('dispute.rejected'), await mails()]).to.deep.equal([1, 1]);
  });

  it('asks again after midnight where days are part of it', async () => {
    const eve = { today: moment.today, now: Date.parse('2026-12-01T22:55:00Z') }; // 23:55 in Paris
    const wish = { why: 'manual', reason: 'Waiting for a file.' };
    const { token } = shownOf(
      await rig.acts.prepare(rig.scope('camille'), { act: 'hold', target: rig.own.account, inputs: wish }, eve),
    );
    const after = { ...later('2026-12-02'), now: Date.parse('2026-12-01T23:01:00Z') };
    const changed = await perform('camille', token, after);
    invariant(changed.kind === 'changed', changed.kind);
    const from = changed.recap.facts.find(({ key }) => key === 'from');
    expect(from?.cell).to.deep.equal({ kind: 'date', date: '2026-12-02' });
    expect(await events('hold.opened')).to.equal(0);
  });

  it('takes an act back in time, once, by who did it, where nothing came after', async () => {
    const { token, undoMs } = await prepare('noa', 'record-payment', rig.own.account, {
      amount: '25,00',
      on: '30/11/2026',
    });
    expect(undoMs).to.equal(86_400_000);
    const undo = (handle: string, at = moment): ReturnType<typeof rig.acts.undo> =>
      rig.acts.undo(rig.scope(handle), token, at);
    expect(await undo('noa')).to.include({ why: 'nothing-to-undo' });
    expect(await perform('noa', token)).to.include({ kind: 'done', undoUntil: moment.now + 86_400_000 });
    expect(await undo('camille')).to.include({ why: 'other-person' });
    expect(await undo('noa', { ...moment, now: moment.now + 86_400_000 })).to.include({ why: 'too-late' });
    expect(await undo('noa')).to.deep.equal({ kind: 'undone', act: 'record-payment' });
    expect(await undo('noa')).to.include({ why: 'undone-before' });
    expect(await perform('noa', token)).to.deep.include({ kind: 'already-handled', undone: true });
    const [entry] = await rig.rows('SELECT ended_why AS why FROM payments WHERE debtor_id = $1', [rig.own.debtorId]);
    expect(entry).to.deep.equal({ why: 'withdrawn' });
  });

  it('takes back each act that says it can be', async () => {
    const { own } = rig;
    const reason = { reason: 'A mistake.' };
    const tries: readonly (readonly [string, ActTarget, Inputs, string])[] = [
      [
        'note',
        own.account,
        { text: 'Called.' },
        'SELECT retracted_at IS NOT NULL AS back FROM account_notes WHERE debtor_id = $1',
      ],
      [
        'hold',
        own.account,
        { why: 'legal', ...reason },
        "SELECT until_on = from_on AS back FROM holds WHERE debtor_id = $1 AND reason = 'legal'",
      ],
      [
        'release',
        own.hold,
        reason,
        "SELECT until_on IS NULL AS back FROM holds WHERE debtor_id = $1 AND reason = 'manual'",
      ],
      ['assign-owner', own.account, { to: 'robin' }, "SELECT sales_owner = 'sacha' AS back FROM debtors WHERE id = $1"],
      ['assign-collector', own.account, { to: 'noa' }, 'SELECT collector IS NULL AS back FROM debtors WHERE id = $1'],
      [
        'mark-vulnerable',
        own.account,
        { until: '2027-01-15', ...reason },
        "SELECT until_on = from_on AS back FROM holds WHERE debtor_id = $1 AND reason = 'vulnerable'",
      ],
      ['mark-deceased', own.account, note, 'SELECT protection IS NULL AS back FROM debtors WHERE id = $1'],
      [
        'promise',
        own.account,
        { on: '2026-12-20', amount: '50', line: own.lineIds[3] ?? '', ...note },
        "SELECT status = 'withdrawn' AS back FROM promises WHERE debtor_id = $1 AND amount_minor = 5000",
      ],
      [
        'write-off',
        own.account,
        { invoice: own.invoice, amount: '10', ...reason },
        "SELECT ended_why = 'withdrawn' AS back FROM credit_notes WHERE debtor_id = $1",
      ],
      [
        'wrong-address',
        own.point,
        note,
        'SELECT quarantined_at IS NULL AS back FROM contact_points WHERE id IN (SELECT p.id FROM contact_points p JOIN debtor_contacts c USING (contact_id) WHERE c.debtor_id = $1 AND p.channel = $$sms$$)',
      ],
      [
        'end-contact',
        own.point,
        reason,
        'SELECT ended_at IS NULL AS back FROM contact_points p JOIN debtor_contacts c USING (contact_id) WHERE c.debtor_id = $1 AND p.channel = $$sms$$',
      ],
      [
        'add-contact',
        own.account,
        { name: 'D', role: 'buyer', channel: 'sms', address: '06 39 98 12 34' },
        "SELECT ended_at IS NOT NULL AS back FROM contact_points WHERE address = '+33639981234' AND $1::uuid IS NOT NULL ORDER BY recorded_at DESC LIMIT 1",
      ],
      [
        'add-representative',
        own.account,
        { contact: own.contactId, kind: 'relative', ...note },
        "SELECT until_on < '2026-12-01' AS back FROM representatives WHERE debtor_id = $1 AND kind = 'relative'",
      ],
    ];
    for (const [act, target, inputs, back] of tries) {
      const { token, undoMs } = await prepare('camille', act, target, inputs);
      expect(undoMs, act).to.not.equal(null);
      const done = await perform('camille', token);
      expect(done.kind, act).to.equal('done');
      expect((await rig.rows(back, [own.debtorId]))[0]?.['back'], `${act}, done`).to.not.equal(true);
      expect(await rig.acts.undo(rig.scope('camille'), token, moment), act).to.include({ kind: 'undone' });
      expect((await rig.rows(back, [own.debtorId]))[0]?.['back'], `${act}, back`).to.equal(true);
    }
  });

  it('is kept as a hash alone', async () => {
    const { token } = await prepare('noa', 'note', rig.own.account, { text: 'Called.' });
    const rows = await rig.rows('SELECT * FROM staff_action_tokens WHERE creditor_id = $1', [rig.creditor.id]);
    expect(JSON.stringify(rows)).to.not.contain(token);
    expect(Buffer.from(token, 'base64url')).to.have.length(randomBytes(16).length);
  });
});
