import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type ActId, actIds } from '../../../../domain/staff/acts/act-rules.ts';
import { type ActTarget } from '../../../../domain/staff/acts/act-target.ts';
import { type Inputs } from '../../../../prisma/staff/acts/inputs.ts';
import { type ActsRig, moment, openActsRig, type Things } from './acts-rig.ts';

const reason = { reason: 'Agreed by telephone.' };
const note = { note: 'Agreed by telephone.' };

type Row = {
  readonly may: string; // reader, clerk, sales, manager, administrator; of sales, on their own account
  readonly on: (of: Things) => ActTarget;
  readonly inputs?: (of: Things) => Inputs;
};

/** What each role may do to what. An act that is not here does not compile. */
const table: Readonly<Record<ActId, Row>> = {
  note: { may: '- x x x -', on: (of) => of.account, inputs: () => ({ text: 'Called twice.' }) },
  'log-call': { may: '- x x x -', on: (of) => of.account, inputs: () => ({ outcome: 'voicemail' }) },
  'assign-owner': { may: '- - - x -', on: (of) => of.account, inputs: () => ({ to: 'robin' }) },
  'assign-collector': { may: '- - - x -', on: (of) => of.account, inputs: () => ({ to: 'noa' }) },
  hold: { may: '- x - x -', on: (of) => of.account, inputs: () => ({ why: 'manual', ...reason }) },
  'mark-vulnerable': { may: '- x x x -', on: (of) => of.account, inputs: () => ({ until: '2027-02-01', ...reason }) },
  'mark-insolvent': { may: '- x - x -', on: (of) => of.account, inputs: () => ({ proceedings: 'declared' }) },
  'mark-deceased': { may: '- x x x -', on: (of) => of.account, inputs: () => note },
  'record-payment': { may: '- x - x -', on: (of) => of.account, inputs: () => ({ amount: '12,50' }) },
  promise: {
    ...{ may: '- x x x -', on: (of) => of.account },
    inputs: (of) => ({ on: '2026-12-20', amount: '50', line: of.lineIds[3] ?? '', ...note }),
  },
  'write-off': {
    ...{ may: '- x - x -', on: (of) => of.account },
    inputs: (of) => ({ invoice: of.invoice, amount: '10', ...reason }),
  },
  discount: {
    ...{ may: '- x - x -', on: (of) => of.account },
    inputs: (of) => ({ invoice: of.invoice, amount: '10', ...reason }),
  },
  'send-message': {
    ...{ may: '- x x x -', on: (of) => of.account },
    inputs: (of) => ({ point: of.emailId, text: 'Bonjour, pouvez-vous me rappeler demain ?' }),
  },
  'add-contact': {
    ...{ may: '- x x x -', on: (of) => of.account },
    inputs: () => ({ name: 'Dominique', role: 'payables', channel: 'email', address: 'Compta@example.org' }),
  },
  'add-representative': {
    ...{ may: '- x x x -', on: (of) => of.account },
    inputs: (of) => ({ contact: of.contactId, kind: 'lawyer', ...note }),
  },
  'propose-block': { may: '- x - x -', on: (of) => of.account, inputs: () => reason },
  'lift-block': { may: '- - - x -', on: (of) => of.account, inputs: () => reason },
  pause: { may: '- - x - -', on: (of) => of.account, inputs: () => ({ days: '3', ...reason }) },
  'end-pause': { may: '- - - x -', on: (of) => of.account },
  release: { may: '- x - x -', on: (of) => of.hold, inputs: () => reason },
  'accept-dispute': { may: '- x - x -', on: (of) => of.dispute, inputs: () => note },
  'part-dispute': { may: '- x - x -', on: (of) => of.dispute, inputs: () => ({ amount: '10', ...note }) },
  'reject-dispute': { may: '- x - x -', on: (of) => of.dispute, inputs: () => note },
  'waive-charge': { may: '- x - x -', on: (of) => of.charge, inputs: () => reason },
  'claim-charge': { may: '- x - x -', on: (of) => of.charge, inputs: () => reason },
  'cancel-promise': { may: '- x x x -', on: (of) => of.promise, inputs: () => reason },
  'give-default-notice': { may: '- x - x -', on: (of) => of.plan },
  'complete-task': { may: '- x x x -', on: (of) => of.task, inputs: () => ({ on: '01/12/2026' }) },
  'assign-task': { may: '- x x x -', on: (of) => of.task, inputs: () => ({ to: 'robin' }) },
  'ask-plan': { may: '- x - x -', on: (of) => of.planReview },
  approve: { may: '- - - x -', on: (of) => of.approval },
  refuse: { may: '- - - x -', on: (of) => of.approval, inputs: () => note },
  'counter-plan': {
    ...{ may: '- - - x -', on: (of) => of.planApproval },
    inputs: () => ({ count: '3', first: '2027-01-05', frequency: 'month', ...note }),
  },
  'stop-message': { may: '- x x x -', on: (of) => of.message, inputs: () => reason },
  'wrong-address': { may: '- x x x -', on: (of) => of.point, inputs: () => note },
  'end-contact': { may: '- x x x -', on: (of) => of.point, inputs: () => reason },
  'approve-representative': {
    ...{ may: '- x x x -', on: (of) => of.representative, inputs: (of) => ({ proof: of.proofId }) },
  },
  'end-representative': { may: '- x x x -', on: (of) => of.representative, inputs: () => reason },
  'bank-details': {
    ...{ may: '- - - x x', on: (of) => of.creditor },
    inputs: () => ({ iban: 'FR76 3000 6000 0112 3456 7890 189', holder: 'Lumio', currency: 'EUR', ...reason }),
  },
};

