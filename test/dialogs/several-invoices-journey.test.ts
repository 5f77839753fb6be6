import { expect } from 'chai';
import { english } from './support/company.ts';
import { consumer, invoiceOf } from './support/account.ts';
import { consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

describe('several invoices, in one’s own words', () => {
  it('are all shown', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('le détail de FA-2026-0101 et FA-2026-0134');
    spoken.hears('Facture FA-2026-0101 du', 'Facture FA-2026-0134 du');
  });

  it('are all copied, or sent by a person by a day that is told', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('copie des factures 101 et 134 svp');
    spoken.hears('FA-2026-0101, FA-2026-0134', 'au plus tard le 24 novembre 2026');
    const notes = spoken.facts.flatMap((fact) => (fact.kind === 'task-opened' ? [fact.note] : []));
    expect(notes).to.deep.equal(['FA-2026-0101', 'FA-2026-0134']);
  });

  it('are all copied in English', () => {
    const first = english();
    const { invoice, line } = invoiceOf('INV-2026-0412', 5000, 3, 'GBP');
    const account = { ...first, invoices: [...first.invoices, invoice], lines: [...first.lines, line] };
    const spoken = new Spoken({ account, policy }).says('can you send me copies of invoices 0311 and 0412');
    spoken.hears('INV-2026-0311, INV-2026-0412');
  });
});

describe('paying several invoices named', () => {
  it('gives each its amount and its reference', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('comment payer les factures 101 et 134');
    spoken.hears('Montant: 184,50 €', 'LUM-1001 FA-2026-0101', 'Montant: 92,30 €', 'LUM-1001 FA-2026-0134');
    expect(spoken.messages.filter(({ key }) => key === 'pay.more')).to.have.length(1);
  });
});
