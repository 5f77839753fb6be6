import { type StaffPress } from '../../dialogs/staff/cards/staff-press.ts';
import { type ActTarget } from '../../domain/staff/acts/act-target.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';

/** What a button can stand for. */
export type DeskPress =
  | StaffPress
  | { readonly kind: 'choose-creditor'; readonly creditorId: string }
  | { readonly kind: 'open'; readonly debtorId: string }
  | { readonly kind: 'offers'; readonly target: ActTarget; readonly title: string } // what may be done to that
  | { readonly kind: 'fill'; readonly act: string; readonly target: ActTarget } // asks for what an act needs
  | { readonly kind: 'prepare'; readonly act: string; readonly target: ActTarget }
  | { readonly kind: 'confirm' | 'undo'; readonly token: string }
  | { readonly kind: 'forget' } // nothing is to be done
  | { readonly kind: 'file-pdf'; readonly debtorId: string }
  | { readonly kind: 'see-handoff' | 'take' | 'decline' | 'hand-back' | 'send-payment'; readonly handoffId: string }
  | { readonly kind: 'save-settings' };

/** A button, and the question of the card it is on. */
export type KeptPress = { readonly press: DeskPress; readonly query: StaffQuery | null };

/** The buttons of one turn: each gets an id that says nothing but its number, so that nothing of it can be altered. */
export type Presses = {
  /** For the buttons of a card that answers this question. */
  readonly of: (query: StaffQuery | null) => (press: DeskPress) => string;
  readonly cardId: string;
  readonly kept: () => readonly KeptPress[];
};

export function makePresses(cardId: string): Presses {
  const kept: KeptPress[] = [];
  return {
    cardId,
    of: (query) => (press) => `${cardId}.${kept.push({ press, query }) - 1}`,
    kept: () => kept,
  };
}

export type FindCard = (of: {
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly id: string;
}) => Promise<readonly KeptPress[] | null>;

/** What a button stood for; null where it is of no card that was shown to this person, in this conversation. */
export async function readPress(
  findCard: FindCard,
  of: { readonly creditorId: string; readonly staffId: string; readonly conversationId: string },
  id: string,
): Promise<KeptPress | null> {
  const [, card, index] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/.exec(id) ?? [];
  if (card === undefined) return null;
  const kept = await findCard({ ...of, id: card });
  return kept?.[Number(index)] ?? null;
}
