import { expect } from 'chai';
import { type Account } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { consumer, today } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function agreed(): Spoken {
  return new Spoken({ account: consumer(), policy: consumerPolicy }).says('je paie tout vendredi').confirms();
}

function withdrawn({ facts }: Spoken): readonly string[] {
  return facts.flatMap((fact) => (fact.kind === 'withdrawn' ? [fact.what] : []));
}

describe('taking back what was just agreed, in one’s own words', () => {
  for (const words of [
    'annuler ma demande',
    'annuler',
    'retirer ma promesse',
    'annuler ma promesse',
    'je veux annuler ma promesse de paiement svp',
    'supprimez la date convenue',
  ]) {
    it(`« ${words} » asks with its scope, and a yes does it`, () => {
      const spoken = agreed().says(words).hears('retirer la date convenue (276,80 € le 27 novembre 2026)');
      expect(withdrawn(spoken)).to.deep.equal([]);
      expect(withdrawn(spoken.says('oui'))).to.deep.equal(['promise']);
    });
  }

  for (const words of ['cancel my promise', 'cancel my request', 'please withdraw my promise to pay', 'undo that']) {
    it(`“${words}” in English`, () => {
      const spoken = new Spoken({ account: english(), policy: consumerPolicy });
      spoken.says('I will pay it all on Friday').confirms().says(words).hears('withdraw the agreed date (£310.00');
      expect(withdrawn(spoken.says('no').hears('nothing is changed'))).to.deep.equal([]);
      expect(withdrawn(spoken.says(words).says('yes'))).to.deep.equal(['promise']);
    });
  }

  it('of a dispute names its amount and its invoice', () => {
    const spoken = new Spoken({ account: bakery(), policy: companyPolicy });
    spoken.says('je conteste 230 sur la FA-2026-0088, pas livré').says('non').confirms();
    spoken.says('retirer ma contestation').hears('retirer la contestation de 230,00 € sur la facture FA-2026-0088');
    expect(withdrawn(spoken.says('oui'))).to.deep.equal(['dispute']);
  });

  it('of a plan names its total', () => {
    const spoken = new Spoken({ account: consumer(), policy: consumerPolicy }).says('en 3 fois').confirms();
    spoken.says('finalement je voudrais annuler mon échéancier').hears('l’échéancier (276,80 € en 3 fois)');
    expect(withdrawn(spoken.says('oui'))).to.deep.equal(['plan']);
  });

  it('drops what is not agreed yet without a question', () => {
    const spoken = new Spoken({ account: consumer(), policy: consumerPolicy }).says('je paie tout vendredi');
    spoken.says('annuler ma promesse').hears('Aucune date de paiement n’a été enregistrée');
    expect(withdrawn(spoken)).to.deep.equal([]);
  });

  it('of another day is for a person', () => {
    const before: Account = consumer({
      promises: [
        {
          id: 'p',
          lines: [],
          amount: money(5000, 'EUR'),
          due: date('2026-12-04'),
          madeOn: addDays(today, -3),
          status: 'open',
        },
      ],
    });
    const spoken = new Spoken({ account: before, policy: consumerPolicy });
    spoken.says('annuler ma promesse').hears('un autre jour', '[Parler à une personne]');
  });
});
