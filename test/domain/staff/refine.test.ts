import { expect } from 'chai';
import fc from 'fast-check';
import { type Filter } from '../../../domain/staff/query.ts';
import { refine } from '../../../domain/staff/refine.ts';
import { type Refinement } from '../../../domain/staff/staff-command.ts';
import { anyQuery } from '../../understanding/staff/any-query.ts';
import { except, has, hasNo, late, only, over, who } from '../../understanding/staff/ast.ts';

const nothing: Refinement = { add: [], drop: [] };

/** What one question has and another lacks, as a follow-up. */
const anyRefinement: fc.Arbitrary<Refinement> = fc
  .tuple(anyQuery, anyQuery, fc.subarray(['measure', 'groupBy', 'order', 'asOf', 'limit'] as const), fc.boolean())
  .map(([from, dropped, parts, dropAll]) => ({
    add: from.filters,
    drop: dropped.filters.map(({ field }) => field),
    ...Object.fromEntries(
      parts.flatMap((part) => (part === 'order' && from.order === null ? [] : [[part, from[part]]])),
    ),
    ...(dropAll ? { dropAll } : {}),
  }));

describe('refine', () => {
  it('twice by the same is once', () => {
    fc.assert(
      fc.property(anyQuery, anyRefinement, (query, by) => {
        const once = refine(query, by);
        expect(refine(once, by)).to.deep.equal(once);
      }),
      { numRuns: 500 },
    );
  });

  it('by nothing changes nothing but the page', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(refine(query, nothing)).to.deep.equal({ ...query, offset: 0 });
      }),
    );
  });

  it('has what was added and nothing that was dropped, and keeps the rest in its order', () => {
    fc.assert(
      fc.property(anyQuery, anyRefinement, (query, by) => {
        const { filters } = refine(query, by);
        const added = new Set<Filter>(by.add);
        for (const filter of by.add) expect(filters).to.include(filter);
        const kept = filters.filter((filter) => !added.has(filter));
        for (const { field } of kept) expect(by.drop).not.to.include(field);
        expect(kept).to.deep.equal(query.filters.filter((filter) => kept.includes(filter)));
        if (by.dropAll === true) expect(kept).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
  });

  it('drops a filter that was added, and is the question before again', () => {
    const query = who('overdue', [late(61)]);
    const narrowed = refine(query, { ...nothing, add: [only('city', 'Lyon')] });
    expect(refine(narrowed, { ...nothing, drop: ['city'] })).to.deep.equal(query);
  });

  it('replaces a filter of the same field; of states each stands for itself', () => {
    const query = who('overdue', [only('city', 'Lyon'), has('promise'), hasNo('dispute')]);
    expect(refine(query, { ...nothing, add: [only('city', 'Paris')] }).filters).to.deep.equal([
      has('promise'),
      hasNo('dispute'),
      only('city', 'Paris'),
    ]);
    expect(refine(query, { ...nothing, add: [has('dispute')] }).filters).to.deep.equal([
      only('city', 'Lyon'),
      has('promise'),
      has('dispute'),
    ]);
    expect(refine(query, { ...nothing, add: [except('city', 'Paris')] }).filters).to.deep.include(
      except('city', 'Paris'),
    );
  });

  it('gives back the first page, and rows an order of their own where they are other rows', () => {
    const query = { ...who('overdue', [over(1000)]), offset: 20 };
    expect(refine(query, { ...nothing, groupBy: 'segment' })).to.include({
      offset: 0,
      groupBy: 'segment',
      order: null,
    });
    expect(refine(query, { ...nothing, groupBy: null }).order).to.equal(null);
    expect(refine({ ...query, groupBy: null, order: null }, { ...nothing, groupBy: 'account' }).order).to.deep.equal({
      by: 'amount',
      descending: true,
    });
  });
});
