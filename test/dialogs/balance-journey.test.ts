import { money } from '../../domain/money.ts';
import { date } from '../../domain/civil-date.ts';
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
});
