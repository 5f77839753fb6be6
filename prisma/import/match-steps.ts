import { type SlicedStep, type Step, sql } from './steps.ts';

type Source = 'payment_id' | 'credit_note_id';

/** To be run once `import_sources` and `import_wants` are filled, before anything reads them. */
export const matchTables: readonly string[] = [
  ...['CREATE INDEX ON import_sources (id)', 'CREATE INDEX ON import_wants (id)', 'CREATE INDEX ON import_wants (n)'],
  ...['ANALYZE import_sources', 'ANALYZE import_wants'],
];

/**
 * Places money where the accounts matched it: `import_sources` (id, amount, on_date, k) on the invoices of `import_wants` (id, n,
 * invoice_id, amount or null for all that is left), the n-th of each source after the (n-1)-th. On an invoice the oldest line is paid
 * first and the oldest money pays first; what exceeds the invoice stays a credit. Only what is not yet placed is placed.
 */
export function matchSteps(source: Source): readonly Step[] {
  const round = { rounds: 'SELECT coalesce(max(n), 0)::int AS n FROM import_wants', perRound: placeRound(source) };
  return [...displace(source), round];
}

/** Reverses allocations and notes whose they were in `import_touched` (source_id, debtor_id). */
export function takeBack(source: Source, which: string): string {
  return `WITH reversed AS (UPDATE allocations a SET reversed_on = greatest(a.on_date, ${sql.today})
      WHERE a.reversed_on IS NULL AND ${which} RETURNING a.${source}, a.debtor_id)
    INSERT INTO import_touched (source_id, debtor_id) SELECT * FROM reversed`;
}

/** Money placed by law or by guess gives way to what the accounts say; it is placed again afterwards. */
function displace(source: Source): readonly string[] {
  return [
    `CREATE TEMP TABLE import_crowded ON COMMIT DROP AS
     SELECT l.id AS line_id FROM due_lines l WHERE l.invoice_id IN (
       SELECT w.invoice_id FROM import_wants w JOIN import_sources s USING (id) JOIN (
         SELECT l.invoice_id, sum(a.amount_minor) AS guessed FROM allocations a JOIN due_lines l ON l.id = a.line_id
          WHERE a.reversed_on IS NULL AND a.by <> 'accounts' GROUP BY 1) g USING (invoice_id)
       WHERE s.amount > coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.${source} = s.id AND a.reversed_on IS NULL AND a.by = 'accounts'), 0)
         AND (w.amount IS NULL OR w.amount > coalesce((SELECT sum(a.amount_minor) FROM allocations a JOIN due_lines l ON l.id = a.line_id
           WHERE a.${source} = s.id AND l.invoice_id = w.invoice_id AND a.reversed_on IS NULL AND a.by = 'accounts'), 0)))`,
    `CREATE TEMP TABLE import_displaced ON COMMIT DROP AS SELECT DISTINCT a.payment_id AS id FROM allocations a
      WHERE a.reversed_on IS NULL AND a.by <> 'accounts' AND a.payment_id IS NOT NULL AND a.line_id IN (SELECT line_id FROM import_crowded)`,
    takeBack(source, `a.by <> 'accounts' AND a.line_id IN (SELECT line_id FROM import_crowded)`),
    takeBack(source, `a.by <> 'accounts' AND a.${source} IN (SELECT id FROM import_wants)`),
  ];
}

function placeRound(source: Source): readonly (string | SlicedStep)[] {
  return [
    'DROP TABLE IF EXISTS pg_temp.import_placed',
    `CREATE TEMP TABLE import_placed ON COMMIT DROP AS
     WITH want AS MATERIALIZED (
       SELECT w.id, w.invoice_id, s.on_date, s.k,
         least(s.amount - coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.${source} = s.id AND a.reversed_on IS NULL), 0),
           w.amount - coalesce((SELECT sum(a.amount_minor) FROM allocations a JOIN due_lines l ON l.id = a.line_id
             WHERE a.${source} = s.id AND l.invoice_id = w.invoice_id AND a.reversed_on IS NULL), 0)) AS minor
       FROM import_wants w JOIN import_sources s USING (id) WHERE w.n = current_setting('app.round')::int
     ), queued AS (
       SELECT *, sum(minor) OVER (PARTITION BY invoice_id ORDER BY on_date, k) AS upto FROM want WHERE minor > 0
     ), line AS (
       SELECT l.id AS line_id, l.invoice_id, l.debtor_id, l.currency, l.due, l.position, l.amount_minor - coalesce((
         SELECT sum(a.amount_minor) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
          WHERE a.line_id = l.id AND a.reversed_on IS NULL AND p.returned_on IS NULL), 0) AS open
       FROM due_lines l WHERE l.invoice_id IN (SELECT invoice_id FROM queued)
     ), ranged AS (
       SELECT *, sum(open) OVER (PARTITION BY invoice_id ORDER BY due, position) AS upto FROM line
     )
     SELECT row_number() OVER (ORDER BY r.debtor_id, r.line_id, q.k) AS seq, q.id AS source_id, r.debtor_id, r.line_id, r.currency, q.on_date,
       least(q.upto, r.upto) - greatest(q.upto - q.minor, r.upto - r.open) AS minor
     FROM queued q JOIN ranged r USING (invoice_id) WHERE least(q.upto, r.upto) > greatest(q.upto - q.minor, r.upto - r.open)`,
    'CREATE INDEX ON import_placed (seq)',
    'INSERT INTO import_touched (source_id, debtor_id) SELECT DISTINCT source_id, debtor_id FROM import_placed',
    {
      count: 'SELECT coalesce(max(seq), 0)::int AS n FROM import_placed',
      perSlice: [
        `INSERT INTO allocations (id, creditor_id, debtor_id, ${source}, line_id, amount_minor, currency, on_date, by)
         SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, source_id, line_id, minor, currency, on_date, 'accounts'
         FROM import_placed WHERE seq > $1 AND seq <= $2`,
      ],
    },
  ];
}
