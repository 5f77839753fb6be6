import { type Card, type CardAction, type CardPart } from '../../../domain/card.ts';
import { formatShortDate } from '../../../domain/format.ts';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Filter } from '../../../domain/staff/query.ts';
import { say } from '../../messages/wording.ts';
import { ageingCharts, groupChart } from './answer-chart.ts';
import { answerTable } from './answer-table.ts';
import { cardTexts } from './card-texts.ts';
import { type CellLook, cellText, formatCount, formatInstant } from './cell-text.ts';
import { filterInput, type PressId } from './staff-press.ts';

/** Rows of one page. */
export const pageRows = 10;

/** How an answer is shown: the question in one line, its filters in words, and the ids of its buttons. */
export type AnswerLook = CellLook & {
  readonly line: string;
  readonly filters: readonly { readonly field: Filter['field']; readonly label: string }[];
  readonly press: PressId;
};

/** The first total of the whole selection, with its other currencies; how many there are where nothing was summed. */
function headlineOf({ totals, count }: StaffAnswer, look: AnswerLook): NonNullable<Card['headline']> {
  const [first] = totals;
  const { language } = look;
  if (first === undefined)
    return { value: formatCount(count, language), label: say(cardTexts, 'results', language, { count }) };
  const same = totals.filter(({ key }) => key === first.key);
  return {
    value: same.map(({ cell }) => cellText(cell, look)).join(' + '),
    label: look.words.column(first.key, language),
  };
}

/** The other totals, each in its currencies. */
function totalsPart({ totals }: StaffAnswer, look: AnswerLook): readonly CardPart[] {
  const others = [...Map.groupBy(totals, ({ key }) => key)].slice(1);
  if (others.length === 0) return [];
  const facts = others.map(([key, cells]) => ({
    label: look.words.column(key, look.language),
    value: cells.map(({ cell }) => cellText(cell, look)).join(' + '),
  }));
  return [{ part: 'facts', facts }];
}

function chartParts(answer: StaffAnswer, look: AnswerLook): readonly CardPart[] {
  const { language } = look;
  const title = (currency: string | null): string =>
    currency === null ? say(cardTexts, 'ageing', language) : say(cardTexts, 'ageingIn', language, { currency });
  const groups = groupChart(answer, look.line, look);
  const charts = [...ageingCharts(answer.ageing, title, look), ...(groups === null ? [] : [groups])];
  return charts.map((chart) => ({ part: 'chart', chart }));
}

/** What the table shows of the whole; a single figure has no table. */
function tableParts(answer: StaffAnswer, look: AnswerLook): readonly CardPart[] {
  const { rows, count, query } = answer;
  if (query.groupBy === null && rows.length === 0) return [];
  if (rows.length === 0) return [{ part: 'text', text: say(cardTexts, 'none', look.language) }];
  const shown = Math.min(rows.length, pageRows);
  const place = { from: query.offset + 1, to: query.offset + shown, count };
  const line: CardPart = { part: 'text', weight: 'subtle', text: say(cardTexts, 'page', look.language, place) };
  return [answerTable(answer, look, pageRows), ...(count > shown ? [line] : [])];
}

/** Each filter can be dropped, and all of them be worded anew. */
function filterParts({ filters, language, press }: AnswerLook): readonly CardPart[] {
  if (filters.length === 0) return [];
  const drops = filters.map(({ field, label }): CardAction => ({
    ...{ kind: 'press', label: say(cardTexts, 'drop', language, { label }) },
    id: press({ kind: 'refine', by: { add: [], drop: [field] } }),
  }));
  const inputs = filters.map(({ field, label }) => ({
    ...({ id: filterInput(field), label, kind: 'text', required: false, value: label } as const),
  }));
  const change: CardAction = {
    ...{ kind: 'press', label: say(cardTexts, 'changeNow', language), inputs: true },
    id: press({ kind: 'change-filters', fields: filters.map(({ field }) => field) }),
  };
  const parts: readonly CardPart[] = [
    { part: 'inputs', inputs },
    { part: 'actions', actions: [change] },
  ];
  return [
    { part: 'actions', actions: drops },
    { part: 'section', title: say(cardTexts, 'change', language), folded: true, parts },
  ];
}

function pageActions({ query, rows, count }: StaffAnswer, { language, press }: AnswerLook): readonly CardAction[] {
  const after = count - query.offset - Math.min(rows.length, pageRows);
  const turn = (to: 'next' | 'previous', left: number): CardAction => ({
    ...{ kind: 'press', id: press({ kind: 'page', to }) },
    label: say(cardTexts, to, language, { count: Math.min(left, pageRows) }),
  });
  return [
    ...(after > 0 && rows.length > 0 ? [turn('next', after)] : []),
    ...(query.offset > 0 ? [turn('previous', query.offset)] : []),
  ];
}

function exportActions({ rows }: StaffAnswer, { language, press }: AnswerLook): readonly CardAction[] {
  if (rows.length === 0) return [];
  return (['csv', 'xlsx'] as const).map((format) => ({
    ...{ kind: 'press', id: press({ kind: 'export', format }) },
    label: say(cardTexts, format, language),
  }));
}

/** Of which day the answer is, and since when the accounts are known. */
export function momentText({ asOf, importedAt }: Pick<StaffAnswer, 'asOf' | 'importedAt'>, look: CellLook): string {
  const { language } = look;
  const day = say(cardTexts, 'asOf', language, { day: formatShortDate(asOf) });
  if (importedAt === null) return day;
  return `${day}, ${say(cardTexts, 'imported', language, { at: formatInstant(importedAt, look.zone) })}`;
}

/**
 * An answer as a card: its first total as a headline, a picture where one says more, ten rows that open their accounts, each filter
 * to drop or change, pages and exports. Every figure is the answer's own.
 */
export function answerCard(answer: StaffAnswer, look: AnswerLook): Card {
  return {
    title: look.line,
    headline: headlineOf(answer, look),
    parts: [
      { part: 'text', weight: 'subtle', text: momentText(answer, look) },
      ...filterParts(look),
      ...totalsPart(answer, look),
      ...chartParts(answer, look),
      ...tableParts(answer, look),
    ],
    actions: [...pageActions(answer, look), ...exportActions(answer, look)],
  };
}
