import { type DemoPortfolio, type DemoRow, type DemoTable } from '../../../prisma/demo/portfolio.ts';

/** The cell as text; empty when there is no such row. */
export function text(row: DemoRow | undefined, column: string): string {
  const cell = row?.[column];
  return typeof cell === 'string' ? cell : '';
}

/** Questions the tests ask a portfolio. */
export type Reading = {
  of: (table: DemoTable, where?: Readonly<Record<string, unknown>>) => readonly DemoRow[];
  debtor: (reference: string) => DemoRow;
  /** What is open of the account's lines by invoice number, in minor units; settled invoices are not there. */
  open: (reference: string) => Readonly<Record<string, number>>;
};

export function readPortfolio(portfolio: DemoPortfolio): Reading {
  const of: Reading['of'] = (table, where = {}) =>
    portfolio.tables[table].filter((row) => Object.entries(where).every(([column, value]) => row[column] === value));
  const debtor = (reference: string): DemoRow => of('debtors', { reference })[0]!;
  const statusOf = new Map(portfolio.tables.payments.map((row) => [row['id'], row['status']]));
  const settled = (line: DemoRow): number =>
    of('allocations', { line_id: line['id'] })
      .filter((row) => row['payment_id'] === null || statusOf.get(row['payment_id']) === 'settled')
      .reduce((total, row) => total + Number(row['amount_minor']), 0);
  const open: Reading['open'] = (reference) => {
    const lines = of('due_lines', { debtor_id: debtor(reference)['id'] });
    const amounts = lines.map((line) => {
      const number = text(of('invoices', { id: line['invoice_id'] })[0], 'number');
      return [number, Number(line['amount_minor']) - settled(line)] as const;
    });
    return Object.fromEntries(amounts.filter(([, minor]) => minor !== 0));
  };
  return { of, debtor, open };
}
