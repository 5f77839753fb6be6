import type pg from 'pg';
import { replacements } from '../../domain/same-money.ts';
import { knownMoney } from '../bookings/known-money.ts';
import { sql } from './steps.ts';

type Source = 'payment' | 'credit-note';

const tables = {
  payment: { imported: 'import_payments', column: 'payment_id', on: 'value_date', from: 'payments' },
  'credit-note': { imported: 'import_credits', column: 'credit_note_id', on: 'issued', from: 'credit_notes' },
} as const;

/** Debtors are looked at so many at a time. */
const batch = 500;

/** Debtors of the file who have an entry that counts. */
async function debtorsWithEntries(client: pg.ClientBase, source: Source): Promise<readonly string[]> {
  const { imported, from } = tables[source];
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT e.debtor_id AS id FROM ${from} e WHERE e.entered_on IS NOT NULL AND e.ended_on IS NULL
       AND e.debtor_id IN (SELECT debtor_id FROM ${imported}) ORDER BY 1`,
  );
  return rows.map(({ id }) => id);
}

async function findPairs(client: pg.ClientBase, source: Source, debtorIds: readonly string[]): Promise<void> {
  for (let at = 0; at < debtorIds.length; at += batch) {
    const { entries, bookings } = await knownMoney(client, source, debtorIds.slice(at, at + batch));
    // What a snapshot settled already has ended, and waits for no booking.
    const waiting = entries.filter(({ live, replacedBy }) => live || replacedBy !== null);
    const pairs = replacements(waiting, bookings);
    await client.query(
      `INSERT INTO import_pairs (entry_id, booking_id) SELECT (p ->> 'entryId')::uuid, (p ->> 'bookingId')::uuid FROM jsonb_array_elements($1) AS p`,
      [JSON.stringify(pairs)],
    );
  }
}

/**
 * Ends the entries that these bookings of the accounts replace. Money that the accounts did not match themselves goes where the
 * entry had put it, as far as it reaches; what they matched goes where they say.
 */
export function replaceEntries(source: Source): (client: pg.ClientBase) => Promise<void> {
  return (client) => replaceAll(client, source);
}

async function replaceAll(client: pg.ClientBase, source: Source): Promise<void> {
  const { imported, column, on, from } = tables[source];
  await client.query('CREATE TEMP TABLE import_pairs (entry_id uuid, booking_id uuid) ON COMMIT DROP');
  const debtorIds = await debtorsWithEntries(client, source);
  if (debtorIds.length === 0) return;
  await findPairs(client, source, debtorIds);
  await client.query(`CREATE TEMP TABLE import_carried ON COMMIT DROP AS
    SELECT p.booking_id, a.debtor_id, a.line_id, a.charge_id, a.amount_minor AS minor, a.currency, a.by, least(b.${on}, ${sql.today}) AS on_date, b.amount_minor AS most,
      sum(a.amount_minor) OVER (PARTITION BY p.booking_id ORDER BY a.recorded_at, a.id) AS upto
    FROM import_pairs p JOIN allocations a ON a.${column} = p.entry_id AND a.reversed_on IS NULL JOIN ${from} b ON b.id = p.booking_id
    WHERE NOT EXISTS (SELECT FROM allocations x WHERE x.${column} = b.id AND x.reversed_on IS NULL)`);
  await client.query(`SELECT solde_end_entry(entry_id, 'replaced', booking_id, ${sql.today}) FROM import_pairs`);
  await client.query(`INSERT INTO allocations (id, creditor_id, debtor_id, ${column}, line_id, charge_id, amount_minor, currency, on_date, by)
    SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, booking_id, line_id, charge_id, least(minor, most - (upto - minor)), currency, on_date, by
    FROM import_carried c WHERE upto - minor < most AND NOT EXISTS (SELECT FROM ${imported} s WHERE s.id = c.booking_id AND ${matchedBy(source)})`);
  await client.query(
    `INSERT INTO import_touched (source_id, debtor_id) SELECT DISTINCT booking_id, debtor_id FROM import_carried`,
  );
  await client.query(
    `SELECT audit_append(${sql.creditor}, ${sql.instant}, jsonb_agg(jsonb_build_object('kind', 'entry.replaced', 'actor', 'cli', 'debtor', e.debtor_id,
       'facts', jsonb_build_object('entry', p.entry_id, 'booking', p.booking_id, 'import', ${sql.importId}))))
     FROM import_pairs p JOIN ${from} e ON e.id = p.entry_id HAVING count(*) > 0`,
  );
}

/** Rows whose money the accounts placed themselves. */
function matchedBy(source: Source): string {
  return source === 'payment' ? 'matched IS NOT NULL' : 'invoice_id IS NOT NULL';
}
