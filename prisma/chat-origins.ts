import { type Database } from './database.ts';
import { withCreditor } from './tenant.ts';

/** Sites to add to, and to take off, the list of those that may show a creditor's chat; exact origins. */
export type OriginChange = { readonly add?: readonly string[]; readonly remove?: readonly string[] };

/** Changes the list and gives it as it is then, sorted; null when there is no such creditor. The same change again changes nothing. */
export async function changeChatOrigins(
  { pool, prisma }: Pick<Database, 'pool' | 'prisma'>,
  slug: string,
  { add = [], remove = [] }: OriginChange,
): Promise<readonly string[] | null> {
  const { rows } = await pool.query<{ id: string | null }>('SELECT solde_creditor_by_slug($1) AS id', [slug]);
  const id = rows[0]?.id ?? null;
  if (id === null) return null;
  return await withCreditor(prisma, id, async (tx) => {
    // Locked, so that two changes at once both hold.
    const [creditor] = await tx.$queryRaw<{ chat_origins: string[] }[]>`
      SELECT chat_origins FROM creditors WHERE id = ${id}::uuid FOR UPDATE`;
    const before = creditor?.chat_origins ?? [];
    const after = [...new Set([...before, ...add])].filter((origin) => !remove.includes(origin)).toSorted();
    if (after.join(' ') !== before.join(' ')) {
      await tx.creditor.update({ where: { id }, data: { chatOrigins: after } });
    }
    return after;
  });
}
