import { expect } from 'chai';
import { type Debtor, type Invoice } from '../../../domain/account.ts';
import { addDays } from '../../../domain/civil-date.ts';
import { choosePolicy, type PolicyQuestion } from '../../../domain/escalation/choose-policy.ts';
import { type EscalationPolicy, type PackId, packIds } from '../../../domain/escalation/policy.ts';
import { aDebtor, aLine, invoiceOf } from '../an-account.ts';
import { aCompany, aFile, aPolicy, day } from './a-case.ts';

const everyone = ['company', 'sole-trader', 'consumer', 'public-body'] as const;
const packs: readonly EscalationPolicy[] = packIds.map((pack) => aPolicy({ id: pack, pack, debtorKinds: everyone }));

type Asked = {
  readonly debtor?: Partial<Debtor>;
  readonly capacity?: Invoice['capacity'];
  readonly role?: 'first-party' | 'third-party';
  readonly policies?: readonly EscalationPolicy[];
  readonly file?: Partial<PolicyQuestion['file']['policies']>;
};

function chosen({
  debtor = {},
  capacity = 'professional',
  role = 'first-party',
  policies = packs,
  file = {},
}: Asked): string {
  const base = aCompany([]);
  const account = { creditor: { ...base.creditor, role }, debtor: aDebtor({ kind: 'company', ...debtor }) };
  const invoice = invoiceOf(aLine('1', '2026-01-01', 100), { id: 'i', capacity });
  const question = {
    account,
    invoice,
    policies,
    today: day,
    file: aFile({ policies: { byInvoice: {}, debtor: null, segment: null, ...file } }),
  };
  const choice = choosePolicy(question);
  return 'policy' in choice ? `${choice.policy.id} ${choice.policy.version}` : choice.parked;
}

describe('the policy of an invoice', () => {
  const fit: readonly (readonly [Asked, PackId])[] = [
    [{}, 'fr-b2b'],
    [{ debtor: { kind: 'consumer' } }, 'fr-b2c'],
    [{ debtor: { kind: 'sole-trader' } }, 'fr-b2b'],
    [{ debtor: { kind: 'sole-trader' }, capacity: 'private' }, 'fr-b2c'],
    [{ debtor: { kind: 'public-body' } }, 'fr-public'],
    [{ role: 'third-party' }, 'fr-third-party'],
    [{ role: 'third-party', debtor: { kind: 'consumer' } }, 'fr-third-party'],
    [{ debtor: { country: 'GB' } }, 'uk'],
    [{ debtor: { country: 'US', kind: 'consumer' }, role: 'third-party' }, 'us-reg-f'],
  ];
  for (const [asked, pack] of fit)
    it(`${JSON.stringify(asked)} goes by ${pack}`, () => expect(chosen(asked)).to.equal(`${pack} 1`));

  it('is none where the debtor is not known well enough or no law is known', () => {
    expect(chosen({ debtor: { country: '' } })).to.equal('unknown-country');
    expect(chosen({ debtor: { zone: '' } })).to.equal('unknown-zone');
    expect(chosen({ debtor: { kind: 'club' as never } })).to.equal('unknown-kind');
    expect(chosen({ debtor: { country: 'DE' } })).to.equal('no-pack:DE');
    expect(chosen({ debtor: { country: 'US' } })).to.equal('no-pack:US');
    expect(chosen({ debtor: { country: 'GB' }, role: 'third-party' })).to.equal('no-pack:GB');
    expect(chosen({ policies: [] })).to.equal('not-signed:fr-b2b');
    const uk = aPolicy({ id: 'uk', pack: 'uk', debtorKinds: ['company'] });
    expect(chosen({ debtor: { country: 'GB', kind: 'public-body' }, policies: [uk] })).to.equal('not-for:public-body');
  });

  it('is the narrowest that was assigned, and never one of another law', () => {
    const own = ['invoice', 'debtor', 'segment'].map((id) => aPolicy({ id }));
    const policies = [...packs, ...own];
    expect(chosen({ policies, file: { segment: 'segment' } })).to.equal('segment 1');
    expect(chosen({ policies, file: { segment: 'segment', debtor: 'debtor' } })).to.equal('debtor 1');
    expect(chosen({ policies, file: { debtor: 'debtor', byInvoice: { i: 'invoice' } } })).to.equal('invoice 1');
    expect(chosen({ policies, file: { byInvoice: { other: 'invoice' } } })).to.equal('fr-b2b 1');
    expect(chosen({ policies, debtor: { kind: 'consumer' }, file: { debtor: 'debtor' } })).to.equal(
      'does-not-fit:debtor',
    );
    expect(chosen({ policies, file: { debtor: 'gone' } })).to.equal('not-signed:gone');
  });

  it('is the version in force, not one to come', () => {
    const at = (version: string, days: number): EscalationPolicy =>
      aPolicy({ version, effectiveFrom: addDays(day, days) });
    expect(chosen({ policies: [at('2', 0), at('1', -9), at('3', 1)] })).to.equal('fr-b2b 2');
    expect(chosen({ policies: [at('3', 1)] })).to.equal('not-signed:fr-b2b');
  });

  it('is the only one of the pack where none bears its name, and none where several do', () => {
    expect(chosen({ policies: [aPolicy({ id: 'ours' })] })).to.equal('ours 1');
    expect(chosen({ policies: [aPolicy({ id: 'ours' }), aPolicy({ id: 'theirs' })] })).to.equal('several-fit:fr-b2b');
  });
});
