import { type Announcer } from './announcer.ts';
import { type Said } from './said.ts';

/** The same, with what is said here announced to the other processes. */
export function announced(said: Said, announcer: Announcer): Said {
  return {
    ...said,
    spoken: (spoken) => {
      said.spoken(spoken);
      announcer.announce(spoken.conversationId);
    },
    echoed: (conversationId, prev, items) => {
      said.echoed(conversationId, prev, items);
      announcer.announce(conversationId);
    },
  };
}
