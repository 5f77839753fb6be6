import { expect } from 'chai';
import { consumer } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function french(): Spoken {
  return new Spoken({ account: consumer(), policy });
}

describe('a request beside words that call for care', () => {
  for (const words of [
    'je n’en peux plus, je peux payer 50 par mois',
    'j’ai perdu mon emploi, je peux payer 50 € par mois',
    'je suis à l’hôpital, 50 euros par mois c’est possible ?',
  ]) {
    it(`« ${words} » is kept, and goes on at a yes`, () => {
      const spoken = french().says(words).hears('Merci de me l’avoir dit', 'un paiement en plusieurs fois');
      spoken
        .doesNotHear(/JE CONFIRME|Récapitulatif/)
        .says('oui')
        .hears('276,80 € en 6 fois', '50,00 €');
    });
  }

  it('is kept in English, and left alone at a no', () => {
    const spoken = new Spoken({ account: english(), policy }).says('I lost my job but I can pay £20 a month');
    spoken.hears('Thank you for telling me', 'paying in instalments');
    spoken.says('no').hears('No instalment plan was recorded');
    expect(spoken.facts.map(({ kind }) => kind)).not.to.include('plan-accepted');
  });

  it('keeps what was said before, and takes the amount said with it', () => {
    french()
      .says('je veux payer en plusieurs fois')
      .says('j’ai perdu mon travail, 30 € par mois')
      .says('oui')
      .hears('276,80 € en 10 fois');
  });

  for (const before of [[], ['I want to pay in instalments']]) {
    it(`may be a call on a day, which is promised and is no day to pay (after ${before.length} messages)`, () => {
      const spoken = new Spoken({ account: english(), policy });
      for (const words of before) spoken.says(words);
      spoken.says('I lost my job. Can you call me tomorrow at 10?');
      spoken.hears('Thank you for telling me', 'will call you back', 'tomorrow at 10').doesNotHear(/go on now/);
      const tasks = spoken.facts.flatMap((fact) => (fact.kind === 'task-opened' ? [[fact.what, fact.note]] : []));
      expect(tasks).to.deep.equal([
        ['distress', null],
        ['callback', 'Can you call me tomorrow at 10'],
      ]);
    });
  }

  for (const [words, what, wish] of [
    ['Je suis en liquidation judiciaire, rappelez-moi demain à 10h au 06 39 98 00 01', 'insolvency', /rappelez-moi/],
    [
      'Je veux mourir. Appelez-moi ce soir au 06.39.98.00.01 svp',
      'self-harm',
      /^Appelez-moi ce soir au 06.39.98.00.01 svp$/,
    ],
    ['Je suis mineur, rappelez moi à 17h', 'minor', /^rappelez moi à 17h$/],
  ] as const) {
    it(`is a call that the task says, where only a person goes on (${what})`, () => {
      const spoken = french()
        .says(words)
        .doesNotHear(/vous rappellera/);
      const tasks = spoken.facts.flatMap((fact) => (fact.kind === 'task-opened' ? [fact] : []));
      expect(tasks.map((task) => [task.what, task.reason])).to.deep.equal([['distress', what]]);
      expect(tasks[0]?.note).to.match(wish);
    });
  }

  it('is nothing in the note of a task when no call was asked for', () => {
    const { facts } = french().says('je suis en liquidation judiciaire depuis le 3 novembre');
    expect(facts.flatMap((fact) => (fact.kind === 'task-opened' ? [fact.note] : []))).to.deep.equal([null]);
  });

  it('is a call, and no day to pay, whatever day was asked for', () => {
    const spoken = new Spoken({ account: english(), policy }).says('I want to pay in instalments');
    spoken
      .says('call me tomorrow at 10')
      .hears('will call you back')
      .doesNotHear(/from 23 November/);
  });

  it('is answered at once after an insult', () => {
    french().says('bande de voleurs, quel est mon solde').hears('pénible', 'Il reste 276,80 € à régler');
  });

  it('may be a dispute', () => {
    const spoken = french().says('je vais porter plainte, je conteste la facture 0101, la machine est cassée');
    spoken.hears('la contestation d’une facture').says('oui').hears('Sur la facture FA-2026-0101');
  });
});

