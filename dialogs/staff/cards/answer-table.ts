import { type CardAction, type CardPart } from '../../../domain/card.ts';
import { type Cell, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { say } from '../../messages/wording.ts';
import { cardTexts } from './card-texts.ts';
import { explained, seenColumns } from './explained.ts';
import { type CellLook, cellText } from './cell-text.ts';
import { type PressId } from './staff-press.ts';

const numericKinds: readonly Cell['kind'][] = ['money', 'count', 'days', 'share'];

/** What a row opens: the account it is about. */
function rowPress(row: readonly (Cell | null)[], look: CellLook & { readonly press: PressId }): CardAction | null {
  const account = row.find((cell) => cell?.kind === 'account');
  if (account?.kind !== 'account') return null;
  const { name, reference } = account;
  return {
    ...{ kind: 'press', id: look.press({ kind: 'account', text: reference }) },
    label: say(cardTexts, 'open', look.language, { name }),
  };
}

/** The head of a column; beside an account a figure is narrow, and its head no wider than it must be. */
function headOf(key: string, ofAccounts: boolean, { words, language }: CellLook): string {
  return words.column(ofAccounts && key === 'lines' ? 'lines-of-each' : key, language);
}

/** The rows of an answer as a table whose rows open their accounts; `most` of them. */
export function answerTable(
  answer: Pick<StaffAnswer, 'columns' | 'rows' | 'query'>,
  look: CellLook & { readonly press: PressId },
  most: number,
): CardPart {
  const { columns: all, rows } = explained(answer, look);
  const seen = seenColumns(all);
  const columns = seen.flatMap((index) => all[index] ?? []);
  const shown = rows.slice(0, most);
  return {
    part: 'table',
    header: columns.map(({ key }) => headOf(key, columns[0]?.kind === 'account', look)),
    rows: shown.map((row) => seen.map((index) => cellText(row[index] ?? null, look))),
    numeric: columns.flatMap(({ kind }, index) => (numericKinds.includes(kind) ? [index] : [])),
    press: shown.map((row) => rowPress(row, look)),
  };
}
