import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Accord, agreeWithAccounts, type FreeMoney, type SnapshotLine } from '../../domain/agree-with-accounts.ts';
import { sql } from './steps.ts';

/** Debtors whose accounts are in memory at once. */
const batch = 500;

type Account = {
  readonly debtorId: string;
  readonly currency: string;
  readonly lines: readonly SnapshotLine[];
  readonly free: readonly FreeMoney[];
};

const stateOf = `CASE WHEN a.clearing_id IS NOT NULL THEN 'booked'
  WHEN p.id IS NOT NULL AND p.status <> 'settled' THEN 'later'
  WHEN coalesce(p.entered_on, n.entered_on) IS NOT NULL THEN 'entered'
  WHEN coalesce(p.value_date, n.issued) > ${sql.today} THEN 'later' ELSE 'booked' END`;

const partsOf = `SELECT json_agg(json_build_object('id', a.id, 'minor', a.amount_minor, 'by', a.by, 'on', a.on_date, 'state', ${stateOf},
    'source', json_build_object('kind', CASE WHEN a.payment_id IS NOT NULL THEN 'payment' WHEN a.credit_note_id IS NOT NULL THEN 'credit-note' ELSE 'clearing' END,
      'id', coalesce(a.payment_id, a.credit_note_id, a.clearing_id))) ORDER BY a.on_date, a.id)
  FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
  WHERE a.line_id = l.id AND a.reversed_on IS NULL AND p.returned_on IS NULL`;

/** Lines of which the accounts say something else, and those on which something counts that the accounts may have by another name. */
const linesOf = `SELECT l.debtor_id, l.currency, json_agg(json_build_object('id', l.id, 'due', l.due, 'amount', l.amount_minor,
    'open', coalesce(t.open, l.amount_minor::bigint - coalesce(b.minor, 0)), 'parts', coalesce(x.parts, '[]'))) AS lines
  FROM due_lines l LEFT JOIN import_targets t ON t.line_id = l.id LEFT JOIN import_booked b ON b.line_id = l.id
    LEFT JOIN LATERAL (${partsOf}) x (parts) ON true
  WHERE l.debtor_id = ANY ($1) AND (t.line_id IS NOT NULL OR EXISTS (SELECT FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
    LEFT JOIN credit_notes n ON n.id = a.credit_note_id WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.entered_on, n.entered_on) IS NOT NULL))
  GROUP BY 1, 2`;

/**
 * Settled money that is placed nowhere. What the snapshot lists less of was used in the accounts; so may a payment that it does not
 * list, and a credit note where it lists credits at all.
 */
const releasedOf = `CASE WHEN f.entered_on IS NOT NULL THEN 0
  WHEN EXISTS (SELECT FROM import_items s WHERE s.source_id = f.id) THEN greatest(f.left_over + (SELECT sum(s.open) FROM import_items s WHERE s.source_id = f.id), 0)
  WHEN f.kind = 'payment' OR EXISTS (SELECT FROM import_items WHERE open < 0) THEN f.left_over END`;

const freeOf = `SELECT f.debtor_id, f.currency, json_agg(json_build_object('source', json_build_object('kind', f.kind, 'id', f.id), 'minor', f.left_over,
    'entered', f.entered_on IS NOT NULL, 'released', ${releasedOf}) ORDER BY f.on_date, f.id) AS free
  FROM (SELECT 'payment' AS kind, p.id, p.debtor_id, p.currency, p.entered_on, p.value_date AS on_date, p.amount_minor::bigint
      - coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.payment_id = p.id AND a.reversed_on IS NULL), 0)::bigint AS left_over
    FROM payments p WHERE p.debtor_id = ANY ($1) AND p.status = 'settled' AND p.ended_on IS NULL AND p.value_date <= ${sql.today}
    UNION ALL
    SELECT 'credit-note', n.id, n.debtor_id, n.currency, n.entered_on, n.issued, n.amount_minor::bigint
      - coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.credit_note_id = n.id AND a.reversed_on IS NULL), 0)::bigint
    FROM credit_notes n WHERE n.debtor_id = ANY ($1) AND n.ended_on IS NULL AND n.issued <= ${sql.today}
      AND n.import_id IS DISTINCT FROM ${sql.importId}) f
  WHERE f.left_over > 0 GROUP BY 1, 2`;

