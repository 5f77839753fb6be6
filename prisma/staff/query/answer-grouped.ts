import type pg from 'pg';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Measure } from '../../../domain/staff/query.ts';
import { type Asking } from './asking.ts';
import { collectedSource, invoicedSource } from './flow-source.ts';
import { grouped } from './grouped.ts';
import {
  contactSource,
  disputeSource,
  holdSource,
  planSource,
  promiseSource,
  stopSource,
  taskSource,
} from './item-sources.ts';
import { changeSource } from './change-source.ts';
import { lineSource } from './line-source.ts';
import { priority } from './priority-source.ts';
import { ageingOf, countOf, found, rowsOf, totalsOf } from './read-answer.ts';
import { type Source } from './source.ts';
import { statement } from './statement.ts';

/** What an answer is made of but its question and its days. */
export type AnswerParts = Pick<StaffAnswer, 'columns' | 'rows' | 'count' | 'totals' | 'ageing'>;

/** Runs the statement with the values that were put beside it. */
export type Run = (text: string) => Promise<readonly pg.QueryResultRow[]>;

const sources: Partial<Record<Measure, (asking: Asking) => Source>> = {
  ...{ collected: collectedSource, invoiced: invoicedSource, promises: promiseSource, plans: planSource },
  ...{ disputes: disputeSource, holds: holdSource, stops: stopSource, tasks: taskSource, contacts: contactSource },
  changes: changeSource,
};

/** Answers what is a sum, a count or a list of things: lines, payments, invoices, promises and the like. */
export async function answerGrouped(asking: Asking, run: Run): Promise<AnswerParts> {
  const { measure } = asking.query;
  const plan = measure === 'priority' ? priority(asking) : grouped(asking, (sources[measure] ?? lineSource)(asking));
  const [row] = await run(statement(asking, plan));
  const answer = found.parse(row);
  const { rows, totals } = answer;
  return {
    columns: plan.columns.map(({ key, kind }) => ({ key, kind })),
    rows: rowsOf(plan.columns, rows),
    count: countOf(answer, asking.query.groupBy === 'account' ? 'accounts' : 'n'),
    totals: totalsOf(plan.source, totals),
    ageing: ageingOf(totals),
  };
}
