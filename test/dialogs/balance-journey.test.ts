import { money } from '../../domain/money.ts';
import { type Account } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { consumer, today } from './support/account.ts';
import { consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';
import { Journey } from './support/journey.ts';

describe('a balance by web chat', () => {
  it('is told after a reference, a factor, an address and a code', () => {
    new Journey()
      .says({ kind: 'start', flow: 'balance', values: [] })
      .hears(/assistant automatique du service client de Lumio Équipement/, /numéro de client ou de facture/)
      .says({ kind: 'set', value: { kind: 'reference', reference: 'LUM-1001' } })
      .hears(/date de naissance/)
      .says({ kind: 'set', value: { kind: 'date', date: date('1988-04-12') } })
      .hears(/Où souhaitez-vous recevoir un code/, /SMS au ••••01/)
      .picks(/SMS/)
      .hears(/Si tout correspond, un code est parti\./, /6 chiffres/)
      .says({ kind: 'set', value: { kind: 'digits', digits: '123456' } })
      .hears(/c’est bien vous/, /Il reste 276,80 € à régler/);
  });

  it('is told on a phone after a reference and a factor, in English', () => {
    new Journey({ channel: 'console' })
      .saysIn('en', { kind: 'start', flow: 'balance', values: [{ kind: 'reference', reference: 'LUM-1001' }] })
      .hears(/I am the automated assistant/, /date of birth/)
      .says({ kind: 'set', value: { kind: 'money', money: money(9230, 'EUR') } })
      .hears(/€276\.80/);
  });

  it('after a plan is the plan: its dates and what is left, nothing late, and no second plan', () => {
    const talk = new Spoken({ account: consumer(), policy: consumerPolicy }).says('payer en 3 fois').confirms();
    talk
      .says('combien je dois ?')
      .hears('276,80 €', 'comme convenu', 'Convenu avec vous: 276,80 €', 'encore 276,80 € en tout')
      .hears('Versement du 30 novembre 2026: 92,26 €', 'Versement du 28 janvier 2027: 92,28 €', '[Signaler')
      .doesNotHear(/Échéance dépassée/, /\[[^\]]*plusieurs fois/, /\[[^\]]*date de paiement/);
    talk
      .says('comment payer')
      .hears(/92,26 €/)
      .doesNotHear(/\[[^\]]*plusieurs fois/);
  });

  it('after a promise of a part says what was promised apart from what is late', () => {
    const talk = new Spoken({ account: consumer(), policy: consumerPolicy }).says('je paie 50 € vendredi').confirms();
    talk
      .says('combien je dois ?')
      .hears('Échéance dépassée: 226,80 €', 'Convenu avec vous: 50,00 €', 'Date convenue : 50,00 €');
  });

  it('after a promise of all of it says that nothing is late and asks for no other date', () => {
    const talk = new Spoken({ account: consumer(), policy: consumerPolicy })
      .says('je paie tout vendredi')
      .confirms()
      .says('combien je dois ?');
    talk.hears('Convenu avec vous: 276,80 €').doesNotHear(/Échéance dépassée/, /\[[^\]]*plusieurs fois/);
  });

  it('says of which day it is once the accounts are older than a weekend', () => {
    const known = (days: number): Account => {
      const account = consumer();
      return { ...account, creditor: { ...account.creditor, knownTo: addDays(today, -days) } };
    };
    new Spoken({ account: known(4), policy: consumerPolicy }).says('combien je dois ?').hears(/Compte à jour au \d+ /);
    new Spoken({ account: known(3), policy: consumerPolicy }).says('combien je dois ?').doesNotHear(/à jour au/);
  });
});
