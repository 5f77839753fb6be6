import { expect } from 'chai';
import fc from 'fast-check';
import { adaptiveCard } from '../../../channels/bot-framework/adaptive-card.ts';
import { cardText } from '../../../channels/text/card-text.ts';
import { type Card, type CardAction, type CardPart } from '../../../domain/card.ts';
import { type Language, languages } from '../../../domain/language.ts';
import { allOf, cardProblems, textsOf, withoutCharts } from './card-schema.ts';

const press = (id: string, label = id): CardAction => ({ kind: 'press', id, label });
const cardOf = (parts: readonly CardPart[], more: Partial<Card> = {}): Card => ({
  ...{ title: 'Encours échu', parts, actions: [] },
  ...more,
});
const rowsOf = (count: number, width = 20): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, index) => [`Client ${index} ${'x'.repeat(width)}`, '1 234,56 €']);
const table = (rows: readonly (readonly string[])[], actions?: readonly (CardAction | null)[]): CardPart => ({
  ...{ part: 'table', header: ['Compte', 'Échu'], numeric: [1], rows },
  ...(actions === undefined ? {} : { press: actions }),
});
const bytes = (drawn: unknown): number => Buffer.byteLength(JSON.stringify(drawn));

/** How many rows the notes of a card say were left out. */
const leftOut = (drawn: unknown): number =>
  textsOf(drawn)
    .flatMap((text) => [...text.matchAll(/… (?:et encore|and) (\d+) (?:more )?(?:lignes?|rows?)/g)])
    .reduce((sum, [, count]) => sum + Number(count), 0);

