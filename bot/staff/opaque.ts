import { type Card } from '../../domain/card.ts';

/** A card whose buttons say nothing but its own id and their number, and what they stood for. */
export type Opaque = { readonly card: Card; readonly ids: readonly string[] };

/** Replaces what the buttons of a card stand for, so that nothing of it leaves and nothing of it can be altered. */
export function makeOpaque(card: Card, cardId: string): Opaque {
  const ids: string[] = [];
  const hide = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    const within = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hide(part)]));
    if (!('kind' in value) || value.kind !== 'press' || !('id' in value) || typeof value.id !== 'string') return within;
    ids.push(value.id);
    return { ...within, id: `${cardId}.${ids.length - 1}` };
  };
  // The same value with other ids.
  return { card: hide(card) as Card, ids };
}

/** Which card and which of its buttons an opaque id names; null for anything else. */
export function readOpaque(id: string): { readonly cardId: string; readonly index: number } | null {
  const [, cardId, index] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/.exec(id) ?? [];
  return cardId === undefined || index === undefined ? null : { cardId, index: Number(index) };
}
