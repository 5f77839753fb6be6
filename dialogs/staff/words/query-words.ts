import { type Language } from '../../../domain/language.ts';
import { type Filter, type Measure, type Order, type StaffQuery } from '../../../domain/staff/query.ts';
import { filterWords } from './filter-words.ts';
import { asOfWords } from './period-words.ts';
import { countTexts, groupTexts, measureTexts, orderTexts } from './query-texts.ts';
import { dayCountWords } from './range-words.ts';
import { staffSpaces } from './typography.ts';

/** A question in one line, and each of its conditions as its button shows it, in their order. */
export type QueryWords = {
  readonly line: string;
  readonly filters: readonly { readonly field: Filter['field']; readonly label: string }[];
};

const own: Partial<Readonly<Record<Measure, StaffQuery['groupBy']>>> = {
  ...{ accounts: 'account', lines: 'line', promises: 'promise', plans: 'plan', disputes: 'dispute', holds: 'hold' },
  ...{ stops: 'stop', tasks: 'task', priority: 'account' },
};
const ascends = new Set<Order['by']>(['name', 'date', 'group']);
const ranked = new Set<Measure>(['open', 'overdue', 'disputed', 'promised', 'planned', 'collected', 'invoiced']);

function isLateness(filter: Filter): filter is Extract<Filter, { field: 'days-overdue' }> {
  return filter.field === 'days-overdue';
}

/** "Overdue > 60 days": lateness is said of what is overdue, and else as a condition of its own. */
function lateness(query: StaffQuery, language: Language): string {
  const filter = query.measure === 'overdue' ? query.filters.find(isLateness) : undefined;
  if (filter === undefined) return '';
  const words = dayCountWords(filter.range, language);
  if (language === 'en') return ` ${words}`;
  return /^(?:au|exactement)/.test(words) ? ` d’${words}` : ` de ${words}`;
}

function heading(query: StaffQuery, language: Language): string {
  const { measure, groupBy, limit, order } = query;
  const isCounted = groupBy !== own[measure];
  const named = (isCounted ? countTexts[language][measure] : undefined) ?? measureTexts[language][measure];
  // Accounts that are ranked by amount are what people expect of an amount, and need no word.
  const isPlain = groupBy === null || !isCounted || (groupBy === 'account' && isByAmount(order) && ranked.has(measure));
  const group = isPlain ? '' : ` ${groupTexts[language][groupBy]}`;
  if (measure !== 'concentration' || limit === null) return named + lateness(query, language) + group;
  return (language === 'fr' ? `Part des ${limit} plus gros` : `Share of the ${limit} largest`) + group;
}

function isByAmount(order: Order | null): boolean {
  return order?.by === 'amount' && order.descending;
}

function orderWords({ by, descending }: Order, language: Language): string {
  const words = orderTexts[language][by];
  if (descending !== ascends.has(by)) return words;
  const directions = { fr: ['croissant', 'décroissant'], en: ['ascending', 'descending'] } as const;
  return `${words} ${directions[language][descending ? 1 : 0]}`;
}

function rest({ measure, order, limit, offset, asOf }: StaffQuery, language: Language): readonly string[] {
  const isFrench = language === 'fr';
  return [
    ...(order === null ? [] : [orderWords(order, language)]),
    ...(limit === null || measure === 'concentration' ? [] : [isFrench ? `${limit} premiers` : `first ${limit}`]),
    ...(offset === 0 ? [] : [isFrench ? `à partir du rang ${offset + 1}` : `from row ${offset + 1}`]),
    ...(asOf === null ? [] : [asOfWords(asOf, language)]),
  ];
}

/** A question as it was understood, in the reader's language; typed again, the line is the same question. */
export function queryWords(query: StaffQuery, language: Language): QueryWords {
  const labelled = query.filters.map((filter) => {
    const label = staffSpaces(filterWords(filter, language, query.measure), language);
    return { field: filter.field, label };
  });
  const isSaid = query.measure === 'overdue';
  const said = labelled.filter(({ field }) => !(isSaid && field === 'days-overdue')).map(({ label }) => label);
  const line = [heading(query, language), ...said, ...rest(query, language)].join(', ');
  return { line: staffSpaces(line, language), filters: labelled };
}