async function accountsOf(client: pg.ClientBase, debtorIds: readonly string[]): Promise<readonly Account[]> {
  const { rows } = await client.query<Account>(
    `SELECT l.debtor_id AS "debtorId", l.currency, l.lines, coalesce(f.free, '[]') AS free
     FROM (${linesOf}) l LEFT JOIN (${freeOf}) f USING (debtor_id, currency)`,
    [debtorIds],
  );
  return rows;
}

type Made = Accord['made'][number] & { readonly debtorId: string; readonly currency: string };

async function write(client: pg.ClientBase, reversed: readonly string[], made: readonly Made[]): Promise<void> {
  await client.query(
    `UPDATE allocations SET reversed_on = greatest(on_date, ${sql.today}) WHERE id = ANY ($1) AND reversed_on IS NULL`,
    [reversed],
  );
  const rows = made.map(({ debtorId, currency, lineId, source, minor, by, on }) => ({
    ...{ id: randomUUID(), debtor_id: debtorId, line_id: lineId, amount_minor: minor, currency, by, on_date: on },
    payment_id: source?.kind === 'payment' ? source.id : null,
    credit_note_id: source?.kind === 'credit-note' ? source.id : null,
    clearing_id: source === null ? randomUUID() : null,
  }));
  await client.query(
    `INSERT INTO clearings (id, creditor_id, debtor_id, line_id, amount_minor, currency, on_date, reason, import_id)
     SELECT clearing_id, ${sql.creditor}, debtor_id, line_id, amount_minor, currency, coalesce(on_date, ${sql.today}), 'settled-in-accounts', ${sql.importId}
     FROM jsonb_populate_recordset(NULL::allocations, $1) WHERE clearing_id IS NOT NULL`,
    [JSON.stringify(rows)],
  );
  await client.query(
    `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, credit_note_id, clearing_id, line_id, amount_minor, currency, on_date, by)
     SELECT id, ${sql.creditor}, debtor_id, payment_id, credit_note_id, clearing_id, line_id, amount_minor, currency, coalesce(on_date, ${sql.today}), by
     FROM jsonb_populate_recordset(NULL::allocations, $1)`,
    [JSON.stringify(rows)],
  );
}

async function agreeBatch(client: pg.ClientBase, debtorIds: readonly string[]): Promise<void> {
  const accounts = await accountsOf(client, debtorIds);
  const accords = accounts.map(({ debtorId, currency, lines, free }) => ({
    ...{ debtorId, currency },
    ...agreeWithAccounts(lines, free),
  }));
  // Entries end first: what they settled is free for the accounts' word.
  const ended = accords.flatMap((accord) => accord.ended.map(({ id }) => id));
  await client.query(`SELECT solde_end_entry(id, 'replaced', NULL, ${sql.today}) FROM unnest($1::uuid[]) AS id`, [
    ended,
  ]);
  const made = accords.flatMap(({ debtorId, currency, made: of }) =>
    of.map((booking) => ({ ...booking, debtorId, currency })),
  );
  await write(
    client,
    accords.flatMap(({ reversed }) => reversed),
    made,
  );
}

/** Makes every account of `import_targets` agree with the snapshot, some hundred debtors at a time. */
export async function agreeAll(client: pg.ClientBase): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT DISTINCT debtor_id AS id FROM import_targets WHERE debtor_id > $1 ORDER BY 1 LIMIT ${batch}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    await agreeBatch(
      client,
      rows.map(({ id }) => id),
    );
  }
}
