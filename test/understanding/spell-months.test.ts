import { expect } from 'chai';
import { spellMonths } from '../../understanding/spell-months.ts';
import { asks, situationWith } from './situation.ts';
import { check } from './table.ts';

const factor = situationWith({
  flow: 'identify',
  pending: asks('date', 'money', 'digits', 'email', 'reference', 'invoice'),
});

describe('a mistyped month', () => {
  check('beside a day, is the month it is one edit away from', factor, [
    ['12 avrl 1988', 'set date=1988-04-12'],
    ['12 avirl 1988', 'set date=1988-04-12'],
    ['12 Apirl 1988', 'set date=1988-04-12'],
    ['12avril1988', 'set date=1988-04-12'],
    ['30 Novmber 1979', 'set date=1979-11-30'],
    ['Febuary 3, 1980', 'set date=1980-02-03'],
    ['le 29 fevier 1992', 'set date=1992-02-29'],
    ['1er juilet 1955', 'set date=1955-07-01'],
    ['3 fevr 1980', 'set date=1980-02-03'],
  ]);

  it('is left alone where it is a word of its own, or might be two months', () => {
    for (const words of [
      'le 12 mais pas avant',
      '100 tout de suite',
      '3 jeunes',
      'about 12',
      'le 3 marche pas',
      '12 juny',
      'les avirons',
    ]) {
      expect(spellMonths(words), words).to.equal(words);
    }
  });

  check('is nobody’s answer when it is no month at all', factor, [
    ['12 bidule 1988', 'unclear dispute'],
    ['12 xyzt 88', 'unclear dispute'],
  ]);
});

describe('an invoice with its amount', () => {
  const reference = situationWith({
    flow: 'identify',
    pending: asks('reference', 'invoice', 'date', 'money', 'digits', 'email'),
  });
  const both = ['set invoice=FA-2026-0088', 'set money=118000EUR'] as const;
  for (const situation of [reference, factor]) {
    check(`is read without a currency where ${situation.pending?.kinds[0] ?? ''} is asked for`, situation, [
      ['FA-2026-0088 1180', ...both],
      ['FA-2026-0088 1 180', ...both],
      ['FA-2026-0088 1 180,00', ...both],
      ['facture FA-2026-0088 montant 1180', ...both],
      ['FA-2026-0088, 1180 euros', ...both],
    ]);
  }
  check('is who is speaking, said at first', situationWith(), [
    ['FA-2026-0088 1180', 'start identify invoice=FA-2026-0088 money=118000EUR'],
  ]);
});

describe('a number that is not at hand', () => {
  const reference = situationWith({
    flow: 'identify',
    pending: asks('reference', 'invoice', 'date', 'money', 'digits'),
  });
  check('is said so, and makes nobody a stranger', reference, [
    ['je connais pas mon numéro', 'skip'],
    ["I don't know my customer number", 'skip'],
    ["I can't find my reference", 'skip'],
  ]);
});

describe('a year alone where a birth date is asked for', () => {
  check('is no amount, and so no attempt', factor, [['1979', 'unclear']]);
  check('with a currency or decimals is one', factor, [
    ['1979 €', 'set money=197900EUR'],
    ['1979,00', 'set money=197900EUR'],
  ]);
});
