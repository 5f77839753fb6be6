import { type DueLine, type Invoice } from '../domain/account.ts';
import { formatMoney, formatShortDate } from '../domain/format.ts';
import { type Language } from '../domain/language.ts';
import { type Money } from '../domain/money.ts';
import { type Column } from './table.ts';
import { wording } from './wording.ts';

/** A due line of an invoice, and the amount of it that an agreement speaks of. */
export type CoveredLine = { readonly invoice: Invoice; readonly line: DueLine; readonly amount: Money };

/** The columns of a table of covered lines. */
export function coveredColumns(language: Language): readonly Column[] {
  const { column } = wording[language];
  return [
    { title: column.invoice, share: 34, align: 'left' },
    { title: column.issued, share: 20, align: 'left' },
    { title: column.due, share: 20, align: 'left' },
    { title: column.amount, share: 26, align: 'right' },
  ];
}

/** A covered line as the cells of that table. */
export function coveredRow({ invoice, line, amount }: CoveredLine, language: Language): string[] {
  return [invoice.number, formatShortDate(invoice.issued), formatShortDate(line.due), formatMoney(amount, language)];
}
