/**
 * What somebody would write for a question: things `x`, the rows of a page of them, and the cells of their totals in each currency. Where the rows are
 * the totals there are rows alone.
 */
export type ByHand = {
  readonly things?: string;
  readonly rows: string;
  readonly totals?: { readonly cells: string; readonly by: string };
};

/** One statement, through the same driver, that returns all that an answer carries: rows of so many columns, and totals. */
export function statementByHand({ things, rows, totals }: ByHand, width: number): string {
  const names = Array.from({ length: width }, (_, index) => `c${index + 1}`).join(', ');
  const beside =
    totals === undefined
      ? ''
      : `, (SELECT coalesce(json_agg(t.cells), '[]') FROM (SELECT json_build_array(${totals.cells}) AS cells FROM x ${totals.by}) t) AS totals`;
  return `${things === undefined ? '' : `WITH x AS (${things}) `}SELECT (SELECT coalesce(json_agg(json_build_array(${names})), '[]') FROM (${rows}) r (${names})) AS rows${beside}`;
}
