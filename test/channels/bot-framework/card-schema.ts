import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

const strict = (type: string, shape: z.ZodRawShape): z.ZodType => z.strictObject({ type: z.literal(type), ...shape });
const text = z.string();
const flag = z.boolean().optional();
const placing = {
  id: text.optional(),
  isVisible: flag,
  separator: flag,
  spacing: z.enum(['None', 'Small']).optional(),
};
const looks = {
  size: z.enum(['Small', 'Medium', 'Large', 'ExtraLarge']).optional(),
  weight: z.literal('Bolder').optional(),
  isSubtle: flag,
};

const data = z.strictObject({ press: text.min(1) });
const actionShape = {
  title: text,
  mode: z.literal('secondary').optional(),
  style: z.enum(['positive', 'destructive']).optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
};
const submit = strict('Action.Submit', { ...actionShape, data });
const execute = strict('Action.Execute', { ...actionShape, verb: z.literal('press'), data, fallback: submit });
const openUrl = strict('Action.OpenUrl', { ...actionShape, url: text });
const toggle = strict('Action.ToggleVisibility', { title: text, targetElements: z.array(text).min(1) });
const action = z.union([execute, openUrl]);

const textBlock = strict('TextBlock', {
  ...{ text, wrap: flag, ...looks, ...placing, color: z.literal('Accent').optional() },
  style: z.enum(['heading', 'columnHeader']).optional(),
});
const textRun = strict('TextRun', { text, ...looks, selectAction: action.optional() });
const richText = strict('RichTextBlock', { inlines: z.array(z.union([text, textRun])).min(1), ...placing });
const label = z.union([textBlock, richText]);
const cell = strict('TableCell', { items: z.array(label) });
const row = strict('TableRow', { cells: z.array(cell) });
const column = z.strictObject({
  width: z.number().positive(),
  horizontalCellContentAlignment: z.literal('Right').optional(),
});
const table = strict('Table', {
  columns: z.array(column),
  rows: z.array(row),
  firstRowAsHeaders: z.boolean(),
  showGridLines: flag,
});
const facts = strict('FactSet', { facts: z.array(z.strictObject({ title: text, value: text })).min(1) });

const bar = z.array(z.strictObject({ x: text, y: z.number() }));
const chartShape = { title: text, fallback: table };
const charts = [
  strict('Chart.VerticalBar', { ...chartShape, data: bar, showBarValues: flag }),
  strict('Chart.HorizontalBar', { ...chartShape, data: bar, displayMode: text }),
  strict('Chart.Line', { ...chartShape, data: z.array(z.strictObject({ legend: text, values: bar })) }),
  strict('Chart.Donut', { ...chartShape, data: z.array(z.strictObject({ legend: text, value: z.number() })) }),
] as const;

const asked = { id: text.min(1), label: text, isRequired: z.boolean(), errorMessage: text.optional() };
const inputs = [
  strict('Input.Text', { ...asked, value: text.optional(), isMultiline: z.boolean(), maxLength: z.number() }),
  strict('Input.Date', { ...asked, value: text.optional() }),
  strict('Input.Number', { ...asked, value: z.number().optional() }),
  strict('Input.ChoiceSet', {
    ...{ ...asked, value: text.optional(), style: z.literal('compact') },
    choices: z.array(z.strictObject({ title: text, value: text })),
  }),
] as const;

const actionSet = strict('ActionSet', { actions: z.array(action).min(1) });
const columnSet = strict('ColumnSet', {
  ...{ ...placing, selectAction: toggle },
  columns: z.array(strict('Column', { width: z.enum(['auto', 'stretch']), items: z.array(label) })),
});
const element: z.ZodType = z.lazy(() =>
  z.union([label, table, facts, actionSet, columnSet, container, ...charts, ...inputs]),
);
const container: z.ZodType = z.lazy(() => strict('Container', { ...placing, items: z.array(element) }));

const card = strict('AdaptiveCard', {
  ...{ $schema: text, version: z.literal('1.5'), lang: z.enum(['fr', 'en']), speak: text, fallbackText: text },
  ...{
    msteams: z.strictObject({ width: z.literal('Full') }),
    body: z.array(element),
    actions: z.array(action).optional(),
  },
});

/** Every object of that type, wherever it is in a card; fallbacks of actions apart. */
export function allOf(drawn: unknown, type: string): readonly Json[] {
  if (typeof drawn !== 'object' || drawn === null) return [];
  const own = 'type' in drawn && drawn.type === type ? [drawn as Json] : [];
  return [...own, ...Object.values(drawn).flatMap((part) => allOf(part, type))];
}

/** Every text that a person would read. */
export function textsOf(drawn: unknown): readonly string[] {
  if (Array.isArray(drawn)) return drawn.flatMap((part) => (typeof part === 'string' ? [part] : textsOf(part)));
  if (typeof drawn !== 'object' || drawn === null) return [];
  return Object.entries(drawn).flatMap(([key, value]) =>
    typeof value !== 'string' ? textsOf(value) : ['text', 'title', 'value', 'label'].includes(key) ? [value] : [],
  );
}

/** The card as it is drawn where there are no charts: each in the form of its fallback. */
export function withoutCharts(drawn: Json): Json {
  const replaced = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(replaced);
    if (typeof part !== 'object' || part === null) return part;
    if ('type' in part && String(part.type).startsWith('Chart.') && 'fallback' in part) return replaced(part.fallback);
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replaced(value)]));
  };
  return replaced(drawn) as Json;
}

/** What Teams would not know of a card: other elements, properties or values than those it documents; ids that are there twice. */
export function cardProblems(drawn: Json): readonly string[] {
  const read = card.safeParse(drawn);
  const ids: readonly string[] = JSON.stringify(drawn).match(/"id":"[^"]*"/g) ?? [];
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `twice: ${id}`);
  return [...(read.success ? [] : [z.prettifyError(read.error).slice(0, 2_000)]), ...twice];
}
