import { invariant } from '../../../domain/errors.ts';
import { type Cell, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type AnswerParts, type Run } from './answer-grouped.ts';
import { type Asking } from './asking.ts';
import { grouped } from './grouped.ts';
import { lineSource } from './line-source.ts';
import { found, rowsOf, totalsOf } from './read-answer.ts';
import { statement } from './statement.ts';

type Row = StaffAnswer['rows'][number];

function minorOf(cell: Cell | null | undefined): { readonly minor: number; readonly currency: string } {
  invariant(cell?.kind === 'money', 'what is concentrated is money');
  return cell.money;
}

/** The largest accounts or groups of each currency, each with its share of all that is open, and together in the totals. */
export async function answerConcentration(asking: Asking, run: Run): Promise<AnswerParts> {
  const query = {
    ...asking.query,
    groupBy: asking.query.groupBy ?? 'account',
    limit: asking.query.limit ?? 10,
  } as const;
  const plan = grouped({ ...asking, query }, lineSource(asking));
  const { rows, totals } = found.parse(
    (await run(statement({ ...asking, query }, plan, 'largest of each currency')))[0],
  );
  const at = plan.columns.findIndex(({ key }) => key === plan.source.measure);
  const whole = new Map(totals.map(({ currency, minor }) => [currency, minor ?? 0]));
  const shares = new Map<string, number>();
  const shown = rowsOf(plan.columns, rows).map((row): Row => {
    const { minor, currency } = minorOf(row[at]);
    shares.set(currency, (shares.get(currency) ?? 0) + minor);
    const share: Cell = { kind: 'share', numerator: minor, denominator: whole.get(currency) ?? 0 };
    return [...row.slice(0, at + 1), share, ...row.slice(at + 1)];
  });
  const columns = plan.columns.map(({ key, kind }) => ({ key, kind }));
  return {
    columns: [...columns.slice(0, at + 1), { key: 'share', kind: 'share' }, ...columns.slice(at + 1)],
    rows: shown,
    count: shown.length,
    totals: [
      ...[...shares].map(([currency, numerator]) => ({
        key: shares.size === 1 ? 'share' : `share:${currency}`,
        cell: { kind: 'share', numerator, denominator: whole.get(currency) ?? 0 } as const,
      })),
      ...totalsOf(plan.source, totals),
    ],
    ageing: [],
  };
}
