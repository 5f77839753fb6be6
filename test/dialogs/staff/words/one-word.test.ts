import { expect } from 'chai';
import { actTexts } from '../../../../dialogs/staff/acts/act-texts.ts';
import { columnWords } from '../../../../dialogs/staff/words/column-words.ts';
import { queryWords } from '../../../../dialogs/staff/words/query-words.ts';
import { type StaffQuery } from '../../../../domain/staff/query.ts';

const bare: StaffQuery = {
  ...{ measure: 'holds', filters: [], groupBy: null, order: null, limit: null, offset: 0, asOf: null },
};
const queries: readonly StaffQuery[] = [
  bare,
  { ...bare, groupBy: 'account' },
  { ...bare, measure: 'overdue', groupBy: 'hold' },
  { ...bare, measure: 'overdue', filters: [{ field: 'hold', oneOf: ['dispute'], not: false }] },
  { ...bare, measure: 'overdue', filters: [{ field: 'has', what: 'hold', not: false }] },
  { ...bare, measure: 'overdue', filters: [{ field: 'has', what: 'hold', not: true }] },
];

describe('what is not chased for now', () => {
  it('has one word in French, wherever staff meets it', () => {
    const met = [
      ...queries.map((query) => queryWords(query, 'fr').line),
      ...(['hold', 'holds'] as const).map((key) => columnWords(key, 'fr')),
      ...(['hold', 'release'] as const).map((act) => actTexts.fr[act]),
    ];
    for (const text of met)
      expect(text)
        .to.match(/suspen/i)
        .and.not.to.match(/blocage|bloqu|attente|pause/i);
  });
});
