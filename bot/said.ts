import { type Instant } from '../domain/calendar.ts';
import { type Message } from '../domain/message.ts';
import { type Spoken } from './ports.ts';

/** One thing in a conversation's only sequence: what a person sent (its echo), or what we said. */
export type SaidItem = { readonly seq: number; readonly id: string; readonly at: Instant } & (
  { readonly from: 'person'; readonly echo: unknown } | { readonly from: 'us'; readonly message: Message }
);

/** Everything new after `prev`; null means: look again. */
export type Heard = { readonly prev: number; readonly items: readonly SaidItem[] } | null;

/** Where those who show a conversation meet the turns that speak in it. */
export type Said = {
  readonly spoken: (spoken: Spoken) => void;
  /** What a person sent, and what was answered with it. */
  readonly echoed: (conversationId: string, prev: number, items: readonly SaidItem[]) => void;
  /** Something may be new in these conversations, said by another process. */
  readonly changed: (conversationIds: readonly string[]) => void;
  /** Something may have been missed anywhere. */
  readonly gap: () => void;
  readonly subscribe: (conversationId: string, listener: (heard: Heard) => void) => () => void;
};

/** Makes the meeting point of one process. */
export function makeSaid(): Said {
  const listeners = new Map<string, Set<(heard: Heard) => void>>();
  const tell = (conversationId: string, heard: Heard): void => {
    for (const listener of listeners.get(conversationId) ?? []) listener(heard);
  };
  return {
    spoken: ({ conversationId, prev, items }) => {
      tell(conversationId, { prev, items: items.map((item) => ({ from: 'us', ...item })) });
    },
    echoed: (conversationId, prev, items) => {
      tell(conversationId, { prev, items });
    },
    changed: (conversationIds) => {
      for (const conversationId of conversationIds) tell(conversationId, null);
    },
    gap: () => {
      for (const conversationId of listeners.keys()) tell(conversationId, null);
    },
    subscribe: (conversationId, listener) => {
      const set = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(conversationId) === set) listeners.delete(conversationId);
      };
    },
  };
}
