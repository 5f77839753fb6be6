import { expect } from 'chai';

import { money } from '../../domain/money.ts';
import { consumer, invoiceOf, today } from './support/account.ts';
import { bakery, english } from './support/company.ts';
import { companyPolicy, consumerPolicy } from './support/policy.ts';
import { Spoken } from './support/spoken.ts';

const someone = (channel: 'web' | 'console' = 'web'): Spoken =>
  new Spoken({ account: consumer(), policy: consumerPolicy, channel });

const schedule = (talk: Spoken): readonly (readonly [string, number])[] =>
  talk.factOf('plan-accepted').instalments.map(({ due, amount }) => [due, amount.minor] as const);

describe('paying in instalments, in one’s own words', () => {
  it('on the web: three times on the 28th, agreed by a code', () => {
    const talk = someone()
      .says('je voudrais payer en plusieurs fois')
      .hears(
        '276,80 €',
        '[3 fois 92,26 € (la dernière 92,28 €), à partir du 30 novembre]',
        '[6 fois 46,13 € (la dernière 46,15 €), à partir du 30 novembre]',
        'Parler à une personne',
      )
      .picks(/^3 fois/)
      .hears(
        'Vous réglez 276,80 € en 3 fois.',
        'FA-2026-0101 (184,50 €), FA-2026-0134 (92,30 €)',
        /vous reconnaissez devoir 276,80 €, ce qui fait repartir le délai légal de prescription/,
        'sans novation',
        'Rien n’est ajouté à ces sommes : 0,00 €.',
        'payer plus tôt, à tout moment et sans frais',
        /un versement 5 jours après sa date, nous vous écrirons d’abord/,
        'Pour changer une date',
        '30 novembre 2026: 92,26 €',
        '28 décembre 2026: 92,26 €',
        '28 janvier 2027: 92,28 €',
        'Total: 276,80 €',
      )
      .confirms()
      .hears('C’est convenu : 276,80 € en 3 fois. Premier versement : 92,26 € le 30 novembre 2026.', '[Comment payer]');
    expect(schedule(talk)).to.deep.equal([
      ['2026-11-30', 9226],
      ['2026-12-28', 9226],
      ['2027-01-28', 9228],
    ]);
    expect(talk.factOf('acknowledged').lines.map(({ amount }) => amount.minor)).to.deep.equal([18450, 9230]);
  });

  it('on a phone: all in one sentence, agreed by the exact words and the digits of that recap', () => {
    const talk = someone('console')
      .says('en 3 fois à partir du 28')
      .hears('Vous réglez 276,80 € en 3 fois.', /répondez exactement : JE CONFIRME \d{4}/);
    talk.says('oui').hears(/Un simple « oui » ne suffit pas/);
    talk.says('JE CONFIRME').hears(/Il manque les quatre chiffres/);
    expect(talk.facts).to.deep.equal([]);
    talk.confirms().hears('C’est convenu');
    expect(schedule(talk)).to.deep.equal([
      ['2026-11-30', 9226],
      ['2026-12-28', 9226],
      ['2027-01-28', 9228],
    ]);
  });

  it('in English, in pounds', () => {
    const talk = new Spoken({ account: english(), policy: consumerPolicy })
      .says('I would like to pay in instalments')
      .hears('£310.00', /\[3 times £103\.33 \(the last one £103\.34\), from 30 November\]/)
      .says('in 4 instalments from 15 December')
      .hears('You pay £310.00 in 4 instalments.', '15 December 2026: £77.50', /Nothing is added to these sums: £0\.00/)
      .confirms()
      .hears('It is agreed: £310.00 in 4 instalments. The first one: £77.50 on 15 December 2026.');
    expect(talk.factOf('plan-accepted').total).to.deep.equal(money(31000, 'GBP'));
  });

  const counters: readonly (readonly [string, readonly string[], readonly (readonly [string, number])[]])[] = [
    [
      'another count',
      ['plutôt en 4 fois'],
      [
        ['2026-11-30', 6920],
        ['2026-12-28', 6920],
        ['2027-01-28', 6920],
        ['2027-03-01', 6920],
      ],
    ],
    [
      'an amount a month',
      ['100 € par mois'],
      [
        ['2026-11-30', 10000],
        ['2026-12-28', 10000],
        ['2027-01-28', 7680],
      ],
    ],
    [
      'another first day, which the others follow',
      ['à partir du 5 décembre'],
      [
        ['2026-12-07', 9226],
        ['2027-01-05', 9226],
        ['2027-02-05', 9228],
      ],
    ],
    [
      'another payday',
      ['je suis payé le 10'],
      [
        ['2026-12-10', 9226],
        ['2027-01-11', 9226],
        ['2027-02-10', 9228],
      ],
    ],
    [
      'another frequency',
      ['toutes les semaines'],
      [
        ['2026-11-30', 9226],
        ['2026-12-07', 9226],
        ['2026-12-14', 9228],
      ],
    ],
    [
      'a larger first payment',
      ['150 € tout de suite'],
      [
        ['2026-11-23', 15000],
        ['2026-12-28', 6340],
        ['2027-01-28', 6340],
      ],
    ],
    [
      'a smaller first payment, exactly as offered',
      ['50 € tout de suite'],
      [
        ['2026-11-23', 5000],
        ['2026-12-28', 11340],
        ['2027-01-28', 11340],
      ],
    ],
    [
      'something now and the rest in parts',
      ['plutôt 100 € maintenant et le reste en 2 fois'],
      [
        ['2026-11-23', 10000],
        ['2026-12-28', 8840],
        ['2027-01-28', 8840],
      ],
    ],
    [
      'one after the other',
      ['plutôt en 2 fois', 'à partir du 5 décembre'],
      [
        ['2026-12-07', 13840],
        ['2027-01-05', 13840],
      ],
    ],
  ];
  for (const [name, words, wanted] of counters) {
    it(`takes a counter-offer after the recap: ${name}`, () => {
      const talk = someone().says('payer en 3 fois');
      for (const said of words) talk.says(said).hears('Pour confirmer');
      expect(schedule(talk.confirms())).to.deep.equal(wanted);
    });
  }

  it('hands what is beyond policy to a person, and says what can be agreed at once', () => {
    const talk = someone()
      .says('je veux payer 10 € par mois')
      .hears(/28 versements, le premier de 10,00 € le 30 novembre 2026/, /une personne va étudier votre demande/)
      .hears('Rien n’est enregistré d’ici là.', '[3 fois 92,26 €')
      .doesNotHear(/refus/i);
    expect(talk.facts.map(({ kind }) => kind)).to.deep.equal(['task-opened']);
    expect(talk.factOf('task-opened')).to.include({
      what: 'plan-review',
      reason: 'too-many-instalments, too-long, instalment-too-small',
    });
    talk.picks(/^3 fois/).hears('Vous réglez 276,80 € en 3 fois.');
  });

  it('hands even a plan too long to be drawn to a person', () => {
    const talk = new Spoken({ account: bakery(), policy: companyPolicy })
      .says('payer 1 € par mois')
      .hears(/une personne/);
    expect(talk.requests.at(-1)).to.deep.include({ kind: 'human', reason: 'plan', note: 'payer 1 € par mois' });
  });

  it('hands every plan to a person where there is no policy', () => {
    const talk = new Spoken({ account: consumer(), policy: null })
      .says('payer en plusieurs fois')
      .hears('Une personne étudiera votre proposition.')
      .says('en 3 fois')
      .hears('une personne va étudier votre demande');
    expect(talk.factOf('task-opened').reason).to.equal('no-policy');
  });

  const sentBack: readonly (readonly [string, RegExp])[] = [
    ['en 1 fois', /En une seule fois, c’est une date de paiement/],
    ['276,80 € par mois', /Ce montant couvre déjà 276,80 € en une fois/],
    ['£50 par mois', /pas dans la monnaie de vos factures \(EUR\)/],
    ['à partir du 1er novembre 2026', /Cette date est déjà passée/],
  ];
  for (const [words, answer] of sentBack) {
    it(`says what would do instead of « ${words} »`, () => {
      const talk = someone().says('payer en plusieurs fois').says(words).hears(answer);
      expect(talk.requests).to.deep.equal([]);
    });
  }

  it('asks for the currency when there are several, and never adds them up', () => {
    const first = invoiceOf('FA-2026-0101', 18450, 68);
    const second = invoiceOf('FA-2026-0102', 20000, 50, 'GBP');
    const both = consumer({ invoices: [first.invoice, second.invoice], lines: [first.line, second.line] });
    const talk = new Spoken({ account: both, policy: consumerPolicy })
      .says('payer en plusieurs fois')
      .hears('plusieurs monnaies', '[184,50 €]', '[200,00 £]')
      .picks(/GB/)
      .hears('régler 200,00 £ en plusieurs fois')
      .says('en 2 fois')
      .confirms();
    expect(talk.factOf('plan-accepted').lines).to.deep.equal([
      { lineId: 'line-FA-2026-0102', amount: money(20000, 'GBP') },
    ]);
  });

  it('of one named invoice covers that invoice only', () => {
    const talk = someone().says('payer la facture 0134 en 2 fois').hears('Vous réglez 92,30 € en 2 fois').confirms();
    expect(talk.factOf('plan-accepted').lines.map(({ lineId }) => lineId)).to.deep.equal(['line-FA-2026-0134']);
  });

  it('deducts credits, leaves the contested part out and adds no promise of no charge for a company', () => {
    const hold = { id: 'h', lineId: 'line-FA-2026-0088', reason: 'dispute', source: 'dispute:d', until: null } as const;
    const account = bakery({ holds: [{ ...hold, amount: money(23000, 'EUR'), from: today }] });
    new Spoken({ account, policy: companyPolicy })
      .says('payer en 3 fois')
      .hears('Vous réglez 2 850,00 € en 3 fois.', 'Vos avoirs et trop-perçus (100,00 €) sont déjà déduits.')
      .hears(
        'Partie contestée, non comprise : FA-2026-0088 (230,00 €). Vos droits sur cette partie sont entièrement conservés.',
      )
      .doesNotHear(/Rien n’est ajouté/);
  });

  it('says that it replaces a date agreed before', () => {
    const lines = [{ lineId: 'line-FA-2026-0101', amount: money(5000, 'EUR') }];
    const open = { id: 'p', lines, amount: money(5000, 'EUR'), due: today, madeOn: today, status: 'open' } as const;
    const talk = new Spoken({ account: consumer({ promises: [open] }), policy: consumerPolicy })
      .says('payer en 3 fois')
      .hears('remplace la date convenue auparavant : 50,00 € (23 novembre 2026)')
      .confirms();
    expect(talk.factOf('plan-accepted').supersedes).to.deep.equal(['p']);
    expect(talk.account.promises[0]?.status).to.equal('withdrawn');
  });

  it('shows a new recap when the account moved under the old one', () => {
    const talk = someone('console').says('en 3 fois');
    const [, words = ''] = /(JE CONFIRME \d{4})/.exec(talk.heard) ?? [];
    const { invoice, line } = invoiceOf('FA-2026-0200', 3000, 1);
    talk.account = {
      ...talk.account,
      invoices: [...talk.account.invoices, invoice],
      lines: [...talk.account.lines, line],
    };
    talk.says(words).hears(/a changé entre-temps/, 'Vous réglez 306,80 € en 3 fois.');
    expect(talk.facts).to.deep.equal([]);
    talk.confirms();
    expect(talk.factOf('plan-accepted').total.minor).to.equal(30680);
  });

  it('does not begin where there is nothing to agree on, and says why', () => {
    const [first] = consumer().lines;
    if (first === undefined) expect.fail('there is a line');
    const nothing = new Spoken({ account: consumer({ lines: [], invoices: [] }), policy: consumerPolicy });
    nothing.says('payer en plusieurs fois').hears('vous n’avez rien à régler');
    const old = { ...first, timeBarredFrom: today };
    const barred = new Spoken({ account: consumer({ lines: [old] }), policy: consumerPolicy });
    barred
      .says('payer en plusieurs fois')
      .hears(/ancienne.*Une personne peut vous répondre/)
      .doesNotHear(/184,50/);
    const agreed = someone().says('en 3 fois').confirms();
    agreed.says('payer en plusieurs fois').hears('font déjà partie d’un échéancier');
  });

  it('is taken back the same day by a word and a yes', () => {
    const talk = someone().says('en 3 fois').confirms();
    talk.says('annuler mon échéancier').hears('Souhaitez-vous retirer');
    talk.says('oui').hears('retiré');
    expect(talk.account.plans[0]?.status).to.equal('cancelled');
    talk.says('payer en plusieurs fois').hears('[3 fois 92,26 €');
  });
});
