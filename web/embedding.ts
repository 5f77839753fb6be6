import { embedder } from './embedder.ts';

/** What the page around the chat says to it. Nothing that is said in the chat ever goes that way. */
type FromHost = { readonly solde: 'shown'; readonly focus: boolean } | { readonly solde: 'hidden' };

export type EmbeddingEvents = {
  /** The person sees the chat; `focus`: and opened it themselves, so that the keyboard belongs in it. */
  readonly onShown: (focus: boolean) => void;
  readonly onHidden: () => void;
};

/** The chat's side of the frame: hears whether it is seen, and tells that it is ready, wants to close, or has unread messages. */
export class Embedding {
  constructor(events: EmbeddingEvents) {
    if (embedder === null) return;
    window.addEventListener('message', ({ source, origin, data }) => {
      if (source !== window.parent || origin !== embedder || !isFromHost(data)) return;
      if (data.solde === 'shown') events.onShown(data.focus);
      else events.onHidden();
    });
    tell({ solde: 'ready' });
  }

  close(): void {
    tell({ solde: 'close' });
  }

  /** How many messages came while the chat was closed: a number, and no word of them. */
  setUnread(count: number): void {
    tell({ solde: 'unread', count });
  }
}

function tell(message: object): void {
  if (embedder !== null) window.parent.postMessage(message, embedder);
}

function isFromHost(data: unknown): data is FromHost {
  if (typeof data !== 'object' || data === null || !('solde' in data)) return false;
  return data.solde === 'hidden' || (data.solde === 'shown' && 'focus' in data && typeof data.focus === 'boolean');
}