describe('a card for Teams', () => {
  it('is Adaptive Card 1.5 with a heading, a headline, a table with headers and actions that both clients know', () => {
    const drawn = adaptiveCard(
      cardOf([table(rowsOf(2), [press('open-1', 'Ouvrir'), null])], {
        headline: { value: '12 345,67 €', label: 'Échu' },
        actions: [
          { kind: 'press', id: 'next', label: 'Suivant', inputs: true, style: 'positive' },
          { kind: 'open', url: 'https://a.b/f/x', label: 'CSV' },
        ],
      }),
      'fr',
    );
    expect(cardProblems(drawn)).to.deep.equal([]);
    expect(drawn).to.include({ type: 'AdaptiveCard', version: '1.5', lang: 'fr' });
    expect(textsOf(drawn)).to.include.members(['Encours échu', '12 345,67\u00a0€', 'Compte', '1 234,56\u00a0€']);
    const [next, open] = drawn['actions'] as readonly Record<string, unknown>[];
    expect(next).to.deep.include({ type: 'Action.Execute', verb: 'press', data: { press: 'next' }, style: 'positive' });
    expect(next?.['associatedInputs']).to.equal('auto');
    expect(next?.['fallback']).to.deep.include({ type: 'Action.Submit', data: { press: 'next' } });
    expect(open).to.deep.equal({ type: 'Action.OpenUrl', title: 'CSV', url: 'https://a.b/f/x' });
    const linked = allOf(drawn, 'TextRun').map(({ selectAction }) => selectAction as Record<string, unknown>);
    expect(linked.map(({ data }) => data)).to.deep.equal([{ press: 'open-1' }]);
  });

  it('shows six buttons at most, the rest behind "more", and drops none', () => {
    const many = Array.from({ length: 11 }, (_, index) => press(`b${index}`));
    const beside: CardPart = { part: 'actions', actions: many.slice(0, 5) };
    for (const parts of [[], [beside], [beside, beside], [beside, beside, beside, beside]]) {
      const drawn = adaptiveCard(cardOf(parts, { actions: many }), 'en');
      const all = allOf(drawn, 'Action.Execute');
      expect(all).to.have.length(11 + 5 * parts.length);
      expect(all.filter(({ mode }) => mode !== 'secondary').length).to.be.within(3, 6);
      expect((drawn['actions'] as readonly { mode?: string }[])[0]?.mode).to.equal(undefined);
    }
  });

  it('shows a name letter by letter, whatever it looks like', () => {
    const names = [
      '**Durand** & Fils',
      '[payez ici](https://evil.example)',
      '{{DATE(2026-12-01T00:00:00Z,SHORT)}} SARL',
      '# Titre',
      '1. Premier',
      '- tiret',
      '${name} _x_',
      '&lt;b&gt;',
      'Gauche\u202edroite',
    ];
    for (const name of names) {
      const parts: CardPart[] = [
        { part: 'text', text: name },
        { part: 'facts', facts: [{ label: 'Client', value: name }] },
        table([[name, name]], [press('p', name)]),
        { part: 'section', title: name, folded: true, parts: [{ part: 'text', text: name, weight: 'strong' }] },
        { part: 'chart', chart: { kind: 'bars', title: name, points: [{ label: name, value: 1, shown: name }] } },
      ];
      const drawn = adaptiveCard(cardOf(parts, { title: name, actions: [press('q', name)] }), 'fr');
      expect(cardProblems(drawn)).to.deep.equal([]);
      expect(JSON.stringify(drawn)).not.to.match(/\{\{|\$\{|\u202e/);
      const marked = /[*_[\]]|^#|^\d\.|^-\s|&lt;/;
      expect(
        [...allOf(drawn, 'TextBlock'), ...allOf(drawn, 'FactSet')].filter((of) => marked.test(textsOf(of).join('\n'))),
      ).to.deep.equal([]);
      const visible = name.replace(/\u202e/g, '');
      expect(textsOf(drawn).filter((text) => text.replaceAll('\u200b', '') === visible).length).to.be.at.least(7);
    }
  });

  it('draws each chart with the same figures beside it for who has no charts', () => {
    const points = [
      { label: 'Non échu', value: 10.5, shown: '10,50 €' },
      { label: '1–30', value: 3, shown: '3,00 €' },
    ];
    for (const [kind, type] of [
      ['bars', 'Chart.VerticalBar'],
      ['line', 'Chart.Line'],
      ['share', 'Chart.Donut'],
    ] as const) {
      const drawn = adaptiveCard(cardOf([{ part: 'chart', chart: { kind, title: 'Balance âgée', points } }]), 'fr');
      expect(cardProblems(drawn)).to.deep.equal([]);
      expect(allOf(drawn, type)).to.have.length(1);
      const fallen = withoutCharts(drawn);
      expect(cardProblems(fallen)).to.deep.equal([]);
      expect(allOf(fallen, type)).to.have.length(0);
      expect(textsOf(fallen)).to.include.members(['Balance âgée', 'Non échu', '10,50\u00a0€', '1–30', '3,00\u00a0€']);
    }
    const long = points.map((point) => ({ ...point, label: `${point.label} des factures` }));
    const lying = adaptiveCard(cardOf([{ part: 'chart', chart: { kind: 'bars', title: 't', points: long } }]), 'fr');
    expect(allOf(lying, 'Chart.HorizontalBar')).to.have.length(1);
    const below = [...points, { label: 'Avoirs', value: -2, shown: '-2,00 €' }];
    const whole = adaptiveCard(cardOf([{ part: 'chart', chart: { kind: 'share', title: 't', points: below } }]), 'fr');
    expect(allOf(whole, 'Chart.Donut')).to.have.length(0);
  });

  it('asks with labels, and says which field is missing', () => {
    const drawn = adaptiveCard(
      cardOf([
        {
          part: 'inputs',
          inputs: [
            { id: 'note', label: 'Note', kind: 'long-text', required: true },
            { id: 'on', label: 'Date', kind: 'date', required: true, value: '2026-12-01' },
            { id: 'amount', label: 'Montant', kind: 'number', required: false, value: '12.5' },
            { id: 'why', label: 'Motif', kind: 'choice', required: true, choices: [{ id: 'a', label: 'Autre' }] },
          ],
        },
      ]),
      'fr',
    );
    expect(cardProblems(drawn)).to.deep.equal([]);
    const [text] = allOf(drawn, 'Input.Text');
    expect(text).to.include({ label: 'Note', isRequired: true, errorMessage: 'À remplir : Note', isMultiline: true });
    expect(allOf(drawn, 'Input.Number')[0]).to.include({ value: 12.5, isRequired: false });
  });

  it('leaves rows out where a card would be too large, and says how many', () => {
    for (const count of [10, 500, 20_000]) {
      const drawn = adaptiveCard(cardOf([table(rowsOf(count))]), 'fr');
      expect(bytes(drawn)).to.be.at.most(28_000);
      const shown = allOf(drawn, 'TableRow').length - 1;
      expect(shown + leftOut(drawn)).to.equal(count);
      if (count === 10) expect(shown).to.equal(10);
    }
  });

  it('never exceeds what Teams takes, and never cuts in silence', () => {
    const text = fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3_000 }) },
    );
    const action = fc.record({ kind: fc.constant('press' as const), id: fc.uuid(), label: text });
    const columns = fc.integer({ min: 1, max: 8 });
    const tables = columns.chain((width) => {
      const line = fc.array(text, { minLength: width, maxLength: width });
      return fc.record({
        part: fc.constant('table' as const),
        header: line,
        rows: fc.array(line, { maxLength: 60 }),
        numeric: fc.constant([]),
      });
    });
    const point = fc.record({ label: text, value: fc.double({ noNaN: true, noDefaultInfinity: true }), shown: text });
    const chart = fc.record({
      kind: fc.constantFrom('bars' as const, 'line' as const, 'share' as const),
      title: text,
      points: fc.array(point, { maxLength: 60 }),
    });
    const parts = fc.oneof(
      tables,
      fc.record({ part: fc.constant('text' as const), text }),
      fc.record({
        part: fc.constant('facts' as const),
        facts: fc.array(fc.record({ label: text, value: text }), { maxLength: 40 }),
      }),
      fc.record({ part: fc.constant('chart' as const), chart }),
      fc.record({ part: fc.constant('actions' as const), actions: fc.array(action, { maxLength: 9 }) }),
    );
    const section = fc.record({
      part: fc.constant('section' as const),
      title: text,
      folded: fc.boolean(),
      parts: fc.array(parts, { maxLength: 4 }),
    });
    const cards = fc.record({
      title: text,
      headline: fc.record({ value: text, label: text }),
      parts: fc.array(fc.oneof(parts, section), { maxLength: 8 }),
      actions: fc.array(action, { maxLength: 20 }),
    });
    fc.assert(
      fc.property(cards, fc.constantFrom<Language>(...languages), (card, language) => {
        const drawn = adaptiveCard(card, language);
        expect(bytes(drawn)).to.be.at.most(28_000);
        expect(cardProblems(drawn)).to.deep.equal([]);
        const said = JSON.stringify(drawn);
        const isWhole = !said.includes('…');
        const flat = card.parts.flatMap((part): readonly CardPart[] => (part.part === 'section' ? part.parts : [part]));
        const tables = flat.filter((part) => part.part === 'table');
        const rows = tables.reduce((sum, part) => sum + part.rows.length, 0);
        const charts = flat.filter((part) => part.part === 'chart');
        const points = charts.reduce((sum, part) => sum + part.chart.points.length, 0);
        // Without a word of something missing, everything is there: rows, points (with their header) and buttons.
        if (isWhole) {
          const factRows = allOf(drawn, 'Table').filter(({ firstRowAsHeaders }) => firstRowAsHeaders === false);
          const asFacts = factRows.reduce((sum, of) => sum + (of['rows'] as readonly unknown[]).length, 0);
          expect(allOf(drawn, 'TableRow').length - asFacts).to.equal(rows + tables.length + points + charts.length);
          const buttons = flat.reduce(
            (sum, part) => sum + (part.part === 'actions' ? part.actions.length : 0),
            card.actions.length,
          );
          expect(allOf(drawn, 'Action.Execute')).to.have.length(buttons);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a card as text', () => {
  it('says all the figures of the card, folded or not', () => {
    const card = cardOf(
      [
        { part: 'facts', facts: [{ label: 'Ouvert', value: '10,00 €' }] },
        table([['Durand', '10,00 €']]),
        { part: 'section', title: 'Factures', folded: true, parts: [{ part: 'text', text: 'F-1 : 10,00 €' }] },
        { part: 'chart', chart: { kind: 'share', title: 'Part', points: [{ label: 'A', value: 1, shown: '100 %' }] } },
        { part: 'inputs', inputs: [{ id: 'n', label: 'Note', kind: 'text', required: true }] },
      ],
      {
        headline: { value: '10,00 €', label: 'Échu' },
        actions: [press('x', 'Suivant'), { kind: 'open', url: 'https://a/b', label: 'CSV' }],
      },
    );
    expect(cardText(card, 'fr').split('\n')).to.deep.equal([
      'Encours échu',
      'Échu : 10,00 €',
      'Ouvert : 10,00 €',
      '- Durand · Échu : 10,00 €',
      '',
      'FACTURES',
      'F-1 : 10,00 €',
      'Part',
      '- A : 100 %',
      '? Note (à remplir) :',
      '',
      '> Suivant',
      '> CSV : https://a/b',
    ]);
    expect(cardText(card, 'en')).to.include('Échu: 10,00 €');
  });

  it('in French ends no line before a double sign, whoever wrote the words, and sends back what it was given', () => {
    const said = 'Client : « où en est ma facture ? » Oui ! 50 % ; 20 €';
    const input = { id: 'n', label: 'Note :', kind: 'text', required: false, value: 'vu : oui' } as const;
    const card = cardOf(
      [
        { part: 'text', text: said },
        { part: 'section', title: 'Échanges :', parts: [{ part: 'text', text: said }], folded: false },
        { part: 'facts', facts: [{ label: 'Pourquoi ?', value: said }] },
        table([[said, '1 €']], [press('open : 1', 'Ouvrir !')]),
        { part: 'inputs', inputs: [input] },
      ],
      { title: 'Écrit : quoi ?', actions: [press('a : b', 'Prendre !')] },
    );
    const french = JSON.stringify(adaptiveCard(card, 'fr'));
    const ids = /"(?:press|value|id)":"(?:open : 1|a : b|vu : oui)"/g;
    expect(french.match(ids)).to.have.length(5);
    expect(french.replace(ids, '')).not.to.match(/ [:;!?»%€]|« /);
    expect(JSON.stringify(adaptiveCard(card, 'en'))).to.include(said);
  });
});