describe('a yes or a no to choices', () => {
  it('takes the only one offered beside a person', () => {
    french().says('j’ai perdu mon emploi').says('oui').hears('276,80 € en plusieurs fois');
  });

  it('is asked which one, of several', () => {
    const spoken = french().says('facture').says('oui').hears('Que préférez-vous', '[Voir mes factures]');
    spoken.picks(/Voir mes factures/).hears('FA-2026-0101');
    new Spoken({ account: english(), policy }).says('invoice').says('yes').hears('Which would you prefer');
  });

  it('is an acknowledgement where nothing was offered', () => {
    french()
      .says('mon solde')
      .says('ok')
      .hears('Très bien')
      .doesNotHear(/attend/);
    french().says('facture').says('non').hears('Très bien');
  });
});

describe('words after a person was asked for', () => {
  it('are said to be read by that person, when they ask nothing we answer', () => {
    const spoken = french().says('je veux parler à quelqu’un');
    spoken.says('c’est pour la facture 0101, la machine est cassée').hears('la personne qui vous répondra lira aussi');
    spoken.says('mon solde').hears('276,80 €');
    const other = new Spoken({ account: english(), policy })
      .says('can I talk to a human')
      .says('it is about my boiler');
    other.hears('the person who answers you will read this message too');
  });
});

describe('what only a person can grant', () => {
  for (const [words, reason] of [
    ['Une remise ?', 'discount'],
    ['vous pouvez faire un geste commercial ?', 'discount'],
    ['enlever les frais', 'fees'],
    ['pouvez-vous annuler les pénalités de retard', 'fees'],
    ['a discount?', 'discount'],
    ['can you waive the late fees please', 'fees'],
  ] as const) {
    it(`« ${words} » goes to one, with the words`, () => {
      const spoken = french()
        .says(words)
        .hears(/Je ne peux pas (?:accorder de remise|retirer de frais) moi-même/);
      const { what, reason: why, note } = spoken.factOf('task-opened');
      expect({ what, why, note }).to.deep.equal({ what: 'human', why: reason, note: words });
    });
  }

  it('is a call back for an appointment', () => {
    for (const words of ['un rdv', 'je voudrais prendre rendez-vous']) french().says(words).hears('être rappelé');
    new Spoken({ account: english(), policy }).says('an appointment').hears('called back');
  });

  it('is no discount that was promised and is missing, nor a doctor’s appointment', () => {
    french()
      .says('la remise promise n’est pas déduite de la facture 0101')
      .doesNotHear(/remise moi-même/);
    french()
      .says('j’ai eu un rendez-vous avec le technicien, le travail est mal fait')
      .doesNotHear(/rappelé/);
  });
});

describe('a reason said with another request', () => {
  it('is kept, whatever comes first, and what is contested is set aside before the rest is paid', () => {
    for (const words of [
      'je n’ai rien reçu pour FA-2026-0088 et je veux payer le reste vendredi',
      'je veux payer le reste vendredi, je n’ai rien reçu pour FA-2026-0088',
    ]) {
      const spoken = new Spoken({ account: bakery(), policy: companyPolicy, channel: 'console' }).says(words);
      spoken
        .hears('Je note aussi : une date de paiement', 'FA-2026-0088')
        .picks(/Toute la facture/)
        .says('non');
      spoken.hears('Raison: Je n’ai pas reçu la marchandise').confirms().hears('Vous réglez 1 900,00 € le 27 novembre');
    }
  });

  it('answers the question of the reason, and the other request waits', () => {
    const spoken = new Spoken({ account: bakery(), policy: companyPolicy }).says('je conteste la 0088');
    spoken.picks(/Toute la facture/).hears('raison');
    spoken.says('rien n’a été livré et je veux payer le reste vendredi').doesNotHear(/pas sûr/);
    spoken.hears('Je note aussi : une date de paiement', 'précision');
  });

  it('is of all of an invoice for one thing, so that only a detail is asked for', () => {
    const spoken = new Spoken({ account: english(), policy }).says('I received nothing for INV-2026-0311');
    spoken.hears('add a detail').says('no').hears('£310.00', 'I did not receive');
  });
});
