import { type StaffQuery } from '../../domain/staff/query.ts';
import { readOpaque } from './opaque.ts';
import { type Visit } from './visit.ts';

/** What a pressed button stands for: what its card kept, and the question that card answered. */
export type Pressed = { readonly id: string; readonly query: StaffQuery | null };

export type FindCard = (of: {
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly id: string;
}) => Promise<{ readonly ids: readonly string[]; readonly query: StaffQuery | null } | null>;

/** Finds what a button stood for; null where it is of no card that was shown to this person, in this conversation. */
export async function readPress(findCard: FindCard, visit: Visit, option: string): Promise<Pressed | null> {
  const opaque = readOpaque(option);
  if (opaque === null) return null;
  const { creditorId, who } = visit.scope;
  const { conversationId } = visit;
  const kept = await findCard({ creditorId, staffId: who.id, conversationId, id: opaque.cardId });
  const id = kept?.ids[opaque.index];
  return kept === null || id === undefined ? null : { id, query: kept.query };
}
