import { type DueLine } from '../../domain/account.ts';
import { consumer, invoiceOf } from './support/account.ts';
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
});
