import { expect } from 'chai';
import fc from 'fast-check';
import { adaptiveCard } from '../../../../channels/bot-framework/adaptive-card.ts';
import { cardText } from '../../../../channels/text/card-text.ts';
import { answerCard } from '../../../../dialogs/staff/cards/answer-card.ts';
import { dashboardCard } from '../../../../dialogs/staff/cards/dashboard-card.ts';
import { type Card, type CardPart } from '../../../../domain/card.ts';
import { languages } from '../../../../domain/language.ts';
import { type Cell, type StaffAnswer } from '../../../../domain/staff/answer.ts';
import { buckets } from '../../../../domain/staff/query.ts';
import { cardProblems } from '../../../channels/bot-framework/card-schema.ts';
import { accountsAnswer, answerOf, eur, lookOf, query } from './staff-look.ts';

const partsOf = <Name extends CardPart['part']>(card: Card, name: Name): readonly Extract<CardPart, { part: Name }>[] =>
  card.parts.flatMap((part) => (part.part === name ? [part as Extract<CardPart, { part: Name }>] : []));
const spaces = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the card of an answer', () => {
  it('leads with the first total in each currency, as the answer has it', () => {
    const { look } = lookOf('fr');
    const card = answerCard(accountsAnswer(3), look);
    expect(card.title).to.equal('Échu > 60 j, Lyon');
    expect(spaces(card.headline?.value ?? '')).to.equal('98 765,43 € + 1,00 £');
    expect(card.headline?.label).to.equal('col. overdue');
    expect(partsOf(card, 'facts')[0]?.facts).to.deep.equal([{ label: 'col. accounts', value: '3' }]);
    const [moment] = partsOf(card, 'text');
    expect(moment?.text).to.equal('Au 01/12/2026, comptes importés le 01/12/2026 06:00');
  });

  it('shows ten rows that open their accounts, and turns the pages that there are', () => {
    const { look, pressed } = lookOf('en');
    const card = answerCard(accountsAnswer(12, { count: 37, query: { ...query, offset: 20 } }), look);
    const [table] = partsOf(card, 'table');
    expect(table?.rows).to.have.length(10);
    expect(table?.rows[0]?.map(spaces)).to.deep.equal(['Société 0 (LUM-1000)', '€1,234.56', '40 d', '—']);
    expect(table?.rows[1]?.[3]).to.equal('level courteous en');
    expect(table?.numeric).to.deep.equal([1, 2]);
    expect(card.actions.map(({ label }) => label)).to.deep.equal([
      'Next 7',
      'Previous 10',
      'Export as CSV',
      'Export as Excel',
    ]);
    expect(partsOf(card, 'text').at(-1)?.text).to.equal('Rows 21 to 30 of 37');
    const ids = [...(table?.press ?? []), ...card.actions].map((action) => (action?.kind === 'press' ? action.id : ''));
    const stands = ids.map((id) => pressed[Number(id.slice(1))]);
    expect(stands[9]).to.deep.equal({ kind: 'account', text: 'LUM-1009' });
    expect(stands.slice(10)).to.deep.equal([
      { kind: 'page', to: 'next' },
      { kind: 'page', to: 'previous' },
      { kind: 'export', format: 'csv' },
      { kind: 'export', format: 'xlsx' },
    ]);
    const last = answerCard(accountsAnswer(7, { count: 37, query: { ...query, offset: 30 } }), lookOf('en').look);
    expect(last.actions.map(({ label }) => label)).to.deep.equal(['Previous 10', 'Export as CSV', 'Export as Excel']);
  });

  it('has a button for each filter, and lets all of them be worded anew', () => {
    const filters = [
      { field: 'city', label: 'Lyon' },
      { field: 'amount', label: '> 5 000 €' },
    ] as const;
    const { look, pressed } = lookOf('fr', { filters });
    const card = answerCard(accountsAnswer(1), look);
    const [drops] = partsOf(card, 'actions');
    expect(drops?.actions.map(({ label }) => label)).to.deep.equal(['✕ Lyon', '✕ > 5 000 €']);
    expect(pressed).to.deep.include({ kind: 'refine', by: { add: [], drop: ['amount'] } });
    expect(pressed).to.deep.include({ kind: 'change-filters', fields: ['city', 'amount'] });
    const [change] = partsOf(card, 'section');
    const inputs = change?.parts.flatMap((part) => (part.part === 'inputs' ? part.inputs : []));
    expect(inputs?.map(({ id, value }) => [id, value])).to.deep.equal([
      ['filter-city', 'Lyon'],
      ['filter-amount', '> 5 000 €'],
    ]);
  });

  it('draws ages for each currency apart, and groups as a line, a share or bars', () => {
    const ageing = ['EUR', 'GBP'].flatMap((currency) =>
      buckets.map((bucket, index) => ({ bucket, money: { minor: index * 1_050, currency } })),
    );
    const aged = partsOf(answerCard(answerOf({ ageing }), lookOf('fr').look), 'chart');
    expect(aged.map(({ chart }) => chart.title)).to.deep.equal(['Ouvert par âge, EUR', 'Ouvert par âge, GBP']);
    expect(aged[0]?.chart.points[2]).to.deep.equal({ label: 'bucket 31-60 fr', value: 21, shown: '21,00\u00a0€' });
    const grouped = (
      groupBy: StaffAnswer['query']['groupBy'],
      minors: readonly number[],
      count = minors.length,
    ): string | undefined => {
      const rows = minors.map((minor, index): readonly Cell[] => [
        { kind: 'text', text: `g${index}` },
        { kind: 'money', money: eur(minor) },
      ]);
      const columns = [{ key: 'group', kind: 'text' } as const, { key: 'open', kind: 'money' } as const];
      const answer = answerOf({ rows, columns, count, query: { ...query, groupBy } });
      return partsOf(answerCard(answer, lookOf('fr').look), 'chart')[0]?.chart.kind;
    };
    expect(grouped('month', [1, 2, 3])).to.equal('line');
    expect(grouped('segment', [1, 2, 3])).to.equal('share');
    expect(grouped('segment', [1, -2, 3])).to.equal('bars');
    expect(grouped('city', [1, 2, 3], 40)).to.equal('bars');
    expect(grouped('segment', [1])).to.equal(undefined);
  });

  it('says that nothing matches, and offers no export of nothing', () => {
    const card = answerCard(answerOf(), lookOf('en').look);
    expect(card.headline).to.deep.equal({ value: '0', label: 'results' });
    expect(partsOf(card, 'text').at(-1)?.text).to.equal('Nothing matches this question.');
    expect(card.actions).to.deep.equal([]);
  });

  it('is a card that Teams takes, whatever is answered, and the same figures as text', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 40 }),
        fc.maxSafeInteger(),
        fc.constantFrom(...languages),
        (names, minor, language) => {
          const base = accountsAnswer(names.length);
          const rows = base.rows.map(([, ...rest], index): StaffAnswer['rows'][number] => [
            { kind: 'account', debtorId: 'd', reference: 'r', name: names[index] ?? '' },
            ...rest,
          ]);
          const totals = [{ key: 'overdue', cell: { kind: 'money', money: eur(minor) } as const }];
          const card = answerCard({ ...base, rows, totals }, lookOf(language).look);
          const drawn = adaptiveCard(card, language);
          expect(cardProblems(drawn)).to.deep.equal([]);
          expect(Buffer.byteLength(JSON.stringify(drawn))).to.be.at.most(28_000);
          expect(cardText(card, language)).to.include(card.headline?.value ?? 'none');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the dashboard', () => {
  it('is one card of what is open by age, promised, disputed, planned, the largest and whom to call', () => {
    const { look, pressed } = lookOf('fr');
    const ageing = buckets.map((bucket, index) => ({ bucket, money: eur(100_000 * (index + 1)) }));
    const total = (key: string, minor: number): StaffAnswer =>
      answerOf({ totals: [{ key, cell: { kind: 'money', money: eur(minor) } }] });
    const card = dashboardCard(
      {
        ...{ ageing: answerOf({ ageing }), overdue: total('overdue', 1_400_000), promised: total('promised', 5_000) },
        ...{
          disputed: total('disputed', 700),
          planned: answerOf(),
          largest: accountsAnswer(9),
          first: accountsAnswer(5),
        },
      },
      look,
    );
    expect(spaces(card.headline?.value ?? '')).to.equal('15 000,00 €');
    expect(partsOf(card, 'facts')[0]?.facts.map(({ value }) => spaces(value))).to.deep.equal([
      '14 000,00 €',
      '50,00 €',
      '7,00 €',
      '—',
    ]);
    expect(partsOf(card, 'section').map(({ title }) => title)).to.deep.equal([
      'Les plus gros retards',
      'À appeler en premier',
    ]);
    expect(pressed).to.have.length(10);
    const drawn = adaptiveCard(card, 'fr');
    expect(cardProblems(drawn)).to.deep.equal([]);
    expect(Buffer.byteLength(JSON.stringify(drawn))).to.be.at.most(28_000);
  });
});
