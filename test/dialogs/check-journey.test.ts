import { expect } from 'chai';

import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { consumer, today } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

const someone = (): Spoken => new Spoken({ account: consumer(), policy: consumerPolicy });
const file = { blobId: 'blob-1', name: 'virement.pdf', mime: 'application/pdf', bytes: 1200 };

describe('a payment already made, in one’s own words', () => {
  it('is looked for while nothing is asked, and closes nothing', () => {
    const talk = someone()
      .says('j’ai déjà payé la facture 0101 le 3 novembre')
      .hears('Quel montant avez-vous payé ?', '[184,50 €]')
      .says('184,50')
      .hears('justificatif')
      .sends(file)
      .hears('Jusqu’au 3 décembre 2026, nous ne vous demandons rien pour FA-2026-0101.')
      .hears('La facture reste ouverte tant que nous ne l’avons pas vu.');
    const request = talk.requests.at(-1);
    expect(request?.kind === 'check' ? request.terms : null).to.deep.include({
      lineIds: ['line-FA-2026-0101'],
      reason: 'already-paid',
      claimedOn: '2026-11-03',
      claimedAmount: money(18450, 'EUR'),
      evidence: ['blob-1'],
    });
    expect(makeLedger(talk.account, today).byLine.get('line-FA-2026-0101')?.open.minor).to.equal(18450);
  });

  it('is found by its amount alone, and nothing more has to be known', () => {
    const talk = someone().says('j’ai déjà payé 92,30 €').says('je ne sais plus').says('non');
    talk.hears('nous ne vous demandons rien pour FA-2026-0134');
  });

  it('of all invoices, by a choice', () => {
    const talk = someone()
      .says('j’ai déjà payé')
      .picks(/Toutes/)
      .picks(/sais plus/)
      .picks(/sais plus/)
      .says('par virement');
    talk.hears('FA-2026-0101, FA-2026-0134');
    expect(talk.factOf('task-opened').note).to.equal('par virement');
  });

  it('in English, of the only invoice', () => {
    new Spoken({ account: english(), policy: consumerPolicy })
      .says('I have already paid')
      .hears('On which day did you pay')
      .says('yesterday')
      .says('£310')
      .says('no')
      .hears('Until 3 December 2026 we ask nothing of you about INV-2026-0311.');
  });

  it('is not one of the future', () => {
    someone()
      .says('j’ai déjà payé la facture 0101')
      .says('le 3 décembre 2026')
      .hears('Cette date n’est pas encore passée.');
  });

  it('has nothing to look for where all is settled', () => {
    new Spoken({ account: consumer({ lines: [], invoices: [] }), policy: consumerPolicy })
      .says('j’ai déjà payé')
      .hears('tout est réglé');
  });
});

describe('something missing to pay', () => {
  it('an order number is asked for and passed on', () => {
    const talk = new Spoken({ account: bakery(), policy: companyPolicy })
      .says('il manque notre numéro de commande')
      .picks(/0088/)
      .picks(/numéro de commande/)
      .says('BC-77')
      .hears('C’est noté : une personne s’en occupe.', 'nous ne vous demandons rien pour FA-2026-0088');
    expect(talk.factOf('task-opened')).to.include({ reason: 'number-missing', note: 'order-number: BC-77' });
  });

  it('the invoice itself can be received at once', () => {
    const talk = new Spoken({ account: english(), policy: consumerPolicy })
      .says('our order number is missing on the invoice')
      .picks(/The invoice itself/)
      .hears('Until 3 December 2026 we ask nothing of you about INV-2026-0311.', '[Receive the invoice]');
    expect(talk.factOf('task-opened').note).to.equal('copy');
  });
});
