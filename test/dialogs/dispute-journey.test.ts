import { expect } from 'chai';

import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

const shop = (channel: 'web' | 'console' = 'web'): Spoken =>
  new Spoken({ account: bakery(), policy: companyPolicy, channel });
const file = { blobId: 'blob-1', name: 'bon.pdf', mime: 'application/pdf', bytes: 1200 };

describe('contesting part of an invoice, in one’s own words', () => {
  for (const channel of ['web', 'console'] as const) {
    it(`the item of 230.00 is set aside and the rest promised, in one conversation (${channel})`, () => {
      const talk = shop(channel)
        .says('je conteste les 230 €')
        .hears('Quelle en est la raison ?', '[Le prix n’est pas le bon]')
        .says('la quantité')
        .hears('précision, une photo ou un document', '[Non, continuer]')
        .sends(file)
        .says('nous en avons reçu 1 sur 2')
        .hears(
          'Vous contestez 230,00 € sur la facture FA-2026-0088 : Pièces de rechange.',
          'Dès votre confirmation, nous ne vous demandons plus cette somme pendant l’étude.',
          'Une personne vous répond au plus tard le 8 décembre 2026.',
          'Sur cette facture, il reste 950,00 € à régler.',
          'Raison: La quantité n’est pas la bonne',
          'Votre précision: nous en avons reçu 1 sur 2',
          'Pièces jointes: 1',
        )
        .picks(/^\d+\.confirm:/)
        .hears(
          'Nous ne vous demandons plus 230,00 €',
          'Le reste de votre compte, 2 850,00 €, peut être réglé dès maintenant.',
        )
        .hears('[Payer le reste]', '[Donner une date pour le reste]', '[Payer le reste en plusieurs fois]');
      expect(talk.factOf('dispute-opened')).to.deep.include({
        reason: 'quantity',
        note: 'nous en avons reçu 1 sur 2',
        evidence: ['blob-1'],
        answerBy: '2026-12-08',
      });
      expect(talk.factOf('dispute-opened').disputes).to.have.length(1);
      expect(talk.factOf('dispute-opened').disputes[0]).to.deep.include({
        lineId: 'line-FA-2026-0088',
        amount: money(23000, 'EUR'),
        itemIds: ['item-parts'],
      });
      talk
        .says('donner une date pour le reste')
        .says('vendredi')
        .says('tout')
        .hears('Vous réglez 2 850,00 € le 27 novembre 2026.')
        .hears(
          'Partie contestée, non comprise : FA-2026-0088 (230,00 €). Vos droits sur cette partie sont entièrement conservés.',
        )
        .confirms()
        .hears('C’est noté : 2 850,00 € le 27 novembre 2026.');
      expect(talk.factOf('promise-made').lines).to.deep.equal([
        { lineId: 'line-FA-2026-0088', amount: money(85000, 'EUR') },
        { lineId: 'line-FA-2026-0120', amount: money(200000, 'EUR') },
      ]);
      const view = makeLedger(talk.account, today).byLine.get('line-FA-2026-0088');
      expect([view?.open.minor, view?.disputed.minor]).to.deep.equal([118000, 23000]);
    });
  }

  it('and the rest asked for in the same sentence is offered without the contested part', () => {
    const talk = shop()
      .says('je conteste les 230 € et je paie le reste vendredi')
      .hears('Je note aussi : une date de paiement.')
      .says('le prix')
      .says('non')
      .picks(/^\d+\.confirm:/)
      .hears('Le reste de votre compte, 2 850,00 €', 'Vous réglez 2 850,00 €')
      .doesNotHear(/3 080/);
    talk.confirms();
    expect(talk.factOf('promise-made').amount.minor).to.equal(285000);
  });

  it('in English, an amount of the only invoice, then instalments for the rest', () => {
    const talk = new Spoken({ account: english(), policy: consumerPolicy })
      .says('I want to dispute my invoice')
      .hears('What is the problem on invoice INV-2026-0311?')
      .says('£50')
      .says('the quality was bad')
      .says('no')
      .hears('You query £50.00 on invoice INV-2026-0311.', '£260.00 is left to pay on this invoice.')
      .picks(/^\d+\.confirm:/)
      .hears('The rest of your account, £260.00, can be paid now.')
      .picks(/instalments/)
      .says('in 2 instalments')
      .hears('You pay £260.00 in 2 instalments.', 'Your rights on that part are fully kept.')
      .confirms();
    expect(talk.factOf('plan-accepted').total).to.deep.equal(money(26000, 'GBP'));
    expect(talk.factOf('plan-accepted').lines).to.deep.equal([
      { lineId: 'line-INV-2026-0311', amount: money(26000, 'GBP') },
    ]);
  });

  it('asks for the invoice, its part and the reason when nothing was said', () => {
    shop()
      .says('il y a une erreur sur ma facture')
      .hears('Quelle facture est concernée ?', 'FA-2026-0088 · 1 180,00 €', 'FA-2026-0120 · 2 000,00 €')
      .says('0088')
      .hears('[Révision du four : 950,00 €]', '[Pièces de rechange : 230,00 €]', '[Toute la facture : 1 180,00 €]')
      .says('toute la facture : 1 180,00 €')
      .says('3')
      .says('non')
      .hears('Vous contestez 1 180,00 € sur la facture FA-2026-0088.', 'Raison: Le prix n’est pas le bon');
  });

  it('is corrected before it is confirmed, and asks again what depended on it', () => {
    shop()
      .says('je conteste les 230 €')
      .says('le prix')
      .says('non')
      .picks(/Modifier/)
      .hears('[Corriger : la partie concernée]', '[Corriger : la raison]')
      .picks(/Corriger : la raison/)
      .says('doublon')
      .hears('Raison: C’est facturé deux fois', 'Vous contestez 230,00 €');
  });

  const sentBack: readonly (readonly [string, string, RegExp])[] = [
    ['0088', '5 000 €', /C’est plus que ce qui peut être contesté sur cette facture \(1 180,00 €\)/],
    ['0088', '£50', /dans la monnaie de la facture/],
  ];
  for (const [number, words, answer] of sentBack) {
    it(`says what would do instead of « ${words} »`, () => {
      const talk = shop().says('il y a une erreur sur ma facture').says(number).says(words).hears(answer);
      expect(talk.requests).to.deep.equal([]);
    });
  }

  it('is not asked twice for what is contested already', () => {
    const talk = shop()
      .says('je conteste les 230 €')
      .says('le prix')
      .says('non')
      .picks(/^\d+\.confirm:/);
    talk
      .says('il y a une erreur sur la facture 0088')
      .doesNotHear(/Pièces de rechange/)
      .hears('[Toute la facture : 950,00 €]');
  });

  it('does not begin where nothing can be contested', () => {
    new Spoken({ account: consumer({ lines: [], invoices: [] }), policy: consumerPolicy })
      .says('je conteste une facture')
      .hears('Aucune facture n’est à régler en ce moment.');
  });

  it('is taken back the same day', () => {
    const talk = shop()
      .says('je conteste les 230 €')
      .says('le prix')
      .says('non')
      .picks(/^\d+\.confirm:/);
    talk.says('annuler ma contestation').says('oui');
    expect(talk.account.disputes[0]?.status).to.equal('withdrawn');
    expect(makeLedger(talk.account, today).byLine.get('line-FA-2026-0088')?.disputed.minor).to.equal(0);
  });

  it('says that a planned direct debit is not stopped by it, and never that nothing else is left while a line is open', () => {
    const { invoice, line } = invoiceOf('FA-2026-0300', 11880, -1);
    const account = consumer({ invoices: [invoice], lines: [{ ...line, means: 'direct-debit' }] });
    new Spoken({ account, policy: consumerPolicy })
      .says('je conteste 50 € sur la facture FA-2026-0300')
      .says('le prix')
      .says('non')
      .picks(/^\d+\.confirm:/)
      .hears('Le prélèvement du 24 novembre 2026 reste prévu ; une personne le vérifie avant.')
      .doesNotHear(/Rien d’autre/);
  });
});
