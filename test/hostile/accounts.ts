import { randomUUID } from 'node:crypto';
import { seedInvoice } from '../support/ledger-rows.ts';
import { lastCode, type Person, phone, visitor } from './person.ts';
import { strangersPhone, type Target } from './target.ts';

let copies = 0;

/** The telephone of a made account; nobody else's. */
export function phoneOf(reference: string): string {
  return `+33639970${reference.slice(-3)}`;
}

/** The number of the account's first, second ... invoice. */
export function invoiceOf(reference: string, position: number): string {
  return `FA-2019-${reference.slice(-3)}${String(position)}`;
}

/** A consumer born on 12/04/1988 with a telephone and these invoices, in cents, whom no other test locks out or pays for. */
export async function copyOfAccount({ sql, owner }: Target, invoices: readonly number[] = []): Promise<string> {
  copies += 1;
  const reference = `COP-${String(1000 + copies)}`;
  const [made] = await sql<{ id: string; creditor_id: string }>(
    `WITH d AS (INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, birth_date)
       SELECT gen_random_uuid(), id, $1, 'consumer', 'Camille Copie', 'fr', 'Europe/Paris', 'FR', '1988-04-12' FROM creditors WHERE slug = 'lumio'
       RETURNING id, creditor_id),
     c AS (INSERT INTO contacts (id, creditor_id, name) SELECT gen_random_uuid(), creditor_id, 'Camille Copie' FROM d RETURNING id, creditor_id),
     l AS (INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role) SELECT d.creditor_id, d.id, c.id, 'self' FROM d, c RETURNING contact_id),
     p AS (INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
       SELECT gen_random_uuid(), c.creditor_id, c.id, 'sms', $2, now() FROM c, l)
     SELECT id, creditor_id FROM d`,
    [reference, phoneOf(reference)],
  );
  const { id, creditor_id } = made ?? { id: '', creditor_id: '' };
  for (const [index, minor] of invoices.entries()) {
    const number = invoiceOf(reference, index + 1);
    await seedInvoice(owner, { id: creditor_id, slug: 'lumio' }, { id }, { number, items: [minor], lines: [minor] });
  }
  return reference;
}

/** Another telephone of whoever has that one, so that no other conversation is in the way. */
export async function secondPhone({ sql }: Target, of: string): Promise<string> {
  const address = strangersPhone();
  await sql(
    `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
     SELECT gen_random_uuid(), creditor_id, contact_id, 'sms', $2, verified_at FROM contact_points WHERE address = $1 LIMIT 1`,
    [of, address],
  );
  return address;
}

/** Its holder, identified, by telephone. */
export async function holderByPhone(service: Target, reference: string, birth = '12/04/1988'): Promise<Person> {
  const person = phone(service, phoneOf(reference));
  for (const text of ['mon solde', reference, birth]) await person.say(text);
  return person;
}

/** Its holder, identified by a one-time code, on the page. */
export async function holderOnPage(service: Target, reference: string): Promise<Person> {
  const person = await visitor(service);
  for (const text of ['mon solde', reference, '12/04/1988']) await person.say(text);
  await person.press('Par SMS');
  await person.say(await lastCode(service, phoneOf(reference)));
  return person;
}

/** Money arrives for that account's first open invoice, as an import would book it. */
export async function pays({ sql }: Target, reference: string, minor: number): Promise<void> {
  const payment = randomUUID();
  await sql(
    `WITH d AS (UPDATE debtors SET version = version + 1 WHERE reference = $1 RETURNING id, creditor_id),
          p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
                SELECT $2::uuid, creditor_id, id, 'bank', $2::text, $3, 'EUR', current_date, 'settled', 'transfer', true FROM d)
     INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
     SELECT gen_random_uuid(), d.creditor_id, d.id, $2::uuid, (SELECT l.id FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE l.debtor_id = d.id ORDER BY i.number LIMIT 1),
            $3, 'EUR', current_date, 'accounts' FROM d`,
    [reference, payment, minor],
  );
}

/** What was agreed on that account, in rows. */
export async function agreed(
  { sql }: Target,
  reference: string,
): Promise<{ plans: number; promises: number; total: number; instalments: number }> {
  const [row] = await sql<{ plans: number; promises: number; total: number; instalments: number }>(
    `SELECT (SELECT count(*)::int FROM plans p WHERE p.debtor_id = d.id AND p.status = 'active') AS plans,
            (SELECT count(*)::int FROM promises p WHERE p.debtor_id = d.id AND p.status = 'open') AS promises,
            (SELECT coalesce(sum(p.total_minor), 0)::int FROM plans p WHERE p.debtor_id = d.id) AS total,
            (SELECT coalesce(sum(i.amount_minor), 0)::int FROM instalments i JOIN plans p ON p.id = i.plan_id WHERE p.debtor_id = d.id) AS instalments
       FROM debtors d WHERE d.reference = $1`,
    [reference],
  );
  return row ?? { plans: -1, promises: -1, total: -1, instalments: -1 };
}

/** The words that confirm the recap just shown. */
export function confirmation(person: Person): string {
  return /JE CONFIRME \d{4}/.exec(person.last().text)?.[0] ?? 'JE CONFIRME';
}
