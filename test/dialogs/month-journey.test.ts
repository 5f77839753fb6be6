import { expect } from 'chai';
import { consumer } from './support/account.ts';
import { english } from './support/company.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function french(): Spoken {
  return new Spoken({ account: consumer(), policy });
}

describe('a month without its day', () => {
  it('is kept, and its days are offered', () => {
    const spoken = french().says('je peux payer 50 € en janvier');
    spoken.hears('En janvier 2027, quel jour', '[4 janvier 2027]', '[28 janvier 2027]', '[29 janvier 2027]');
    spoken.says('le 15').hears('Le 15 janvier 2027', '[Régler le 30 novembre 2026]');
  });

  it('is kept in English, and a day alone is of that month', () => {
    const spoken = new Spoken({ account: english(), policy }).says('I can pay in December');
    spoken.hears('In December 2026, on which day', '[1 December 2026]', '[31 December 2026]');
    spoken.says('the 10th').hears('10 December 2026');
  });

  it('answers the question when', () => {
    french()
      .says('je veux donner une date de paiement')
      .says('le mois prochain')
      .hears('En décembre 2026, quel jour')
      .doesNotHear(/pas sûr/);
  });

  it('is when a plan begins', () => {
    french().says('en 3 fois à partir de janvier').hears('4 janvier 2027: 92,26 €', '1er février 2027: 92,26 €');
    new Spoken({ account: english(), policy }).says('3 instalments from January').hears('4 January 2027: £103.33');
  });

  it('is when something was paid', () => {
    const spoken = french().says('j’ai payé la facture 0101 en octobre').hears('En octobre 2026, quel jour');
    spoken.says('le 12').says('184,50').says('non');
    expect(spoken.requests.at(-1)).to.have.nested.property('terms.claimedOn', '2026-10-12');
  });

  it('does not take a payment in one month for one every month', () => {
    french()
      .says('je peux payer 50 € en décembre')
      .doesNotHear(/échéancier/i);
  });
});
