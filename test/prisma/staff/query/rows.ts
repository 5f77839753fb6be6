import { type Cell, type StaffAnswer } from '../../../../domain/staff/answer.ts';

/** A cell in the shortest words. */
export function said(cell: Cell | null | undefined): string {
  if (cell === null || cell === undefined) return '-';
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'code':
      return cell.code;
    case 'money':
      return `${cell.money.minor} ${cell.money.currency}`;
    case 'count':
      return String(cell.count);
    case 'days':
      return String(cell.days);
    case 'share':
      return `${cell.numerator}/${cell.denominator}`;
    case 'date':
      return cell.date;
    case 'instant':
      return String(cell.at);
    case 'account':
      return cell.reference;
  }
}

export function column(answer: StaffAnswer, key: string): readonly (Cell | null)[] {
  const at = answer.columns.findIndex((one) => one.key === key);
  return answer.rows.map((row) => row[at] ?? null);
}

/** The amounts of a column by the first column and the currency. */
export function amounts(answer: StaffAnswer, key: string, first: string | null): Readonly<Record<string, number>> {
  const names = first === null ? answer.rows.map(() => 'all') : column(answer, first).map(said);
  return Object.fromEntries(
    column(answer, key).flatMap((cell, index) =>
      cell?.kind === 'money' ? [[`${names[index] ?? ''} ${cell.money.currency}`, cell.money.minor]] : [],
    ),
  );
}
