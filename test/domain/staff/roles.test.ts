import { expect } from 'chai';
import { money } from '../../../domain/money.ts';
import { mayGiveUp } from '../../../domain/staff/clerk-limit.ts';
import { mayAct, roleTable, type StaffAct, staffActs } from '../../../domain/staff/may-act.ts';
import { whyNotDecide } from '../../../domain/staff/may-decide.ts';
import { type StaffRole, staffRoles, type StaffUser } from '../../../domain/staff/staff-user.ts';

const person = (roles: readonly StaffRole[], more: Partial<StaffUser> = {}): StaffUser => ({
  ...{ id: 'id', handle: 'sacha', name: 'Sacha', roles, disabled: false },
  ...more,
});

/** reader, clerk, sales (on their own account), manager, administrator. */
const table: Readonly<Record<StaffAct, string>> = {
  read: 'x x x x x',
  'complete-task': '- x x x -',
  'record-call': '- x x x -',
  'record-consent': '- x - x -',
  'decide-dispute': '- x - x -',
  'waive-charge': '- x - x -',
  'write-off': '- x - x -',
  'place-payment': '- x - x -',
  'propose-block': '- x - x -',
  'lift-block': '- - - x -',
  pause: '- - x - -',
  'end-pause': '- - - x -',
  'give-default-notice': '- x - x -',
  'ask-plan': '- x - x -',
  note: '- x x x -',
  assign: '- - - x -',
  'assign-task': '- x x x -',
  hold: '- x - x -',
  release: '- x - x -',
  'mark-vulnerable': '- x x x -',
  'see-care': '- - - x -',
  'mark-insolvent': '- x - x -',
  'mark-deceased': '- x x x -',
  'wrong-address': '- x x x -',
  'record-payment': '- x - x -',
  promise: '- x x x -',
  'claim-charge': '- x - x -',
  discount: '- x - x -',
  'bank-details': '- - - x x',
  'send-message': '- x x x -',
  'stop-message': '- x x x -',
  'change-contact': '- x x x -',
  'hold-conversation': '- x x x -',
  'approve:formal-notice': '- - - x -',
  'approve:agency': '- - - x -',
  'approve:legal': '- - - x -',
  'approve:plan-default': '- - - x -',
  'approve:block': '- - - x -',
  'approve:notice': '- - - x -',
  'approve:plan': '- - - x -',
  'approve:write-off': '- - - x -',
  'approve:discount': '- - - x -',
  'approve:bank-details': '- - - x x',
  'approve:release': '- - - x x',
  'stop-sending': '- x - x x',
  'resume-sending': '- - - x x',
  'write-policy': '- - - x x',
  'sign-policy': '- - - - x',
  'manage-staff': '- - - - x',
};

describe('who may do what', () => {
  for (const act of staffActs) {
    it(`${act}: ${table[act]}`, () => {
      const seen = staffRoles.map((role) => (mayAct(person([role]), act, 'sacha') ? 'x' : '-'));
      expect(seen.join(' ')).to.equal(table[act]);
    });
  }

  it('keeps sales to their own accounts, in everything', () => {
    for (const act of Object.keys(roleTable.sales) as StaffAct[]) {
      expect(mayAct(person(['sales']), act, 'other'), act).to.be.false;
      expect(mayAct(person(['sales']), act, null), act).to.be.false;
    }
  });

  it('lets a disabled person do nothing, and adds up the roles of one who has several', () => {
    for (const act of staffActs) expect(mayAct(person([...staffRoles], { disabled: true }), act, 'sacha')).to.be.false;
    const both = person(['sales', 'manager']);
    expect([
      mayAct(both, 'pause', 'sacha'),
      mayAct(both, 'pause', 'other'),
      mayAct(both, 'approve:block', 'x'),
    ]).to.deep.equal([true, false, true]);
  });

  it('asks two people: who asked may take it back, and never approve it', () => {
    const asked = { kind: 'block', askedBy: 'staff:sacha', salesOwner: null } as const;
    expect(whyNotDecide(person(['manager']), asked, 'approve')).to.equal('same-person');
    expect(whyNotDecide(person(['clerk']), asked, 'refuse')).to.equal(null);
    expect(whyNotDecide(person(['manager'], { handle: 'camille' }), asked, 'approve')).to.equal(null);
    expect(whyNotDecide(person(['clerk'], { handle: 'noa' }), asked, 'approve')).to.equal('not-allowed');
    expect(whyNotDecide(person(['clerk'], { handle: 'noa' }), asked, 'refuse')).to.equal('not-allowed');
  });

  it('lets a clerk give up little alone, and nothing in a currency without a limit', () => {
    const may = (role: StaffRole, minor: number, currency: string): boolean =>
      mayGiveUp(person([role]), money(minor, currency));
    expect([may('clerk', 5000, 'EUR'), may('clerk', 5001, 'EUR'), may('clerk', 1, 'JPY')]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect([may('manager', 500_000, 'EUR'), may('manager', 1, 'JPY')]).to.deep.equal([true, true]);
  });
});
