import { expect } from 'chai';
import fc from 'fast-check';
import { queryWords } from '../../../../dialogs/staff/words/query-words.ts';
import { type Language, languages } from '../../../../domain/language.ts';
import { type StaffQuery } from '../../../../domain/staff/query.ts';
import { readStaff } from '../../../../understanding/staff/read-staff.ts';
import { anyQuery } from '../../../understanding/staff/any-query.ts';
import { followUps, questions } from '../../../understanding/staff/questions.ts';
import { situationAfter } from '../../../understanding/staff/situation.ts';

function comparable(query: StaffQuery): unknown {
  const filters = query.filters.map((filter) =>
    JSON.stringify('oneOf' in filter ? { ...filter, oneOf: [...filter.oneOf].sort() } : filter),
  );
  return { ...query, filters: filters.sort() };
}

function readAgain(query: StaffQuery, language: Language): { line: string; read: unknown } {
  const { line } = queryWords(query, language);
  const command = readStaff(line, situationAfter(null, language));
  return { line, read: command.kind === 'query' ? comparable(command.query) : command };
}

describe('the line of a question', () => {
  it('typed again is the same question, in both languages', () => {
    fc.assert(
      fc.property(anyQuery, fc.constantFrom(...languages), (query, language) => {
        const { line, read } = readAgain(query, language);
        expect(read, line).to.deep.equal(comparable(query));
      }),
      { numRuns: 2000 },
    );
  });

  it('is so for every question of the set', () => {
    const asked = questions.flatMap(({ means }) => (means.kind === 'query' ? [means.query] : []));
    const after = followUps.flatMap(({ after: query }) => (query === null ? [] : [query]));
    for (const query of [...asked, ...after]) {
      for (const language of languages) {
        const { line, read } = readAgain(query, language);
        expect(read, line).to.deep.equal(comparable(query));
      }
    }
  });
});
