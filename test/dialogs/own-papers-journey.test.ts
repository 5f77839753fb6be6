import { expect } from 'chai';
import { consumer } from './support/account.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

/** Someone whose plan was agreed a moment ago, by text message. */
function agreed(): Spoken {
  const spoken = new Spoken({ account: consumer(), policy, channel: 'sms' }).says('je veux payer en 3 fois');
  return spoken.confirms().hears('convenu');
}

describe('a paper of ours asked for by its name', () => {
  for (const words of [
    'je veux recevoir le pdf du plan',
    'send me the plan document',
    'envoyez-moi le plan',
    'send me the payment plan',
    'le pdf de notre accord svp',
    'je voudrais l’échéancier en PDF',
  ]) {
    it(`is given at once: « ${words} »`, () => {
      const spoken = agreed().says(words);
      expect(spoken.requests.at(-1)).to.deep.include({ kind: 'document', of: 'plan' });
      expect(spoken.heard).to.match(/Voici votre document|Here is your document/);
    });
  }

  it('is the statement, which there always is', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('mon relevé de compte en pdf');
    expect(spoken.requests.at(-1)).to.deep.equal({ kind: 'document', of: 'statement', id: null });
  });

  it('is chosen among those that there are, when there is no such one', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('je veux recevoir le pdf du plan');
    spoken.hears('Quel document', 'Relevé de compte');
    expect(spoken.requests).to.deep.equal([]);
  });

  it('is neither a plan to make nor an invoice', () => {
    new Spoken({ account: consumer(), policy }).says('je veux un plan de paiement').hears('plusieurs fois');
    new Spoken({ account: consumer(), policy }).says('une copie de ma facture').hears('Quel document');
  });
});
