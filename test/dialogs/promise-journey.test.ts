import { expect } from 'chai';

import { addDays } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

const someone = (channel: 'web' | 'console' = 'web'): Spoken =>
  new Spoken({ account: consumer(), policy: consumerPolicy, channel });

describe('agreeing on a date, in one’s own words', () => {
  it('over-answered in one sentence, agreed by the exact words on a phone', () => {
    const talk = someone('console')
      .says('je paie 50 € vendredi')
      .hears(
        'Vous réglez 50,00 € le 27 novembre 2026.',
        'Ce que couvre ce règlement : FA-2026-0101 (50,00 €).',
        /vous reconnaissez devoir 50,00 €, ce qui fait repartir le délai légal de prescription/,
        'sans novation',
        'Rien n’est ajouté à cette somme : 0,00 €.',
        'Jusqu’à cette date, nous ne vous demanderons plus cette somme. Vous pouvez payer plus tôt, sans frais.',
        /Si nous n’avons pas encore vu votre règlement après cette date, nous vous écrirons/,
        'Pour changer la date',
        'Montant: 50,00 €',
        'Date: 27 novembre 2026',
      )
      .confirms()
      .hears('C’est noté : 50,00 € le 27 novembre 2026.');
    expect(talk.factOf('promise-made')).to.deep.include({ amount: money(5000, 'EUR'), due: '2026-11-27' });
  });

  it('asked for step by step on the web, all of it by Friday', () => {
    const talk = someone()
      .says('payer à une date')
      .hears('Jusqu’au 30 novembre 2026, je peux le noter tout de suite.', '[23 novembre 2026]', '[27 novembre 2026]')
      .picks(/27 novembre/);
    talk
      .hears('Quel montant pensez-vous régler le 27 novembre 2026 ? En tout, il reste 276,80 €.')
      .hears('[La totalité : 276,80 €]', '[Facture FA-2026-0101 : 184,50 €]', '[Facture FA-2026-0134 : 92,30 €]')
      .says('tout')
      .confirms();
    expect(talk.factOf('promise-made').amount.minor).to.equal(27680);
  });

  it('in English, corrected twice before it is confirmed', () => {
    const talk = new Spoken({ account: english(), policy: consumerPolicy })
      .says('I will pay £50 on Friday')
      .says('actually £60')
      .hears('You pay £60.00 on 27 November 2026.')
      .says('make it Thursday')
      .hears('You pay £60.00 on 26 November 2026.', /restarts the legal limitation period/)
      .confirms()
      .hears('Noted: £60.00 on 26 November 2026.');
    expect(talk.factOf('promise-made').lines).to.deep.equal([
      { lineId: 'line-INV-2026-0311', amount: money(6000, 'GBP') },
    ]);
  });

  it('of half of it, or of one invoice alone', () => {
    someone().says('je paierai la moitié vendredi').hears('Vous réglez 138,40 € le 27 novembre 2026.');
    const talk = someone()
      .says('je paierai vendredi')
      .picks(/FA-2026-0134/)
      .hears('Vous réglez 92,30 €')
      .confirms();
    expect(talk.factOf('promise-made').lines.map(({ lineId }) => lineId)).to.deep.equal(['line-FA-2026-0134']);
  });

  it('with the credits deducted first', () => {
    new Spoken({ account: bakery(), policy: companyPolicy })
      .says('nous paierons vendredi')
      .says('la totalité')
      .hears('Vous réglez 3 080,00 € le 27 novembre 2026.', 'Vos avoirs et trop-perçus (100,00 €) sont déjà déduits.')
      .hears('FA-2026-0088 (1 080,00 €), FA-2026-0120 (2 000,00 €)')
      .doesNotHear(/Rien n’est ajouté/);
  });

  describe('too far away', () => {
    const later = (): Spoken =>
      someone()
        .says('je peux payer le 15 janvier')
        .hears(/je peux aller jusqu’au 30 novembre 2026/, '[Régler le 30 novembre 2026]', '[Payer en plusieurs fois]')
        .hears('[Demander à une personne pour le 15 janvier 2027]');

    it('becomes the last day we can note', () => {
      const talk = later()
        .picks(/Régler le/)
        .picks(/La totalité/)
        .confirms();
      expect(talk.factOf('promise-made').due).to.equal('2026-11-30');
    });

    it('becomes another day that is typed instead', () => {
      const talk = later()
        .says('alors jeudi')
        .picks(/La totalité/)
        .hears('le 26 novembre 2026')
        .confirms();
      expect(talk.factOf('promise-made').due).to.equal('2026-11-26');
    });

    it('stays a choice when the next day is too far away too', () => {
      later()
        .says('le 20 janvier')
        .hears('[Régler le 30 novembre 2026]', '[Demander à une personne pour le 20 janvier 2027]');
    });

    it('becomes a plan, and the date is not asked for again afterwards', () => {
      const talk = later()
        .picks(/en plusieurs fois/)
        .picks(/^3 fois/)
        .confirms();
      talk.hears('C’est convenu : 276,80 € en 3 fois.', /font déjà partie d’un échéancier/);
      expect(talk.facts.some(({ kind }) => kind === 'promise-made')).to.equal(false);
    });

    it('is for a person to decide, and nothing is recorded until then', () => {
      const talk = later()
        .picks(/Demander/)
        .picks(/La totalité/);
      talk.hears('Pour 276,80 € le 15 janvier 2027, une personne va étudier votre demande').doesNotHear(/refus/i);
      expect(talk.facts.map(({ kind }) => kind)).to.deep.equal(['task-opened']);
      expect(talk.factOf('task-opened')).to.include({ what: 'promise-review', reason: 'too-late' });
    });
  });

  it('a third time on the same invoices is for a plan or a person', () => {
    const lines = [{ lineId: 'line-FA-2026-0101', amount: money(5000, 'EUR') }];
    const broken = (id: string) =>
      ({
        id,
        lines,
        amount: money(5000, 'EUR'),
        due: addDays(today, -5),
        madeOn: addDays(today, -9),
        status: 'broken',
      }) as const;
    const account = consumer({ promises: [broken('a'), broken('b')] });
    const talk = new Spoken({ account, policy: consumerPolicy })
      .says('je paie 50 € vendredi')
      .hears(/déjà été convenue plusieurs fois/, '[Payer en plusieurs fois]')
      .doesNotHear(/Régler le|promesse/);
    talk.picks(/Demander/);
    expect(talk.factOf('task-opened').reason).to.equal('too-many');
  });

  const sentBack: readonly (readonly [string, RegExp])[] = [
    ['je paie 500 € vendredi', /C’est plus que ce qui reste à régler \(276,80 €\)/],
    ['je paie £50 vendredi', /pas dans la monnaie de vos factures \(EUR\)/],
  ];
  for (const [words, answer] of sentBack) {
    it(`says what would do instead of « ${words} »`, () => {
      const talk = someone().says(words).hears(answer, 'Quel montant pensez-vous régler le 27 novembre 2026 ?');
      expect(talk.requests).to.deep.equal([]);
    });
  }

  it('asks which currency an amount pays when there are several', () => {
    const first = invoiceOf('FA-2026-0101', 18450, 68);
    const second = invoiceOf('FA-2026-0102', 20000, 50, 'GBP');
    const both = consumer({ invoices: [first.invoice, second.invoice], lines: [first.line, second.line] });
    const talk = new Spoken({ account: both, policy: consumerPolicy })
      .says('je paierai vendredi')
      .hears('Il reste 184,50 € + 200,00 £.', '[La totalité : 184,50 €]', '[La totalité : 200,00 £]')
      .picks(/GB/)
      .confirms();
    expect(talk.factOf('promise-made').amount).to.deep.equal(money(20000, 'GBP'));
  });

  it('said twice is one promise', () => {
    const talk = someone('console').says('je paie 50 € vendredi').confirms();
    talk.says('je paie 50 € vendredi').hears('remplace celle convenue auparavant').confirms().hears('déjà notée');
    expect(talk.account.promises).to.have.length(1);
  });

  it('explains why a day and an amount are asked for', () => {
    const talk = someone().says('je paierai vendredi').says('pourquoi ?').hears('ni plus ni moins');
    talk.hears('Quel montant pensez-vous régler');
  });
});
