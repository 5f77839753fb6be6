import { expect } from 'chai';

import { type Account } from '../../domain/account.ts';
import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

const factor = { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Affacturage Exemple', currency: 'EUR' };

/** 184.50 owed to us, less a credit of 20.00, and 92.30 owed to a factor, or collected for us by somebody. */
function both(payeeKind: 'factor' | 'collector'): Account {
  const ours = invoiceOf('FA-2026-0101', 18450, 68);
  const theirs = invoiceOf('FA-2026-0134', 9230, 38);
  return consumer({
    invoices: [ours.invoice, theirs.invoice],
    lines: [ours.line, { ...theirs.line, payee: factor, payeeKind }],
    creditNotes: [{ id: 'cn', number: 'AV-1', issued: today, amount: money(2000, 'EUR'), invoiceId: null }],
  });
}

const someone = (payeeKind: 'factor' | 'collector' = 'collector'): Spoken =>
  new Spoken({ account: both(payeeKind), policy: consumerPolicy });

describe('invoices of several payees', () => {
  it('have a plan each: the choice names them, and the transfer goes to the one that was chosen', () => {
    const talk = someone()
      .says('payer en plusieurs fois')
      .hears('à des bénéficiaires différents', '[Lumio Équipement, 164,50 €]', '[Affacturage Exemple, 92,30 €]')
      .picks(/Affacturage/)
      .hears('régler 92,30 € en plusieurs fois')
      .says('en 2 fois')
      .hears('Vous réglez 92,30 € en 2 fois')
      .doesNotHear(/avoirs/i)
      .confirms();
    expect(talk.factOf('plan-accepted').lines.map(({ lineId }) => lineId)).to.deep.equal(['line-FA-2026-0134']);
    talk
      .says('comment payer')
      .hears('IBAN: FR14 2004 1010 0505 0001 3M02 606', 'IBAN: FR76 3000 6000 0112 3456 7890 189');
  });

  it('have a plan decided by a person where the claim was sold to a factor', () => {
    someone('factor')
      .says('payer en plusieurs fois')
      .picks(/Affacturage/)
      .says('en 2 fois')
      .hears('Merci pour votre proposition')
      .doesNotHear(/JE CONFIRME/);
  });

  it('have a promise each', () => {
    const talk = someone()
      .says('je paie vendredi')
      .hears('[Lumio Équipement, 164,50 €]', '[Affacturage Exemple, 92,30 €]')
      .picks(/Lumio/)
      .hears('[La totalité : 164,50 €]')
      .doesNotHear(/0134/)
      .says('tout')
      .hears('Vous réglez 164,50 €')
      .confirms();
    expect(talk.factOf('promise-made').lines.map(({ lineId }) => lineId)).to.deep.equal(['line-FA-2026-0101']);
  });

  it('of an amount that only one of them carries are that one’s', () => {
    const talk = someone().says('je paie 120 € vendredi').hears('Vous réglez 120,00 €').confirms();
    expect(talk.factOf('promise-made').lines.map(({ lineId }) => lineId)).to.deep.equal(['line-FA-2026-0101']);
  });

  it('and of an amount that both carry are asked about', () => {
    const talk = someone()
      .says('je paie 50 € vendredi')
      .picks(/Affacturage/)
      .hears('Vous réglez 50,00 €')
      .confirms();
    expect(talk.factOf('promise-made').lines).to.deep.equal([
      { lineId: 'line-FA-2026-0134', amount: money(5000, 'EUR') },
    ]);
  });
});