const people = ['lou', 'noa', 'sacha', 'camille', 'alex'] as const;

/** What the rules say of the account as it is, once somebody may ask. */
const rules: Partial<Record<ActId, string>> = {
  'propose-block': 'disputed',
  'lift-block': 'not-blocked',
  pause: 'nothing-told',
  'end-pause': 'not-paused',
};

describe('who may do what, to what', () => {
  let rig: ActsRig;
  let foreign: ActsRig;
  before(async () => {
    rig = await openActsRig();
    foreign = await openActsRig(rig.database);
  });
  after(() => rig.database.drop());

  const tried = async (handle: string, act: ActId, of: Things): Promise<string> => {
    const { on, inputs } = table[act];
    const found = await rig.acts.prepare(
      rig.scope(handle),
      { act, target: on(of), inputs: inputs?.(of) ?? {} },
      moment,
    );
    return found.kind === 'recap' ? 'x' : found.why;
  };
  const offered = async (handle: string, act: ActId, of: Things): Promise<boolean> =>
    (await rig.acts.offers(rig.scope(handle), table[act].on(of), moment)).some((offer) => offer.act === act);

  for (const act of actIds) {
    it(`${act}: ${table[act].may}`, async () => {
      const expected = table[act].may.split(' ');
      for (const [index, handle] of people.entries()) {
        const may = expected[index] === 'x';
        const allowed = rules[act] ?? 'x';
        expect(await tried(handle, act, rig.own), `${handle}, own`).to.equal(may ? allowed : 'not-allowed');
        expect(await tried(handle, act, foreign.own), `${handle}, of another creditor`).to.equal('unknown');
        if (rules[act] === undefined) expect(await offered(handle, act, rig.own), `${handle}, offered`).to.equal(may);
        if (table[act].on(rig.own).kind === 'creditor') continue;
        // A sales person does not learn that somebody else's account is there.
        const elsewhere = handle === 'sacha' ? 'unknown' : may ? allowed : 'not-allowed';
        expect(await tried(handle, act, rig.other), `${handle}, another account`).to.equal(elsewhere);
        expect(await offered(handle, act, foreign.own)).to.be.false;
      }
    });
  }

  it('leaves everything as it was: what was only shown happened nowhere', async () => {
    const before = await rig.rows('SELECT version FROM debtors WHERE id = $1', [rig.own.debtorId]);
    for (const act of actIds) await tried('camille', act, rig.own);
    expect(await rig.rows('SELECT version FROM debtors WHERE id = $1', [rig.own.debtorId])).to.deep.equal(before);
    const [left] = await rig.rows('SELECT count(*)::int AS n FROM audit_events WHERE creditor_id = $1', [
      rig.creditor.id,
    ]);
    expect(left?.['n']).to.equal(0);
  });

  it('knows nobody by a name alone: the id of the directory’s person must be theirs', async () => {
    const noa = { ...rig.scope('noa'), who: { id: rig.scope('camille').who.id, handle: 'noa' } };
    const nobody = { ...rig.scope('noa'), who: { id: randomUUID(), handle: 'nobody' } };
    for (const scope of [noa, nobody]) {
      const found = await rig.acts.prepare(
        scope,
        { act: 'note', target: rig.own.account, inputs: { text: 'x' } },
        moment,
      );
      expect(found).to.include({ kind: 'refused', why: 'unknown-person' });
      expect(await rig.acts.offers(scope, rig.own.account, moment)).to.deep.equal([]);
    }
  });

  it('refuses what is no act, no id and no thing of that kind', async () => {
    const scope = rig.scope('camille');
    const why = async (act: string, target: ActTarget): Promise<unknown> => {
      const found = await rig.acts.prepare(scope, { act, target, inputs: {} }, moment);
      return found.kind === 'refused' ? found.why : found.kind;
    };
    expect(await why('constructor', rig.own.account)).to.equal('unknown-act');
    expect(await why('approve', rig.own.account)).to.equal('unknown');
    expect(await why('note', { kind: 'account', id: "x' OR true --" })).to.equal('unknown');
    expect(await why('note', { kind: 'account', id: rig.own.dispute.id })).to.equal('unknown');
  });
});
