import type pg from 'pg';
import { type EntryKind } from '../../domain/provisional-entry.ts';
import { type EnteredMoney, type KnownMoney } from '../../domain/same-money.ts';
import { money } from '../../domain/money.ts';

/** Entries that count or were replaced (by a booking, or by a snapshot that names none), and bookings of the accounts. */
export type Money = {
  readonly entries: readonly (EnteredMoney & { readonly live: boolean })[];
  readonly bookings: readonly KnownMoney[];
};

/** Numbers made from the content of a row that had none are no numbers. */
const queries = {
  payment: `SELECT id, debtor_id, amount_minor AS minor, currency, value_date AS on_date, entered_on IS NOT NULL AS entered, ended_on IS NULL AS live,
      set_apart, replaced_by, NULL AS corrects, CASE WHEN entered_on IS NOT NULL THEN reference WHEN provider_id NOT LIKE 'content-%' THEN provider_id END AS number
    FROM payments WHERE debtor_id = ANY ($1) AND status <> 'announced' AND ended_why IS DISTINCT FROM 'withdrawn'`,
  credit: `SELECT id, debtor_id, amount_minor AS minor, currency, issued AS on_date, entered_on IS NOT NULL AS entered, ended_on IS NULL AS live,
      set_apart, replaced_by, invoice_id AS corrects, CASE WHEN entered_on IS NOT NULL THEN reference WHEN number !~ '^AV-[0-9A-F]{10}-[0-9]+$' THEN number END AS number
    FROM credit_notes WHERE debtor_id = ANY ($1) AND ended_why IS DISTINCT FROM 'withdrawn'`,
} as const;

/** What a snapshot settled without saying by what: it may be the same money. */
export async function clearedMoney(client: pg.ClientBase, debtorId: string): Promise<readonly KnownMoney[]> {
  const { rows } = await client.query<Pick<Row, 'id' | 'minor' | 'currency' | 'on_date'>>(
    `SELECT k.id, k.amount_minor AS minor, k.currency, k.on_date FROM clearings k
      WHERE k.debtor_id = $1 AND EXISTS (SELECT FROM allocations a WHERE a.clearing_id = k.id AND a.reversed_on IS NULL)`,
    [debtorId],
  );
  return rows.map((row) => ({
    id: row.id,
    debtorId,
    amount: money(row.minor, row.currency),
    on: row.on_date,
    number: null,
  }));
}

type Row = {
  readonly id: string;
  readonly debtor_id: string;
  readonly minor: number;
  readonly currency: string;
  readonly on_date: KnownMoney['on'];
  readonly entered: boolean;
  readonly live: boolean;
  readonly set_apart: readonly string[];
  readonly replaced_by: string | null;
  readonly number: string | null;
  readonly corrects: string | null;
};

/** What is known of the money of these debtors: payments, or credit notes and write-offs. */
export async function knownMoney(client: pg.ClientBase, kind: EntryKind, debtorIds: readonly string[]): Promise<Money> {
  const { rows } = await client.query<Row>(queries[kind === 'payment' ? 'payment' : 'credit'], [debtorIds]);
  const known = rows.map((row) => ({
    id: row.id,
    debtorId: row.debtor_id,
    amount: money(row.minor, row.currency),
    on: row.on_date,
    number: row.number,
    corrects: row.corrects,
    setApart: row.set_apart,
    replacedBy: row.replaced_by,
    ...{ entered: row.entered, live: row.live },
  }));
  return { entries: known.filter(({ entered }) => entered), bookings: known.filter(({ entered }) => !entered) };
}
