import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Account, type Allocation } from '../../domain/account.ts';
import { allocate } from '../../domain/allocation.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { sql } from './steps.ts';

/** Debtors whose accounts are in memory at once. */
const batch = 100;

/** `left`: what the snapshot says is still open of the line. */
type Lifted = { readonly lineId: string; readonly left: number };

type Pending = {
  readonly debtorId: string;
  readonly paymentId: string;
  readonly minor: number;
  readonly currency: string;
  readonly on: CivilDate;
  readonly text: string;
  /** The lines that the last snapshot settled without saying by what: this payment, older than it, is part of that. Null: any line. */
  readonly within: readonly Lifted[] | null;
};

/** The account as an older payment may settle it: what the snapshot still lists is no part of it. */
function settledOf(account: Account, within: readonly Lifted[], today: CivilDate): Account {
  const leftOf = new Map(within.map(({ lineId, left }) => [lineId, left]));
  const { byLine } = makeLedger(account, today);
  const lines = account.lines.flatMap((line) => {
    const left = leftOf.get(line.id);
    if (left === undefined) return [];
    const listed = Math.min(left, byLine.get(line.id)?.open.minor ?? 0);
    return [{ ...line, amount: money(line.amount.minor - listed, line.amount.currency) }];
  });
  return { ...account, lines };
}

type Made = Allocation & { readonly debtorId: string };

/** What the rules place of the payments of one debtor, one after another, each seeing what was placed before. */
function placeAll(account: Account, payments: readonly Pending[], today: CivilDate): readonly Made[] {
  const made: Made[] = [];
  for (const payment of payments) {
    const source = { kind: 'payment', id: payment.paymentId } as const;
    const incoming = {
      source,
      amount: money(payment.minor, payment.currency),
      text: payment.text,
      choice: null,
      on: payment.on,
    };
    const whole = { ...account, allocations: [...account.allocations, ...made] };
    const known = payment.within === null ? whole : settledOf(whole, payment.within, today);
    for (const part of allocate(incoming, known, { interestFirst: false }, today).allocations) {
      // Money on its way explains a line from now on, whatever day it will come.
      const on = payment.on < today ? payment.on : today;
      made.push({ ...part, id: randomUUID(), on, reversedOn: null, debtorId: account.debtor.id });
    }
  }
  return made;
}

async function insertMade(client: pg.ClientBase, made: readonly Made[]): Promise<void> {
  const rows = made.map(({ id, debtorId, source, target, amount, on, by }) => ({
    ...{
      id,
      debtor_id: debtorId,
      payment_id: source.id,
      amount_minor: amount.minor,
      currency: amount.currency,
      on_date: on,
      by,
    },
    line_id: target.kind === 'line' ? target.id : null,
    charge_id: target.kind === 'charge' ? target.id : null,
  }));
  await client.query(
    `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, charge_id, amount_minor, currency, on_date, by)
     SELECT id, ${sql.creditor}, debtor_id, payment_id, line_id, charge_id, amount_minor, currency, on_date, by
     FROM jsonb_populate_recordset(NULL::allocations, $1)`,
    [JSON.stringify(rows)],
  );
}

/**
 * Places the payments of `import_pending` that the accounts did not match, debtor by debtor in the order of their value dates:
 * by the reference or the amount, else by law. Gives the number of allocations made.
 */
export async function allocateRest(client: pg.ClientBase, creditorId: string, today: CivilDate): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let count = 0;
  for (;;) {
    const { rows: debtors } = await client.query<{ id: string; account: Account }>(
      `SELECT d.id, solde_account($1, d.id) AS account FROM (SELECT DISTINCT p.debtor_id AS id FROM payments p
         WHERE p.id IN (SELECT id FROM import_pending) AND p.debtor_id > $2 ORDER BY 1 LIMIT ${batch}) d`,
      [creditorId, after],
    );
    const last = debtors.at(-1);
    if (last === undefined) return count;
    after = last.id;
    const { rows: pending } = await client.query<Pending>(
      `SELECT debtor_id AS "debtorId", id AS "paymentId", amount_minor AS minor, currency, value_date AS "on", text,
         CASE WHEN value_date <= (SELECT max(fresh_to) FROM imports WHERE kind = 'open-items')
           THEN (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('lineId', f.line_id, 'left', f.room)), '[]') FROM import_lifted f WHERE f.debtor_id = payments.debtor_id) END AS within FROM payments
        WHERE id IN (SELECT id FROM import_pending) AND debtor_id = ANY ($1) AND returned_on IS NULL ORDER BY value_date, provider_id`,
      [debtors.map(({ id }) => id)],
    );
    const byDebtor = Map.groupBy(pending, ({ debtorId }) => debtorId);
    const made = debtors.flatMap(({ id, account }) => placeAll(account, byDebtor.get(id) ?? [], today));
    count += made.length;
    if (made.length > 0) await insertMade(client, made);
  }
}
