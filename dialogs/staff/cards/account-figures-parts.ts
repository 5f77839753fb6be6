import { type CardPart } from '../../../domain/card.ts';
import { type AccountFigures, type OpenLine } from '../../../domain/staff/account-figures.ts';
import { type AccountFile } from '../../../domain/staff/account-file.ts';
import { buckets } from '../../../domain/staff/query.ts';
import { type AccountWords } from './account-words.ts';
import { ageingCharts } from './answer-chart.ts';
import { type CellLook } from './cell-text.ts';

/** Each balance, without what is nothing in it. */
export function balanceParts({ balances }: AccountFigures, { text, money }: AccountWords): readonly CardPart[] {
  return balances.map(({ balance }) => {
    const all = [
      ...([
        ['overdue', balance.overdue],
        ['coming', balance.comingDue],
        ['charges', balance.claimedCharges],
      ] as const),
      ...([
        ['credits', balance.credits],
        ['disputed', balance.disputed],
        ['agreed', balance.agreed],
      ] as const),
      ...([
        ['transit', balance.inTransit],
        ['barred', balance.timeBarred],
        ['elsewhere', balance.elsewhere],
      ] as const),
    ];
    const facts = all
      .filter(([key, { minor }]) => minor !== 0 || key === 'overdue')
      .map(([key, amount]) => ({ label: text(key), value: money(amount) }));
    return { part: 'facts', facts };
  });
}

/** What is open by age, one chart for each currency in which something is. */
export function ageParts({ balances }: AccountFigures, { text }: AccountWords, look: CellLook): readonly CardPart[] {
  const ages = balances.flatMap(({ ageing }) => buckets.map((bucket) => ({ bucket, money: ageing[bucket] })));
  const open = new Set(ages.filter(({ money }) => money.minor !== 0).map(({ money }) => money.currency));
  const title = (currency: string | null): string => `${text('ageing')}${currency === null ? '' : `, ${currency}`}`;
  return ageingCharts(
    ages.filter(({ money }) => open.has(money.currency)),
    title,
    look,
  ).map((chart) => ({ part: 'chart', chart }));
}

function standOf(line: OpenLine, { code, text }: AccountWords): string {
  if (line.closed !== null) return code('closed', line.closed);
  if (line.timeBarred) return text('barred');
  return line.held.map((reason) => code('hold', reason)).join(', ');
}

/** The open lines, oldest due first: what is left, how late, how far it was taken, and what holds it. */
export function invoicePart({ lines }: AccountFigures, words: AccountWords): CardPart {
  const { text, money, day } = words;
  const header = [text('invoice'), text('due'), text('left'), text('age'), text('level'), text('held')];
  const rows = lines.map((line) => {
    const late = line.daysLate === 0 ? '' : text('days', { count: line.daysLate });
    return [line.number, day(line.due), money(line.open), late, line.level ?? '', standOf(line, words)];
  });
  return { part: 'table', header, rows, numeric: [2, 3] };
}

/** The oldest of what is late, and the highest level that was reached. */
export function standing(
  { lines }: AccountFigures,
  file: AccountFile,
): { readonly days: number; readonly level: string | null } {
  const days = Math.max(0, ...lines.filter(({ closed }) => closed === null).map(({ daysLate }) => daysLate));
  const open = new Set(lines.map(({ lineId }) => lineId));
  const entry = file.case.levels
    .filter(({ lineId, levelId }) => open.has(lineId) && lines.some(({ level }) => level === levelId))
    .toSorted((a, b) => b.level - a.level)[0];
  return { days, level: entry?.levelId ?? null };
}
