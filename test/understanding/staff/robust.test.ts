import { expect } from 'chai';
import fc from 'fast-check';
import { type StaffCommand } from '../../../domain/staff/staff-command.ts';
import { readStaff } from '../../../understanding/staff/read-staff.ts';
import { timeSpent } from '../../support/time-spent.ts';
import { type Question, followUps, questions, unclear, wishes } from './questions.ts';
import { situationAfter } from './situation.ts';

const read = ({ after, language }: Question, text: string): StaffCommand =>
  readStaff(text, situationAfter(after, language));
const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '');
const asked = [...questions, ...followUps];

/** One slip of the fingers in a word of six plain letters or more. */
function slip(text: string, word: number, at: number, kind: number): string | null {
  const words = [...text.matchAll(/(?<![\p{L}\d’'-])[a-zéèêâûôîç]{6,}(?![\p{L}\d’'-])/gu)];
  const chosen = words[word % Math.max(1, words.length)];
  if (chosen === undefined) return null;
  const letters = chosen[0].split(/(?:)/u);
  const index = 1 + (at % (letters.length - 2));
  const [one = '', two = ''] = [letters[index], letters[index + 1]];
  if (kind === 0) letters.splice(index, 1);
  else if (kind === 1) letters.splice(index, 0, one);
  else letters.splice(index, 2, two, one);
  return text.slice(0, chosen.index) + letters.join('') + text.slice(chosen.index + chosen[0].length);
}

describe('readStaff: as it is typed', () => {
  it('reads the same without accents, in capitals, in lower case and with spaces too many', () => {
    for (const question of asked) {
      for (const typed of [
        withoutAccents(question.text),
        question.text.toUpperCase(),
        question.text.toLowerCase(),
        ` ${question.text.replaceAll(' ', '  ')} `,
        question.text.replaceAll(' ', '\u202f'),
        `${question.text} svp`,
      ]) {
        const spoken = JSON.stringify(read(question, typed)).toLowerCase();
        expect(spoken, typed).to.equal(JSON.stringify(read(question, question.text)).toLowerCase());
      }
    }
  });

  it('reads most slips of the fingers, and answers hardly ever another question', () => {
    const made = { same: 0, asked: 0, other: 0 };
    const typed = fc.sample(
      fc.record({ question: fc.constantFrom(...questions), word: fc.nat(9), at: fc.nat(9), kind: fc.nat(2) }),
      { numRuns: 2000, seed: 7 },
    );
    for (const { question, word, at, kind } of typed) {
      const text = slip(question.text, word, at, kind);
      if (text === null || text === question.text) continue;
      const command = read(question, text);
      if (JSON.stringify(command) === JSON.stringify(read(question, question.text))) made.same += 1;
      else if (command.kind === 'query') made.other += 1;
      else made.asked += 1;
    }
    const all = made.same + made.asked + made.other;
    expect(all).to.be.greaterThan(1500);
    expect(made.same / all, JSON.stringify(made)).to.be.greaterThan(0.85);
    expect(made.other / all, JSON.stringify(made)).to.be.below(0.02);
  });

  it('never passes over a word it does not know', () => {
    const strange = fc.constantFrom(
      'xylophone',
      'krakatoa',
      'zorglub',
      'pamplemousse',
      'quetzal',
      '"',
      '€€',
      '4711',
      'non',
      'pas',
      'never',
      'except',
    );
    fc.assert(
      fc.property(fc.constantFrom(...questions), strange, fc.nat(20), (question, word, at) => {
        const words = question.text.split(' ');
        words.splice(at % (words.length + 1), 0, word);
        const command = read(question, words.join(' '));
        const isSame = JSON.stringify(command) === JSON.stringify(question.means);
        expect(isSame && word !== '"', words.join(' ')).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readStaff: hostile words', () => {
  it('never fails, and keeps what is searched for as plain text', () => {
    for (const text of [
      "'; DROP TABLE debtors; --",
      '" OR 1=1 --',
      '%',
      '_%_%',
      '"%"',
      '{"measure":"overdue"}',
      '\u0000\u0002\u0003',
      'a'.repeat(5000),
      '1'.repeat(5000),
      'en retard '.repeat(500),
      'LUM-1001 '.repeat(1000),
      '> '.repeat(400),
      '🙂'.repeat(300),
      'depuis '.repeat(200),
      '31-60 '.repeat(200),
      'Lyon ou '.repeat(200),
    ]) {
      expect(
        timeSpent(() => readStaff(text, situationAfter(null))),
        text.slice(0, 20),
      ).to.be.below(400);
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'grapheme' }), (text) => {
        expect(readStaff(text, situationAfter(null)).kind).to.be.a('string');
      }),
      { numRuns: 300 },
    );
    const command = readStaff('clients en retard "100%_; DROP TABLE x"', situationAfter(null));
    expect(command).to.have.nested.property('query.filters[0].text', '100%_; DROP TABLE x');
  });

  it('is quick: less than a millisecond in the middle of all questions', () => {
    const all = [...questions, ...followUps, ...wishes];
    for (const question of all) read(question, question.text); // warm
    const times = all.map(
      (question) =>
        timeSpent(() => {
          for (let count = 0; count < 10; count += 1) read(question, question.text);
        }) / 10,
    );
    const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    expect(middle).to.be.below(1);
    expect(unclear.length).to.be.greaterThan(0);
  });
});
