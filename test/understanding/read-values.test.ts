import { expect } from 'chai';
import { readValues, valuesOf } from '../../understanding/read-values.ts';
import { type Situation } from '../../understanding/situation.ts';
import { asks, situationWith } from './situation.ts';

function read(text: string, situation: Situation = situationWith()): readonly unknown[] {
  return valuesOf(readValues(text, situation).spans);
}

describe('readValues', () => {
  it('keeps references, phones, accounts, dates, amounts and counts apart', () => {
    const text =
      'facture FA-2026-0101, 06 39 98 00 01, FR76 3000 6000 0112 3456 7890 189, a@b.fr, 50 € le 28 en 3 fois';
    expect(read(text)).to.deep.equal([
      { kind: 'invoice', number: 'FA-2026-0101' },
      { kind: 'phone', phone: '+33639980001' },
      { kind: 'email', email: 'a@b.fr' },
      { kind: 'money', money: { minor: 5000, currency: 'EUR' } },
      { kind: 'date', date: '2026-11-28' },
      { kind: 'count', count: 3 },
    ]);
  });

  it('reads phones as people write them', () => {
    const french = ['+33 6 39 98 00 01', '06.39.98.00.01', '0033639980001', '+33(0)639980001', '0639980001'];
    for (const text of french) expect(read(text), text).to.deep.equal([{ kind: 'phone', phone: '+33639980001' }]);
    expect(read('07700 900003', situationWith({ language: 'en' }))).to.deep.equal([
      { kind: 'phone', phone: '+447700900003' },
    ]);
    expect(read(`06${'1'.repeat(28)}`)).to.deep.equal([]);
  });

  it('finds an invoice of the list by its end, and leaves an ambiguous end alone', () => {
    const numbers = ['FA-2026-0101', 'FA-2025-0101', 'FA-2026-0134'];
    const account = situationWith({ invoiceNumbers: numbers });
    expect(read('la 0134', account)).to.deep.equal([{ kind: 'invoice', number: 'FA-2026-0134' }]);
    expect(read('la facture 134', account)).to.deep.equal([{ kind: 'invoice', number: 'FA-2026-0134' }]);
    expect(read('fa2026o134', account)).to.deep.equal([{ kind: 'invoice', number: 'FA-2026-0134' }]);
    expect(read('la 0101', account)).to.deep.equal([]);
    expect(read('134 €', account)).to.deep.equal([{ kind: 'money', money: { minor: 13400, currency: 'EUR' } }]);
  });

  it('keeps the separators of a number it does not know', () => {
    expect(read('facture 2024-00123')).to.deep.equal([{ kind: 'invoice', number: '2024-00123' }]);
    expect(read('inv/2026/311')).to.deep.equal([{ kind: 'invoice', number: 'INV/2026/311' }]);
  });

  it('reads counts, frequencies and paydays', () => {
    const table: readonly (readonly [string, unknown])[] = [
      ['en trois fois', { kind: 'count', count: 3 }],
      ['3x', { kind: 'count', count: 3 }],
      ['3 payments', { kind: 'count', count: 3 }],
      ['trois mensualités', { kind: 'count', count: 3 }],
      ['sur 6 mois', { kind: 'count', count: 6 }],
      ['toutes les deux semaines', { kind: 'frequency', frequency: 'fortnight' }],
      ['weekly', { kind: 'frequency', frequency: 'week' }],
      ['tous les 25', { kind: 'day', day: 25 }],
      ['je suis payé le 28', { kind: 'day', day: 28 }],
      ['I get paid on the 5th', { kind: 'day', day: 5 }],
      ['every 1st of the month', { kind: 'day', day: 1 }],
    ];
    for (const [text, value] of table) expect(read(text), text).to.deep.equal([value]);
    for (const text of ['0 fois', '-1 fois', '1.5 fois', '1000000000 fois']) expect(read(text), text).to.deep.equal([]);
    expect(read("j'ai payé le 5")).to.deep.equal([{ kind: 'date', date: '2026-11-05' }]);
  });

  it('does not mistake property names of objects for words', () => {
    for (const text of ['constructor', '__proto__', 'toString hasOwnProperty', 'valueof constructor euros'])
      expect(read(text), text).to.deep.equal([]);
    expect(read('constructor', situationWith({ pending: asks('money') }))).to.deep.equal([]);
  });
});
