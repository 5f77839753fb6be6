import { expect } from 'chai';
import { type Filter } from '../../../domain/staff/query.ts';
import { type StaffCommand } from '../../../domain/staff/staff-command.ts';
import { readStaff } from '../../../understanding/staff/read-staff.ts';
import { heldOut } from './held-out.ts';
import { followUps, questions, unanswerable, unclear, wishes } from './questions.ts';
import { situationAfter } from './situation.ts';

const sorted = (filters: readonly Filter[]): readonly Filter[] =>
  [...filters].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The same conditions are the same question, in whatever order they were said. */
function comparable(command: StaffCommand): unknown {
  if (command.kind === 'query')
    return { ...command, query: { ...command.query, filters: sorted(command.query.filters) } };
  if (command.kind === 'refine') return { ...command, by: { ...command.by, add: sorted(command.by.add) } };
  return command;
}

describe('readStaff: questions', () => {
  for (const { text, language, after, means } of [...questions, ...followUps, ...wishes]) {
    it(text, () => {
      expect(comparable(readStaff(text, situationAfter(after, language)))).to.deep.equal(comparable(means));
    });
  }

  it('has 170 of them and more, half of them French', () => {
    const all = [...questions, ...followUps, ...wishes];
    const french = all.filter(({ language }) => language === 'fr').length;
    expect(all.length).to.be.at.least(170);
    expect(french / all.length).to.be.within(0.45, 0.55);
    expect(questions.length).to.be.at.least(150);
  });
});

describe('readStaff: what cannot be answered', () => {
  for (const { text, missing, nearest } of unanswerable) {
    it(text, () => {
      const command = readStaff(text, situationAfter(null));
      expect(command.kind).to.equal('not-answerable');
      if (command.kind !== 'not-answerable') return;
      expect(command.why.missing).to.equal(missing);
      if (nearest !== null)
        expect(comparable({ kind: 'query', query: command.why.nearest[0] ?? nearest })).to.deep.equal(
          comparable({ kind: 'query', query: nearest }),
        );
      expect(command.why.nearest).not.to.have.length(0);
    });
  }

  for (const text of unclear) {
    it(`does not guess at ${JSON.stringify(text)}`, () => {
      expect(readStaff(text, situationAfter(null)).kind).to.be.oneOf(['unclear', 'not-answerable']);
    });
  }
});

describe('readStaff: paraphrases nobody wrote it for', () => {
  it('reads most of them, and never answers another question', () => {
    const read = heldOut.map(([text, query]) => ({ text, query, command: readStaff(text, situationAfter(null)) }));
    const right = read.filter(({ query, command }) => {
      return JSON.stringify(comparable(command)) === JSON.stringify(comparable({ kind: 'query', query }));
    });
    expect(right.length).to.be.at.least(27);
    const wrong = read.filter((each) => !right.includes(each) && each.command.kind === 'query').map(({ text }) => text);
    expect(wrong).to.deep.equal([]);
  });
});
