import { expect } from 'chai';
import { type Account } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { bakery } from './support/company.ts';
import { companyPolicy, consumerPolicy as policy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

function planned(first: string): Account {
  const account = consumer();
  return consumer({
    plans: [
      {
        id: 'plan-1',
        lines: account.lines.map((line) => ({ lineId: line.id, amount: line.amount })),
        total: money(27680, 'EUR'),
        frequency: 'month',
        instalments: [
          { position: 1, due: date(first), amount: money(13840, 'EUR') },
          { position: 2, due: date('2026-12-28'), amount: money(13840, 'EUR') },
        ],
        status: 'active',
        signedOn: addDays(today, -60),
        termsHash: 'h',
      },
    ],
  });
}

describe('an instalment whose day has passed', () => {
  it('is not called the next one', () => {
    const late = new Spoken({ account: planned('2026-11-02'), policy }).says('mon solde');
    late.hears('138,40 € étaient prévus le 2 novembre 2026', 'nous n’avons pas encore vu votre règlement');
    late
      .doesNotHear(/prochaine échéance/)
      .says('comment payer')
      .hears('prévus le 2 novembre 2026');
    const soon = new Spoken({ account: planned('2026-11-28'), policy }).says('mon solde');
    soon.hears('prochaine échéance 138,40 € le 28 novembre 2026');
  });
});

describe('a time-barred invoice', () => {
  const barred = (): Account => {
    const { invoice, line } = invoiceOf('FA-2024-0007', 12000, 800);
    return consumer({ invoices: [invoice], lines: [{ ...line, timeBarredFrom: addDays(today, -30) }] });
  };

  it('is found and contested by its number', () => {
    const spoken = new Spoken({ account: barred(), policy });
    spoken.says('je conteste la facture FA-2024-0007, jamais livré').doesNotHear(/Je ne trouve pas|rien à régler/);
    spoken.says('non').hears('Vous contestez 120,00 € sur la facture FA-2024-0007').confirms();
    expect(spoken.factOf('dispute-opened').disputes[0]?.amount).to.deep.equal(money(12000, 'EUR'));
  });

  it('is offered to nobody', () => {
    new Spoken({ account: barred(), policy }).says('je veux contester une facture').doesNotHear(/FA-2024-0007/);
  });
});

describe('what a person decides', () => {
  it('is answered by a day that is told', () => {
    const spoken = new Spoken({ account: consumer(), policy }).says('en 40 fois');
    spoken.hears('au plus tard le 24 novembre 2026', 'je peux vous proposer');
    expect(spoken.factOf('task-opened').dueOn).to.equal('2026-11-24');
    const later = new Spoken({ account: bakery(), policy: companyPolicy }).says('je paie 500 € le 31 janvier');
    later.picks(/Demander à une personne/).hears('au plus tard le 24 novembre 2026');
  });

  it('offers nothing in words when another question follows', () => {
    const spoken = new Spoken({ account: bakery(), policy: companyPolicy }).says('je conteste la 0088');
    spoken.says('payer la FA-2026-0120 en 40 fois').hears('Merci pour votre proposition', 'Reprenons');
    spoken.doesNotHear(/je peux vous proposer :/);
  });
});
