import { type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor, type SeededDebtor } from '../../support/ledger-rows.ts';

type Owner = TestDatabase['ownerPool'];
type Paid = { readonly number: string; readonly minor: number; readonly on?: string };

/** A transfer for an invoice of one line, in the accounts. */
export async function pay(
  owner: Owner,
  creditor: SeededCreditor,
  { number, minor, on = '2026-11-30' }: Paid,
): Promise<void> {
  await owner.query(
    `WITH l AS (SELECT l.* FROM due_lines l JOIN invoices v ON v.id = l.invoice_id WHERE v.creditor_id = $1 AND v.number = $2),
     p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
       SELECT gen_random_uuid(), $1, l.debtor_id, 'import', gen_random_uuid()::text, $3, 'EUR', $4::date, 'settled', 'transfer', true FROM l RETURNING id)
     INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
     SELECT gen_random_uuid(), $1, l.debtor_id, p.id, l.id, $3, 'EUR', $4::date, 'accounts' FROM p, l`,
    [creditor.id, number, minor, on],
  );
}

type Held = { readonly number: string; readonly minor: number; readonly on: string };

/** They contest all of an invoice. */
export async function dispute(owner: Owner, creditor: SeededCreditor, { number, minor, on }: Held): Promise<void> {
  await owner.query(
    `WITH l AS (SELECT l.* FROM due_lines l JOIN invoices v ON v.id = l.invoice_id WHERE v.creditor_id = $1 AND v.number = $2),
     x AS (INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
       SELECT gen_random_uuid(), $1, l.debtor_id, l.id, 'quality', false, $3, 'EUR', 'open', $4, $4::date + 30 FROM l RETURNING id)
     INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
     SELECT gen_random_uuid(), $1, l.debtor_id, l.id, 'dispute', 'dispute:' || x.id, $3, 'EUR', $4 FROM x, l`,
    [creditor.id, number, minor, on],
  );
}

/** They promise to pay an invoice within ten days. */
export async function promise(owner: Owner, creditor: SeededCreditor, { number, minor, on }: Held): Promise<void> {
  await owner.query(
    `WITH l AS (SELECT l.* FROM due_lines l JOIN invoices v ON v.id = l.invoice_id WHERE v.creditor_id = $1 AND v.number = $2),
     x AS (INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
       SELECT gen_random_uuid(), $1, l.debtor_id, $3, 'EUR', $4::date + 10, $4, 'open' FROM l RETURNING id),
     t AS (INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency)
       SELECT $1, l.debtor_id, x.id, l.id, $3, 'EUR' FROM x, l)
     INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on)
     SELECT gen_random_uuid(), $1, l.debtor_id, l.id, 'promise', 'promise:' || x.id, $4 FROM x, l`,
    [creditor.id, number, minor, on],
  );
}

/** They wrote STOP. */
export async function stop(owner: Owner, creditor: SeededCreditor, debtor: SeededDebtor, at: string): Promise<void> {
  const values = [creditor.id, debtor.address, at];
  await owner.query(
    "INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) VALUES ($1, 'sms', $2, $3)",
    values,
  );
  await owner.query(
    "INSERT INTO opt_out_events (creditor_id, channel, address, kind, source, at) VALUES ($1, 'sms', $2, 'stop', 'test', $3)",
    values,
  );
}
