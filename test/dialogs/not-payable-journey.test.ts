import { type DueLine } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { companyPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function owing(change: Partial<DueLine>): Spoken {
  const { invoice, line } = invoiceOf('FA-2026-0101', 742800, 22);
  const account = consumer({ invoices: [invoice], lines: [{ ...line, ...change }] });
  const debtor = { ...account.debtor, kind: 'public-body', payday: null } as const;
  return new Spoken({ account: { ...account, debtor }, policy: companyPolicy });
}

describe('what nobody agrees on with the machine', () => {
  for (const asked of ['payer en 3 fois', 'je paie vendredi', 'payer la facture 0101 en 2 fois']) {
    it(`leaves a public body’s invoice to Chorus Pro and to a person from the start: « ${asked} »`, () => {
      owing({ means: 'chorus-pro' })
        .says(asked)
        .hears('Chorus Pro', 'Une personne peut faire le point avec vous', '[Parler à une personne]')
        .doesNotHear(/entreprise/, /IBAN/, /Quel jour/, /\d fois/);
    });
  }

  it('shows an old invoice without asking for it, and how to pay it only to who insists', () => {
    const words =
      'Cette facture est ancienne : nous ne vous demandons rien à son sujet. Une personne peut vous répondre.';
    const talk = owing({ timeBarredFrom: today });
    const pressure = [/Il reste/, /La payer/, /IBAN/, /plusieurs fois/, /date de paiement/, /Je ne trouve pas/];
    for (const asked of ['montre-moi la facture 0101', 'payer la facture 0101', 'payer la facture 0101 en 3 fois'])
      talk
        .says(asked)
        .hears(words, '[Parler à une personne]')
        .doesNotHear(...pressure);
    talk
      .says('je paie la facture 0101 vendredi')
      .hears(words)
      .doesNotHear(...pressure);
    talk
      .says('payer la facture 0101')
      .picks(/quand même/)
      .hears(/IBAN/, '7 428,00 €')
      .doesNotHear(/plusieurs fois/, /date de paiement/);
    talk
      .says('combien je dois ?')
      .hears('Nous ne vous demandons rien')
      .doesNotHear(/Tout est réglé/, /7 428/);
    talk.says('comment payer').hears(words).doesNotHear(/IBAN/);
  });

  it('agrees on nothing with a company whose group pays, and says who pays', () => {
    const { invoice, line } = invoiceOf('FA-2026-0101', 126000, 22);
    const account = consumer({ invoices: [invoice], lines: [line] });
    const debtor = { ...account.debtor, kind: 'company', paidByOther: true } as const;
    const talk = new Spoken({ account: { ...account, debtor }, policy: companyPolicy });
    talk
      .says('comment payer')
      .hears('C’est le groupe qui règle vos factures')
      .doesNotHear(/IBAN/, /plusieurs fois/);
    for (const asked of ['payer en 3 fois', 'je paie vendredi'])
      talk.says(asked).hears('C’est le groupe qui règle vos factures', '[Parler à une personne]');
  });

  it('gives no payment details and agrees on nothing about what proceedings froze, declared or judged', () => {
    const { invoice, line } = invoiceOf('FA-2026-0101', 742800, 22);
    const hold = { id: 'h', reason: 'insolvency', amount: null, from: today } as const;
    for (const frozen of [
      { ...hold, lineId: line.id, source: 'judgment:e', until: null },
      { ...hold, lineId: null, source: 'declared:e', until: addDays(today, 30) },
    ]) {
      const account = consumer({ invoices: [invoice], lines: [line], holds: [frozen] });
      const talk = new Spoken({ account, policy: companyPolicy });
      for (const asked of ['comment payer', 'payer la facture 0101', 'payer en 3 fois', 'je paie vendredi'])
        talk
          .says(asked)
          .hears('ne')
          .doesNotHear(/IBAN/, /Référence à indiquer/, /\d fois/, /Quel jour/, /C’est noté/);
    }
  });
});
