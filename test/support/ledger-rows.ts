import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';

export type SeededCreditor = { readonly id: string; readonly slug: string };
export type SeededInvoice = {
  readonly id: string;
  readonly number: string;
  readonly itemIds: readonly string[];
  readonly lineIds: readonly string[];
};
export type SeededDebtor = {
  readonly id: string;
  readonly contactId: string;
  readonly pointId: string;
  readonly address: string;
  readonly reference: string;
};

let made = 0;

/** A creditor with one euro account; needs the owner's pool. */
export async function seedCreditor(owner: Pool, slug = 'test'): Promise<SeededCreditor> {
  const id = randomUUID();
  await owner.query(
    `INSERT INTO creditors (id, slug, name, legal_name, role, address, zone) VALUES ($1, $2, 'Lumio', 'Lumio SAS', 'first-party', '1 rue du Test', 'Europe/Paris')`,
    [id, slug],
  );
  await owner.query(
    `INSERT INTO creditor_accounts (id, creditor_id, iban, bic, holder, currency) VALUES ($1, $2, 'FR7630006000011234567890189', NULL, 'Lumio', 'EUR')`,
    [randomUUID(), id],
  );
  return { id, slug };
}

/** A consumer with one contact and one phone number. */
export async function seedDebtor(owner: Pool, creditor: SeededCreditor): Promise<SeededDebtor> {
  const [id, contactId, pointId] = [randomUUID(), randomUUID(), randomUUID()];
  made += 1;
  const reference = `T-${String(made)}`;
  const address = `+3363998${String(made).padStart(4, '0')}`;
  await owner.query(
    `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, birth_date) VALUES ($1, $2, $3, 'consumer', 'Camille Essai', 'fr', 'Europe/Paris', 'FR', '1988-04-12')`,
    [id, creditor.id, reference],
  );
  await owner.query(`INSERT INTO contacts (id, creditor_id, name) VALUES ($1, $2, 'Camille Essai')`, [
    contactId,
    creditor.id,
  ]);
  await owner.query(
    `INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role) VALUES ($1, $2, $3, 'self')`,
    [creditor.id, id, contactId],
  );
  await owner.query(
    `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at) VALUES ($1, $2, $3, 'sms', $4, '2026-01-01Z')`,
    [pointId, creditor.id, contactId, address],
  );
  return { id, contactId, pointId, address, reference };
}

/** An invoice of items and due lines given in cents; due one month apart from 2026-09-15. */
export async function seedInvoice(
  owner: Pool,
  creditor: SeededCreditor,
  debtor: { readonly id: string },
  parts: { readonly number: string; readonly items: readonly number[]; readonly lines: readonly number[] },
): Promise<SeededInvoice> {
  const id = randomUUID();
  const itemIds = parts.items.map(() => randomUUID());
  const lineIds = parts.lines.map(() => randomUUID());
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity) VALUES ($1, $2, $3, $4, '2026-08-15', $5, 'EUR', 'private')`,
      [id, creditor.id, debtor.id, parts.number, parts.items.reduce((a, b) => a + b, 0)],
    );
    for (const [index, minor] of parts.items.entries()) {
      await client.query(
        `INSERT INTO invoice_items (id, creditor_id, debtor_id, invoice_id, position, label, quantity, amount_minor, currency, vat_rate) VALUES ($1, $2, $3, $4, $5, 'Article', '1', $6, 'EUR', '20')`,
        [itemIds[index], creditor.id, debtor.id, id, index + 1, minor],
      );
    }
    for (const [index, minor] of parts.lines.entries()) {
      await client.query(
        `INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means, time_barred_from) VALUES ($1, $2, $3, $4, $5, date '2026-09-15' + make_interval(months => $5 - 1), $6, 'EUR', 'transfer', '2028-09-16')`,
        [lineIds[index], creditor.id, debtor.id, id, index + 1, minor],
      );
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  return { id, number: parts.number, itemIds, lineIds };
}
