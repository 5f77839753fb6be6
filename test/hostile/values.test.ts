import { expect } from 'chai';
import { agreed, confirmation, copyOfAccount, holderByPhone, phoneOf, secondPhone } from './accounts.ts';
import { phone } from './person.ts';
import { startTarget, strangersPhone, type Target } from './target.ts';

const failures = /Excusez-nous, votre message n['’]a pas pu/;

/** Values nobody should have typed: what is not a value is asked for again, and nothing impossible is ever agreed. */
describe('values as people really type them', function () {
  let service: Target;

  before(async () => {
    service = await startTarget();
  });

  after(() => service.stop());

  describe('a birth date', () => {
    for (const { typed, opens } of [
      { typed: '12/04/1988', opens: true },
      { typed: '12 avril 1988', opens: true },
      { typed: '1988-04-12', opens: true },
      { typed: '12041988', opens: true },
      { typed: '12.04.88', opens: true },
      { typed: 'je suis née le 12 avril 1988', opens: true },
      { typed: '１２/０４/１９８８', opens: true },
      { typed: '04/12/1988', opens: false }, // the American order is another day
      { typed: '12/04/1989', opens: false },
      { typed: '31/02/1988', opens: false },
      { typed: '29/02/2023', opens: false },
      { typed: '12/04/2088', opens: false },
      { typed: '12/04/1800', opens: false },
      { typed: '00/00/0000', opens: false },
      { typed: '12/04', opens: false },
      { typed: '1988', opens: false },
      { typed: 'demain', opens: false },
      { typed: 'null', opens: false },
      { typed: '%', opens: false },
    ]) {
      it(`"${typed}" ${opens ? 'is right' : 'is not right'}`, async () => {
        const reference = await copyOfAccount(service, [5_000]);
        const person = await holderByPhone(service, reference, typed);
        expect(person.last().text).not.to.match(failures);
        expect(person.last().text.includes('50,00 €')).to.equal(opens);
      });
    }

    it('is one guess a time: a list of days opens nothing', async () => {
      const reference = await copyOfAccount(service, [5_000]);
      const days = Array.from({ length: 28 }, (_, day) => `${String(day + 1)}/04/1988`).join(' ');
      const person = await holderByPhone(service, reference, days);
      expect(person.last().text).not.to.match(/50,00 €/);
    });
  });

  describe('a reference', () => {
    for (const as of [
      (reference: string) => reference.toLowerCase(),
      (reference: string) => reference.replace('-', ' '),
      (reference: string) => reference.replace('-', ''),
      (reference: string) => `  ${reference}  `,
      (reference: string) => `mon numéro client est le ${reference}.`,
      (reference: string) => reference.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      (reference: string) => reference.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x630)),
      (reference: string) => reference.split('').join('\u200b'),
      (reference: string) => reference.replace(/0/g, 'O'),
      (reference: string) => reference.replace('-', '–'),
    ]) {
      it(`is found as "${as('COP-1001')}"`, async () => {
        const reference = await copyOfAccount(service, [5_000]);
        const person = phone(service, `+33639970${reference.slice(-3)}`);
        for (const text of ['mon solde', as(reference), '12/04/1988']) await person.say(text);
        expect(person.last().text).to.match(/50,00 €/);
      });
    }

    for (const guess of [
      'LUM-%',
      'LUM-____',
      'LUM-*',
      '%',
      "' OR 1=1 --",
      'LUM-1009 LUM-1001 LUM-1003',
      '.*',
      'ＣＯＰ-%',
    ]) {
      it(`"${guess}" finds nobody`, async () => {
        const person = phone(service, phoneOf(await copyOfAccount(service, [11_880])));
        for (const text of ['mon solde', guess, '12/04/1988']) await person.say(text);
        expect(person.last().text).not.to.match(/118,80/);
      });
    }
  });

  describe('amounts, dates and counts in a plan or a promise', () => {
    const hostile = [
      ...['-50', '0', '0,001', '1e3', 'NaN', '0x10', 'Infinity', '99999999999999999999', '١٢٣', '1/3', 'la moitié'],
      ...['1.234,56', '1,234.56', '1 234,56 €', '50 000 000 Zimbabwe', '50 $', '50 livres', '-0', '1e400', '5️⃣0️⃣'],
      ...['en 0 fois', 'en -1 fois', 'en 1 fois', 'en 1,5 fois', 'en 121 fois', 'en 1000000000 fois', 'en 2,99 fois'],
      ...[
        'le 30 février',
        'le 31',
        'fin du mois',
        '01/02/03',
        'dans 3 ans',
        'hier',
        'le 29 février 2028',
        'le 12/13/2026',
      ],
      ...[
        'en l’an 10000',
        'le 0',
        'le 32',
        'vendredi 13',
        'dans -5 jours',
        'dans 99999999999 jours',
        'à 02:30 le 29 mars',
      ],
      ...[
        '50 € par mois',
        '1000 € le 28',
        '0,01 € par mois',
        'tout maintenant',
        'jamais',
        'en 3 fois de 500 €',
        '276,81 €',
      ],
    ];

    for (const flow of ['payer en plusieurs fois', 'je paierai plus tard'] as const) {
      it(`after "${flow}": always an answer, never an impossible recap, and the sums hold`, async () => {
        const accounts = await Promise.all(Array.from({ length: 4 }, () => copyOfAccount(service, [18_450, 9_230])));
        await Promise.all(
          accounts.map(async (reference, slice) => {
            const person = await holderByPhone(service, reference);
            for (const typed of hostile.filter((_, index) => index % accounts.length === slice)) {
              await person.say(flow);
              const { text } = await person.say(typed);
              check(text, typed);
              await person.say('annuler');
            }
          }),
        );
      });
    }

    it('binds what the recap showed to the cent, whatever cannot be divided', async () => {
      for (const [minor, wish] of [
        [10_000, 'payer en 3 fois'],
        [27_681, 'payer en 7 fois'],
        [9_999, 'payer 33,33 € par mois'],
      ] as const) {
        const reference = await copyOfAccount(service, [minor]);
        const person = await holderByPhone(service, reference);
        await person.say(wish);
        await person.say(confirmation(person));
        expect(await agreed(service, reference), wish).to.deep.equal({
          plans: 1,
          promises: 0,
          total: minor,
          instalments: minor,
        });
      }
    });
  });

  describe('accounts on which nothing can be agreed by a machine', () => {
    for (const { reference, from, facts, why } of [
      { reference: 'LUM-1004', from: '+33639980004', facts: '29/02/1992', why: 'nothing is open' },
      { reference: 'LUM-1011', from: '+33639980011', facts: '17/01/1971', why: 'it is time-barred' },
    ]) {
      for (const wish of ['payer en 3 fois', 'je promets de payer vendredi', 'je paie 50 € demain']) {
        it(`${reference}, since ${why}: "${wish}" agrees nothing and says so kindly`, async () => {
          const person = phone(service, from);
          await person.say('annuler');
          await person.say('mon solde');
          for (const text of [reference, facts]) {
            await person.say(text);
          }
          const { text } = await person.say(wish);
          expect(text).not.to.match(/JE CONFIRME \d{4}/);
          expect(text).not.to.match(failures);
          await person.say(confirmation(person));
          expect(await agreed(service, reference)).to.deep.include({ plans: 0, promises: 0 });
        });
      }
    }
  });

  it('an account in pounds is agreed in pounds, to the penny, and never in euros', async () => {
    const person = phone(service, await secondPhone(service, '+447700900003'));
    for (const text of ['my balance', 'LUM-1003', '30 November 1979']) await person.say(text);
    for (const wish of ['pay €100 per month', 'I will pay 100 euros tomorrow', 'pay $50 a month']) {
      const { text } = await person.say(wish);
      expect(text, wish).not.to.match(/€\d|\d €|\$\d/);
      await person.say('cancel');
    }
    const { text } = await person.say('pay in 3 instalments');
    const total = /^Total: £(\d+\.\d\d)$/m.exec(text)?.[1];
    const parts = [...text.matchAll(/^\d{1,2} \S+ \d{4}: £(\d+\.\d\d)$/gm)].map(([, part]) =>
      cents(part?.replace('.', ',')),
    );
    expect(total, text).to.equal('310.00');
    expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(31_000);
  });

  it('what was owed before a judgment is in no recap; what came after it may be', async () => {
    const numbers = await service.sql<{ number: string; total: string; before: boolean }>(
      `SELECT number, (total_minor / 100)::text AS total, l.closed = 'insolvency' AS before FROM invoices i
         JOIN debtors d ON d.id = i.debtor_id JOIN due_lines l ON l.invoice_id = i.id WHERE d.reference = 'LUM-1010' ORDER BY number`,
    );
    const person = phone(service, '+33639980010');
    const { number: first, total } = numbers[0]!;
    for (const text of ['mon solde', 'LUM-1010', `facture ${first}, ${total} €`]) await person.say(text);
    for (const wish of ['payer en 3 fois', 'je paie 50 € demain', `je paie la facture ${first} demain`]) {
      const { text } = await person.say(wish);
      const covered = /(Ce que couvre|Factures comprises)[^]*/.exec(text)?.[0] ?? '';
      for (const { number } of numbers.filter(({ before }) => before)) expect(covered, wish).not.to.include(number);
      await person.say('annuler');
    }
  });

  describe('names and words that break things elsewhere', () => {
    for (const name of [
      "O'Brien-Muß",
      'محمد',
      'a'.repeat(300),
      '<b>x</b>',
      '🙂',
      'null',
      'undefined',
      "Robert'); DROP TABLE",
    ]) {
      it(`"${name.slice(0, 20)}": a person is asked for all the same`, async () => {
        const person = phone(service, strangersPhone());
        await person.say(`je suis ${name} et je veux parler à quelqu’un`);
        expect(person.last().text).not.to.match(failures);
        const [row] = await service.sql(
          `SELECT count(*)::int AS n FROM tasks t JOIN conversations c ON c.id = t.conversation_id WHERE c.key = $1`,
          [person.key],
        );
        expect(row).to.deep.equal({ n: 1 });
      });
    }
  });

  function check(text: string, typed: string): void {
    expect(text, typed).to.match(/\S/);
    expect(text, typed).not.to.match(failures);
    expect(text, typed).not.to.match(/NaN|undefined|Infinity|Invalid|null|-\d+,\d\d €| 0 fois|1\d{4} €/);
    const amounts = [...text.matchAll(/^\d{1,2}(?:er)? \S+ \d{4} : ([\d ]+,\d\d) €$/gm)].map(([, amount]) =>
      cents(amount),
    );
    const total = /^Total : ([\d ]+,\d\d) €$/m.exec(text)?.[1];
    if (total !== undefined)
      expect(
        amounts.reduce((sum, amount) => sum + amount, 0),
        typed,
      ).to.equal(cents(total));
    if (total !== undefined) expect(cents(total), typed).to.be.at.most(27_680);
  }
});

function cents(amount = ''): number {
  return Number(amount.replace(/ /g, '').replace(',', ''));
}
