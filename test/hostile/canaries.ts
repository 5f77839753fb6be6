import { plain } from './person.ts';
import { type Target } from './target.ts';

/**
 * Everything of the portfolio that a stranger may never read: names, references, invoice numbers, amounts, addresses, public
 * and private identifiers. Words that also stand in everyday language (a town, a first name) are looked for whole only.
 */
export async function canariesOf({ sql }: Target): Promise<readonly string[]> {
  const rows = await sql<{ value: string }>(`SELECT value FROM (
    SELECT name AS value FROM debtors UNION SELECT name FROM contacts UNION SELECT reference FROM debtors
    UNION SELECT number FROM invoices UNION SELECT siren FROM debtors UNION SELECT address FROM debtors
    UNION SELECT address FROM contact_points UNION SELECT to_char(birth_date, 'YYYY-MM-DD') FROM debtors
    UNION SELECT to_char(birth_date, 'DD/MM/YYYY') FROM debtors UNION SELECT id::text FROM debtors
    UNION SELECT id::text FROM contact_points UNION SELECT id::text FROM invoices) AS v WHERE value IS NOT NULL`);
  return [...new Set(rows.map(({ value }) => plain(value)).filter((value) => value.length > 5))];
}

/** What any amount of money looks like in either language; below level 2 not even an invented one is shown. */
export const anyAmount = /\d+[.,]\d{2}(?!\d)|\d\s?€|[€£$]\s?\d/;

/** The canaries and amounts in a text, except what the person typed themselves. */
export function leaksIn(text: string, canaries: readonly string[], typed: string): readonly string[] {
  const said = plain(text).replaceAll('’', "'");
  const found = canaries.filter((canary) => said.includes(canary.replaceAll('’', "'")) && !typed.includes(canary));
  const amount = anyAmount.exec(said)?.[0];
  return amount === undefined || typed.includes(amount) ? found : [...found, amount];
}

/** All that left in a conversation, as it is kept: texts, options, keys, files. */
export async function everythingSaid({ sql }: Target, channel: string, keys: readonly string[]): Promise<string> {
  const rows = await sql<{ message: string }>(
    `SELECT o.message::text AS message FROM outbox o JOIN conversations c ON c.id = o.conversation_id
      WHERE c.channel = $1 AND c.key = ANY($2) ORDER BY o.seq`,
    [channel, keys],
  );
  return rows.map(({ message }) => message).join('\n');
}
