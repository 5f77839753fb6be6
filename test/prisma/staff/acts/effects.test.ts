import { expect } from 'chai';
import { invariant } from '../../../../domain/errors.ts';
import { type ActDone, type ActOutcome } from '../../../../domain/staff/acts/act-outcome.ts';
import { type ActTarget } from '../../../../domain/staff/acts/act-target.ts';
import { type Inputs } from '../../../../prisma/staff/acts/inputs.ts';
import { readNotes } from '../../../../prisma/staff/acts/read-notes.ts';
import { type ActsRig, later, moment, openActsRig } from './acts-rig.ts';

const reason = { reason: 'Agreed by telephone.' };
const note = { note: 'Agreed by telephone.' };

describe('what an act does', () => {
  let rig: ActsRig;
  before(async () => {
    rig = await openActsRig();
  });
  beforeEach(async () => {
    rig = await openActsRig(rig.database);
  });
  after(() => rig.database.drop());

  type Wish = readonly [act: string, target: ActTarget, inputs: Inputs];
  const act = async (handle: string, [id, target, inputs]: Wish, at = moment): Promise<ActOutcome> => {
    const shown = await rig.acts.prepare(rig.scope(handle), { act: id, target, inputs }, at);
    return shown.kind === 'refused' ? shown : await rig.acts.perform(rig.scope(handle), shown.token, at);
  };
  const did = async (handle: string, wish: Wish, at = moment): Promise<ActDone> => {
    const done = await act(handle, wish, at);
    invariant(done.kind === 'done', JSON.stringify(done));
    return done;
  };
  const why = async (handle: string, wish: Wish, at = moment): Promise<string> => {
    const found = await act(handle, wish, at);
    return found.kind === 'refused'
      ? [found.why, found.field].filter((part) => part !== undefined).join(' ')
      : found.kind;
  };
  const one = async (text: string): Promise<Readonly<Record<string, unknown>>> =>
    (await rig.rows(text, [rig.own.debtorId]))[0] ?? {};
  const approvals = async (kind: string): Promise<ActTarget> => {
    const [row] = await rig.rows(
      'SELECT id FROM approvals WHERE creditor_id = $1 AND kind = $2 AND decided_at IS NULL',
      [rig.creditor.id, kind],
    );
    return { kind: 'approval', id: String(row?.['id']) };
  };

  it('acts in Teams, as the person the directory knows', async () => {
    await did('noa', ['note', rig.own.account, { text: 'Rappelé.' }]);
    expect(await rig.trail()).to.deep.equal([`note.written staff:${rig.scope('noa').who.id}`]);
  });

  it('reads amounts and days as people write them, and says which field it could not read', async () => {
    const pay = (inputs: Inputs): Promise<string> => why('noa', ['record-payment', rig.own.account, inputs]);
    expect(await pay({ amount: '1 2,3,4' })).to.equal('input amount');
    expect(await pay({ amount: '-5' })).to.equal('input amount');
    expect(await pay({ amount: '5', on: '31/02/2026' })).to.equal('input on');
    expect(await pay({ amount: '5', means: 'gold' })).to.equal('input means');
    expect(await pay({})).to.equal('input amount');
    const done = await did('noa', [
      'record-payment',
      rig.own.account,
      { amount: '45,50 €', on: '30/11/2026', invoice: '' },
    ]);
    expect(done.facts.map(({ key }) => key)).to.include.members(['entered', 'open-before', 'open-after']);
    expect(await pay({ amount: '45,50', on: '2026-11-30' })).to.equal('entered-before');
    expect(
      await one('SELECT amount_minor::int AS minor, confirmed, value_date AS on FROM payments WHERE debtor_id = $1'),
    ).to.deep.equal({
      ...{ minor: 4550, confirmed: false, on: '2026-11-30' },
    });
  });

  it('writes a call down with the call that waits, so that it is one', async () => {
    const call = (outcome: string): Promise<ActDone> => did('noa', ['log-call', rig.own.account, { outcome }]);
    const tasks = (): Promise<Readonly<Record<string, unknown>>> =>
      one(
        "SELECT count(*)::int AS n, count(done_at)::int AS done, max(due_on) AS due FROM tasks WHERE debtor_id = $1 AND kind = 'call'",
      );
    await call('voicemail');
    expect(await tasks()).to.deep.equal({ n: 1, done: 0, due: '2026-12-02' });
    await call('reached');
    expect(await tasks()).to.deep.equal({ n: 1, done: 1, due: '2026-12-02' });
    expect(await one('SELECT count(*)::int AS n FROM contact_log WHERE debtor_id = $1')).to.deep.equal({ n: 2 });
  });

  it('needs two different people for a discount, whoever asks', async () => {
    const asked = await did('camille', [
      'discount',
      rig.own.account,
      { invoice: rig.own.invoice, amount: '20', ...reason },
    ]);
    expect(asked).to.include({ people: 2, undoUntil: null });
    const approval = await approvals('discount');
    expect(await why('camille', ['approve', approval, {}])).to.equal('same-person');
    expect(await why('noa', ['approve', approval, {}])).to.equal('not-allowed');
    await did('robin', ['approve', approval, {}]);
    expect(
      await one('SELECT amount_minor::int AS minor, kind, confirmed FROM credit_notes WHERE debtor_id = $1'),
    ).to.deep.equal({
      ...{ minor: 2000, kind: 'credit-note', confirmed: false },
    });
    expect(
      await one("SELECT count(*)::int AS n FROM tasks WHERE debtor_id = $1 AND kind = 'issue-credit-note'"),
    ).to.deep.equal({ n: 1 });
  });

  it('needs two different people for an account number, which must be one', async () => {
    const bank = (iban: string): Wish => [
      'bank-details',
      rig.own.creditor,
      { iban, holder: 'Lumio', currency: 'EUR', ...reason },
    ];
    expect(await why('camille', bank('FR76 3000 6000 0112 3456 7890 188'))).to.equal('input iban');
    await did('camille', bank('DE89 3704 0044 0532 0130 00'));
    expect(await why('robin', bank('DE89 3704 0044 0532 0130 00'))).to.equal('asked-before');
    const approval = await approvals('bank-details');
    expect(await why('camille', ['approve', approval, {}])).to.equal('same-person');
    await did('alex', ['approve', approval, {}]);
    const rows = await rig.rows('SELECT iban FROM creditor_accounts WHERE creditor_id = $1', [rig.creditor.id]);
    expect(rows).to.deep.equal([{ iban: 'DE89370400440532013000' }]);
  });

  it('asks a manager where a clerk gives up much, and lets who asked take it back', async () => {
    const wish: Wish = ['write-off', rig.own.account, { invoice: rig.own.invoice, amount: '60', ...reason }];
    expect(await did('noa', wish)).to.include({ people: 2 });
    const [row] = await rig.rows("SELECT id FROM approvals WHERE creditor_id = $1 AND asked_by = 'staff:noa'", [
      rig.creditor.id,
    ]);
    const approval: ActTarget = { kind: 'approval', id: String(row?.['id']) };
    await did('noa', ['refuse', approval, note]);
    expect(await why('camille', ['approve', approval, {}])).to.equal('already-decided');
    expect(
      await did('noa', ['write-off', rig.own.account, { invoice: rig.own.invoice, amount: '9', ...reason }]),
    ).to.include({ people: 1 });
  });

  it('protects without saying what somebody has; why is for managers alone, and in no trail', async () => {
    const protect = (words: string): Wish => [
      'mark-vulnerable',
      rig.own.account,
      { until: '2027-01-31', reason: words },
    ];
    expect(await why('noa', protect('En dépression depuis mai'))).to.equal('names-illness');
    expect(await why('noa', protect('In hospital until spring'))).to.equal('names-illness');
    await did('sacha', protect('Ne pas appeler le matin, écrire seulement.'));
    expect(await why('noa', protect('Encore.'))).to.equal('as-before');
    const notes = async (handle: string): Promise<readonly string[]> =>
      (await readNotes(rig.database.pool, rig.scope(handle), rig.own.debtorId)).map(({ words }) => words ?? '—');
    expect(await notes('camille')).to.deep.equal(['Ne pas appeler le matin, écrire seulement.']);
    expect([await notes('noa'), await notes('sacha')]).to.deep.equal([['—'], ['—']]);
    const trail = await rig.rows('SELECT * FROM audit_payloads WHERE creditor_id = $1', [rig.creditor.id]);
    expect(JSON.stringify(trail)).to.not.contain('matin');
    const [hold] = await rig.rows("SELECT id FROM holds WHERE debtor_id = $1 AND reason = 'vulnerable'", [
      rig.own.debtorId,
    ]);
    const target: ActTarget = { kind: 'hold', id: String(hold?.['id']) };
    expect(await why('noa', ['release', target, reason])).to.equal('not-allowed');
    await did('camille', ['release', target, reason]);
  });

  it('holds back-dated and ends back-dated, and leaves alone holds that belong to something else', async () => {
    const hold = (inputs: Inputs): Wish => ['hold', rig.own.account, { why: 'check', ...reason, ...inputs }];
    expect(await why('noa', hold({ from: '2026-12-02' }))).to.equal('from-out-of-range');
    expect(await why('noa', hold({ until: '2026-12-01' }))).to.equal('until-out-of-range');
    expect(await why('noa', hold({ line: rig.other.lineIds[0] ?? '' }))).to.equal('unknown-line');
    await did('noa', hold({ from: '2026-11-20', until: '2026-12-20', line: rig.own.lineIds[3] ?? '' }));
    await did('noa', ['release', rig.own.hold, { on: '2026-11-27', ...reason }]);
    expect(await one("SELECT until_on AS on FROM holds WHERE debtor_id = $1 AND reason = 'manual'")).to.deep.equal({
      on: '2026-11-27',
    });
    const [dispute] = await rig.rows("SELECT id FROM holds WHERE debtor_id = $1 AND reason = 'dispute'", [
      rig.own.debtorId,
    ]);
    expect(await why('camille', ['release', { kind: 'hold', id: String(dispute?.['id']) }, reason])).to.equal(
      'ends-with-its-cause',
    );
  });

  it('writes to a debtor in a person’s words, at an hour, where only they read what is about money', async () => {
    const send = (point: string, text: string): Wish => ['send-message', rig.own.account, { point, text }];
    const { emailId, point } = rig.own;
    expect(await why('noa', send(point.id, 'Votre facture est en retard.'))).to.match(/^tells-a-stranger /);
    expect(await why('noa', send(emailId, 'Dernier rappel avant l’huissier.'))).to.match(/^judging-words /);
    expect(await why('noa', send(emailId, 'Virez à FR76 3000 6000 0112 3456 7890 189'))).to.match(
      /^bank-details-typed /,
    );
    expect(
      await why('noa', send(emailId, 'Bonjour.'), { ...moment, now: Date.parse('2026-12-01T20:30:00Z') }),
    ).to.equal('quiet-hours');
    expect(await why('noa', send(rig.other.emailId, 'Bonjour.'))).to.equal('unknown-address');
    await did('noa', send(emailId, 'Voici votre facture, {who}, $& et $1.'));
    const sent = await one(
      "SELECT id, message ->> 'text' AS text, class FROM outbox WHERE debtor_id = $1 AND channel = 'email'",
    );
    expect(sent).to.deep.include({
      class: 'service',
      text: 'Voici votre facture, {who}, $& et $1.\n\nnoa, Lumio',
    });
    const message: ActTarget = { kind: 'message', id: String(sent['id']) };
    await did('camille', ['stop-message', message, reason]);
    expect(await why('camille', ['stop-message', message, reason])).to.equal('left-already');
    expect(await one("SELECT status, reason FROM outbox WHERE debtor_id = $1 AND channel = 'email'")).to.deep.equal({
      ...{ status: 'REFUSED', reason: 'stopped-by-person' },
    });
  });

  it('answers a plan beyond policy three ways, and tells the debtor once', async () => {
    const told = async (): Promise<readonly unknown[]> =>
      (
        await rig.rows(
          "SELECT message ->> 'key' AS key FROM outbox WHERE debtor_id = $1 AND channel = 'email' ORDER BY seq",
          [rig.own.debtorId],
        )
      ).map(({ key }) => key);
    const counter: Wish = [
      'counter-plan',
      rig.own.planApproval,
      { count: '3', first: '05/01/2027', frequency: 'month', ...note },
    ];
    const done = await did('camille', counter);
    expect(done).to.include({ told: 'email' });
    expect(done.facts.filter(({ key }) => key === 'instalment')).to.have.length(3);
    expect(await told()).to.deep.equal(['plan-answer.countered']);
    expect(await why('camille', counter)).to.equal('already-decided');
    const offer = await one(
      "SELECT facts -> 'terms' -> 'instalments' AS of FROM tasks WHERE debtor_id = $1 AND kind = 'offer-plan'",
    );
    expect(offer['of']).to.have.length(3);
    expect(await did('noa', ['ask-plan', rig.own.planReview, {}])).to.include({ people: 2 });
    const [asked] = await rig.rows("SELECT id FROM approvals WHERE creditor_id = $1 AND asked_by = 'staff:noa'", [
      rig.creditor.id,
    ]);
    await did('camille', ['refuse', { kind: 'approval', id: String(asked?.['id']) }, note]);
    expect(await told()).to.deep.equal(['plan-answer.countered', 'plan-answer.refused']);
  });

  it('gives a consumer the way to a mediator where a dispute is rejected, and none where it is accepted', async () => {
    const mediator = 'Médiation Exemple, 1 rue de l’Exemple, 75000 Paris, mediation.example';
    await rig.rows('UPDATE creditors SET mediator = $2 WHERE id = $1', [rig.creditor.id, mediator]);
    await did('noa', ['reject-dispute', rig.own.dispute, note]);
    await did('noa', ['accept-dispute', rig.other.dispute, note]);
    const text = async (debtorId: string): Promise<string> =>
      String(
        (
          await rig.rows("SELECT message ->> 'text' AS text FROM outbox WHERE debtor_id = $1 AND channel = 'email'", [
            debtorId,
          ])
        )[0]?.['text'],
      );
    expect(await text(rig.own.debtorId))
      .to.contain('médiateur')
      .and.to.contain(mediator);
    expect(await text(rig.other.debtorId)).to.not.contain('médiateur');
  });

  it('claims a charge that is owed for certain, and nothing of what is contested', async () => {
    await rig.rows('UPDATE debtors SET protection = $$minor$$ WHERE id = $1', [rig.other.debtorId]);
    expect(await why('noa', ['claim-charge', rig.other.charge, reason])).to.equal('parked');
    await did('noa', ['claim-charge', rig.own.charge, reason]);
    expect(await why('noa', ['claim-charge', rig.own.charge, reason])).to.equal('done-before');
    await did('noa', ['waive-charge', rig.own.charge, reason]);
  });

  it('stops everything the day proceedings are told of, and knows them once', async () => {
    const wish: Wish = [
      'mark-insolvent',
      rig.own.account,
      { proceedings: 'over-indebtedness', judgedOn: '2026-11-20', reference: 'BDF-1' },
    ];
    expect(await why('noa', ['mark-insolvent', rig.own.account, { proceedings: 'insolvency' }])).to.equal(
      'not-of-that-kind',
    );
    await did('noa', wish);
    expect(await why('noa', wish)).to.equal('as-before');
    expect(
      await one("SELECT count(*)::int AS n FROM holds WHERE debtor_id = $1 AND reason = 'insolvency'"),
    ).to.deep.equal({ n: 4 });
    expect(
      await one("SELECT count(*)::int AS n FROM tasks WHERE debtor_id = $1 AND kind = 'answer-commission'"),
    ).to.deep.equal({ n: 1 });
  });

  it('looks at the account again on a later day, too', async () => {
    const inputs = { on: '2026-12-20', amount: '50', line: rig.own.lineIds[3] ?? '', ...note };
    expect(await why('noa', ['promise', rig.own.account, inputs], later('2026-12-21'))).to.equal('date-past');
    await did('noa', ['promise', rig.own.account, inputs]);
    expect(await one('SELECT count(*)::int AS n FROM acknowledgements WHERE debtor_id = $1')).to.deep.equal({ n: 0 });
  });
});
