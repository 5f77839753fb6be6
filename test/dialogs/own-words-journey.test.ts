import { consumer } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function french(): Spoken {
  return new Spoken({ account: consumer(), policy, channel: 'console' });
}

function inEnglish(): Spoken {
  return new Spoken({ account: english(), policy, channel: 'console' });
}

describe('two payments, each on its day', () => {
  it('are a plan, never one promise on the later day', () => {
    french()
      .says('je paie 100 vendredi et le reste le 15')
      .hears('27 novembre 2026: 100,00 €', '15 décembre 2026: 176,80 €');
    inEnglish()
      .says("I'll pay 100 on Friday and the rest on the 15th")
      .hears('27 November 2026: £100.00', '15 December 2026: £210.00');
    inEnglish()
      .says('can I pay half now and half on the 15th')
      .hears('23 November 2026: £155.00', '15 December 2026: £155.00');
  });
});

describe('another number at the terms on the table', () => {
  it('is of what they were made from, and cancels nothing', () => {
    french().says('en 4 fois').says('plutôt 5').hears('276,80 € en 5 fois');
    french().says('30 € par mois').says('finalement 40').hears('276,80 € en 7 fois', '40,00 €');
    inEnglish().says('£50 a month').says('make it 60').hears('£60.00').says('actually 40').hears('£40.00');
  });

  it('alone changes nothing', () => {
    const spoken = french().says('30 € par mois').says('40').hears('Pour confirmer : JE CONFIRME');
    spoken.says('termes').hears('276,80 € en 10 fois');
  });
});

describe('what people ask besides', () => {
  it('why they owe is answered with their invoices, not with general words', () => {
    french().says('pourquoi je dois autant').hears('FA-2026-0101');
    french()
      .says('pourquoi vous me contactez')
      .hears('276,80 €')
      .doesNotHear(/vérifier votre identité/);
    inEnglish().says('why do I owe this').hears('INV-2026-0311');
  });

  it('bank details and another payment date are understood', () => {
    french().says('vous pouvez me renvoyer le RIB ?').hears('FR76 3000');
    french().says('je veux changer la date de mon paiement').hears('Quel jour pensez-vous régler');
    inEnglish().says('I want to change my payment date').hears('On which day do you expect to pay');
  });

  it('not remembering is an answer', () => {
    french().says('c’est payé').says('toutes').says('je sais plus').hears('Quel montant');
    inEnglish().says('I paid last week').says("I can't remember").hears('How much did you pay');
  });

  it('not understanding has the question put again', () => {
    french().says('je veux donner une date de paiement').says('j’ai pas compris').hears('Quel jour pensez-vous régler');
  });

  it('having nothing to pay with is met with care, and with no proposal they did not make', () => {
    french()
      .says('je peux rien payer ce mois-ci')
      .hears('ce n’est pas facile')
      .doesNotHear(/bien noté votre demande/);
  });
});

describe('questions beside the terms', () => {
  it('what happens when a date is missed is answered, and nothing of the terms changes', () => {
    const spoken = french().says('en 3 fois').says('et si je rate un paiement ?');
    spoken.hears('rien n’est automatique', 'Pour confirmer : JE CONFIRME').doesNotHear(/une seule fois/);
    spoken.says('répétez').hears('276,80 € en 3 fois');
    inEnglish().says('what happens if I miss a payment?').hears('nothing is automatic');
  });

  it('a call back said with its time and number is not asked about again', () => {
    const spoken = inEnglish().says('can someone call me back tomorrow at 3pm on 07700900003');
    spoken.hears('will call you back').doesNotHear(/When would you like/);
    french().says('rappelez-moi').hears('Quand souhaitez-vous être rappelé');
  });

  it('the oldest invoice is one of those shown', () => {
    french().says('je veux contester').says('la plus ancienne').hears('FA-2026-0101');
    french().says('je veux contester').says('la plus récente').hears('FA-2026-0134');
  });

  it('invoices to be paid on a day are a date, not a list', () => {
    french().says('payer les factures 0101 et 0134 vendredi').hears('27 novembre 2026', 'La totalité : 276,80 €');
  });
});

describe('a dispute of all of an invoice', () => {
  it('is said in the same sentence, or as an answer', () => {
    const company = (): Spoken => new Spoken({ account: bakery(), policy: companyPolicy });
    const spoken = company().says('je conteste la facture FA-2026-0088 en entier, rien n’a été livré');
    spoken.hears('précision').says('non').hears('Vous contestez 1 180,00 € sur la facture FA-2026-0088');
    company().says('je conteste la 0088').says('en totalité').hears('Quelle en est la raison');
    const part = company().says('je conteste 230 sur la FA-2026-0088 et je paie le reste vendredi');
    part
      .picks(/pas reçu/)
      .says('non')
      .hears('Vous contestez 230,00 €');
    inEnglish().says('I dispute the whole bill, wrong price').says('no').hears('You query £310.00');
  });
});

describe('short answers', () => {
  it('a number after « modifier » is the new one', () => {
    const spoken = french().says('en 3 fois').says('modifier').hears('ce qu’il faut changer');
    spoken.says('5').hears('276,80 € en 5 fois');
    french().says('en 3 fois').says('modifier').says('le nombre de fois').hears('en plusieurs fois');
  });

  it('a yes to the only value offered takes it', () => {
    inEnglish().says('30/11').says('yes').hears('You pay £310.00 on 30 November 2026', 'I CONFIRM');
  });

  it('a no to a document wanted none', () => {
    french().says('je voudrais un document').says('non merci').hears('Aucun document n’a été envoyé');
  });
});
