import { type CardAction, type CardInput, type CardPart } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { buttons, selectAction } from './adaptive-card-actions.ts';
import { chartElement } from './adaptive-card-chart.ts';
import { type Element, isPlain, literal, textElement } from './adaptive-card-text.ts';

/** `id` is of the part in its card; `seen` how many buttons of a group beside text are in sight. */
export type Drawing = { readonly language: Language; readonly id: string; readonly seen: number };

type Table = Extract<CardPart, { part: 'table' }>;

const words = {
  fr: { missing: (label: string) => `À remplir : ${label}`, value: 'Valeur' },
  en: { missing: (label: string) => `Please fill in: ${label}`, value: 'Value' },
} as const;

/** In letters: the longest word that a column is made wide for, and what is around the words of a cell. */
const widths = { most: 16, around: 3 } as const;
/** A heading is set bolder. */
const bolder = 1.2;

function longestWord(text: string): number {
  return Math.max(...text.split(/[\s-]/).map(({ length }) => length));
}

/** Shares of the width by the longest word that each column holds: words can go on in the next line, a figure that does cannot be read. */
function columnsOf({ header, rows, numeric }: Omit<Table, 'part'>): readonly Element[] {
  return header.map((title, index) => {
    const isNumeric = numeric.includes(index);
    const cells = rows.map((row) => row[index] ?? '').map((text) => (isNumeric ? text.length : longestWord(text)));
    const longest = Math.max(longestWord(title) * bolder, ...cells);
    const width = Math.ceil((isNumeric ? longest : Math.min(widths.most, longest)) + widths.around);
    return isNumeric ? { width, horizontalCellContentAlignment: 'Right' } : { width };
  });
}

/** Of a row that can be opened, the first cell is the link: a reader of screens meets it in its place, and so does the Tab key. */
function cellElement(text: string, press: CardAction | null): Element {
  if (press === null) return textElement(text);
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: literal(text === '' ? press.label : text), selectAction: selectAction(press) }],
  };
}

function row(cells: readonly Element[]): Element {
  return { type: 'TableRow', cells: cells.map((item) => ({ type: 'TableCell', items: [item] })) };
}

function tableElement(table: Omit<Table, 'part'>): Element {
  const { header, rows, press } = table;
  const titles = row(header.map((title) => textElement(title, { weight: 'Bolder', style: 'columnHeader' })));
  const body = rows.map((texts, at) =>
    row(header.map((_, index) => cellElement(texts[index] ?? '', index === 0 ? (press?.[at] ?? null) : null))),
  );
  return {
    ...{ type: 'Table', columns: columnsOf(table), firstRowAsHeaders: true, showGridLines: true },
    rows: [titles, ...body],
  };
}

function factsElement({ facts }: Extract<CardPart, { part: 'facts' }>): Element {
  if (facts.every(({ label, value }) => isPlain(label) && isPlain(value)))
    return {
      type: 'FactSet',
      facts: facts.map(({ label, value }) => ({ title: literal(label), value: literal(value) })),
    };
  const rows = facts.map(({ label, value }) => row([textElement(label, { weight: 'Bolder' }), textElement(value)]));
  return {
    ...{ type: 'Table', columns: [{ width: 2 }, { width: 3 }], firstRowAsHeaders: false, showGridLines: false },
    rows,
  };
}

function inputElement({ id, label, kind, required, value, choices = [] }: CardInput, language: Language): Element {
  const common = {
    ...{ id, label: literal(label), isRequired: required },
    ...(required ? { errorMessage: literal(words[language].missing(label)) } : {}),
    ...(value === undefined ? {} : { value: kind === 'number' ? Number(value) : value }),
  };
  if (kind === 'date') return { type: 'Input.Date', ...common };
  if (kind === 'number') return { type: 'Input.Number', ...common };
  if (kind === 'choice')
    return {
      ...{ type: 'Input.ChoiceSet', style: 'compact', ...common },
      choices: choices.map((choice) => ({ title: literal(choice.label), value: choice.id })),
    };
  return { type: 'Input.Text', ...common, isMultiline: kind === 'long-text', maxLength: 2000 };
}

/** A heading that opens and closes what is below it; it stays where it is, so that the keyboard does too. */
function foldedSection(title: string, items: readonly Element[], id: string): readonly Element[] {
  const mark = (text: string, name: string, isVisible: boolean): Element =>
    ({ type: 'TextBlock', text, id: `${id}-${name}`, isVisible, weight: 'Bolder', color: 'Accent' }) as const;
  const header = {
    ...{ type: 'ColumnSet', separator: true },
    selectAction: {
      ...{ type: 'Action.ToggleVisibility', title: literal(title) },
      targetElements: [`${id}-body`, `${id}-closed`, `${id}-open`],
    },
    columns: [
      { type: 'Column', width: 'auto', items: [mark('▸', 'closed', true), mark('▾', 'open', false)] },
      {
        type: 'Column',
        width: 'stretch',
        items: [textElement(title, { size: 'Medium', weight: 'Bolder', style: 'heading' })],
      },
    ],
  };
  return [header, { type: 'Container', id: `${id}-body`, isVisible: false, spacing: 'Small', items }];
}

/** The elements of one part, in their order. */
export function partElements(part: CardPart, drawing: Drawing): readonly Element[] {
  const { language, id, seen } = drawing;
  if (part.part === 'text')
    return [
      textElement(
        part.text,
        part.weight === 'strong' ? { weight: 'Bolder' } : part.weight === 'subtle' ? { isSubtle: true } : {},
      ),
    ];
  if (part.part === 'facts') return part.facts.length === 0 ? [] : [factsElement(part)];
  if (part.part === 'table') return [tableElement(part)];
  if (part.part === 'inputs') return part.inputs.map((input) => inputElement(input, language));
  if (part.part === 'actions') {
    const actions = buttons(part.actions, seen);
    return actions.length === 0 ? [] : [{ type: 'ActionSet', actions }];
  }
  if (part.part === 'chart') {
    const { title, points } = part.chart;
    const table = tableElement({
      ...{ header: [title, words[language].value], numeric: [1] },
      rows: points.map(({ label, shown }) => [label, shown]),
    });
    return [chartElement(part.chart, table)];
  }
  const items = part.parts.flatMap((inner, index) => partElements(inner, { ...drawing, id: `${id}-${index}` }));
  if (part.folded) return foldedSection(part.title, items, id);
  return [
    textElement(part.title, { size: 'Medium', weight: 'Bolder', style: 'heading' }, { separator: true }),
    ...items,
  ];
}
