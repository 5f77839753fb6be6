import { type Card } from '../../domain/card.ts';
import { type ActAccount } from '../../domain/staff/acts/act-outcome.ts';
import { type CellLook } from './cards/cell-text.ts';
import { handoffText } from './handoff-cards.ts';

/** What a debtor wrote to the person who holds the conversation. */
export function heardCard(
  text: string,
  account: ActAccount | null,
  ids: { readonly see: string; readonly back: string },
  { language }: CellLook,
): Card {
  const name = account === null ? handoffText('debtor', language) : `${account.name} (${account.reference})`;
  return {
    title: handoffText('writes', language, { name }),
    parts: [{ part: 'text', text }],
    actions: [
      { kind: 'press', id: ids.see, label: handoffText('transcript', language) },
      { kind: 'press', id: ids.back, label: handoffText('back', language) },
    ],
  };
}
