/** The tables a demo fills, each after those its rows refer to. */
export const demoTables = [
  'creditors',
  'creditor_accounts',
  'staff_users',
  'imports',
  'debtors',
  'contacts',
  'debtor_contacts',
  'contact_points',
  'opt_outs',
  'opt_out_events',
  'invoices',
  'invoice_items',
  'due_lines',
  'payment_terms',
  'payments',
  'credit_notes',
  'allocations',
  'disputes',
  'dispute_items',
  'holds',
  'promises',
  'promise_lines',
  'plans',
  'plan_lines',
  'instalments',
  'acknowledgements',
  'debtor_events',
  'credit_files',
] as const;

export type DemoTable = (typeof demoTables)[number];

/** A row by column; amounts are minor units, days `YYYY-MM-DD`, moments ISO 8601. All rows of a table have the same columns. */
export type DemoRow = Record<
  string,
  string | number | boolean | null | Readonly<Record<string, string>> | readonly string[]
>;

/** A creditor with everything it is owed, ready to be stored. */
export type DemoPortfolio = {
  readonly creditorId: string;
  readonly tables: Readonly<Record<DemoTable, readonly DemoRow[]>>;
};
