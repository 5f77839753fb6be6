import { type Instant } from '../../../domain/calendar.ts';
import { formatMoney, formatShortDate } from '../../../domain/format.ts';
import { type Language, localeOf } from '../../../domain/language.ts';
import { type Cell } from '../../../domain/staff/answer.ts';
import { type CellWords } from '../../../domain/staff/cell-words.ts';

export type CellLook = { readonly language: Language; readonly words: CellWords; readonly zone: string };

const none = '—';

/** A day and an hour as people of that zone read them: `01/12/2026 09:05`. */
export function formatInstant(at: Instant, zone: string): string {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('fr-FR', options).format(new Date(at));
}

/** A share with one decimal; of nothing there is none. */
function formatShare(numerator: number, denominator: number, language: Language): string {
  if (denominator === 0) return none;
  const options = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(localeOf(language), options)
    .format(numerator / denominator)
    .replace(/\u202f/g, '\u00a0');
}

/** How many, with the language's groups of thousands. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(count).replace(/\u202f/g, '\u00a0');
}

/** One value of an answer in words. */
export function cellText(cell: Cell | null, { language, words, zone }: CellLook): string {
  if (cell === null) return none;
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'code':
      return words.code(cell.of, cell.code, language);
    case 'money':
      return formatMoney(cell.money, language);
    case 'count':
      return formatCount(cell.count, language);
    case 'days':
      return `${formatCount(cell.days, language)}\u00a0${language === 'fr' ? 'j' : 'd'}`;
    case 'share':
      return formatShare(cell.numerator, cell.denominator, language);
    case 'date':
      return formatShortDate(cell.date);
    case 'instant':
      return formatInstant(cell.at, zone);
    case 'account':
      return `${cell.name} (${cell.reference})`;
  }
}
