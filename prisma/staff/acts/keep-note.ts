import { randomUUID } from 'node:crypto';
import { type OnAccount } from './doing.ts';

/** Keeps what a person wrote on the account, or why they did something to it; gives its id. */
export async function keepNote(
  { place, order, who, locked }: OnAccount,
  note: { readonly kind: 'note' | 'hold' | 'release' | 'care'; readonly words: string; readonly aboutId?: string },
): Promise<string> {
  const id = randomUUID();
  await place.client.query(
    `INSERT INTO account_notes (id, creditor_id, debtor_id, kind, about_id, words, by, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, solde_instant($8))`,
    [
      ...[id, order.creditorId, locked.account.debtor.id, note.kind, note.aboutId ?? null, note.words],
      ...[who.handle, order.at],
    ],
  );
  return id;
}
