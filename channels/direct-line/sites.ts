import { type Instant } from '../../domain/calendar.ts';
import { type DirectLineBackend } from './backend.ts';

/** Which sites may use a chat, asked of the service and remembered for a moment. */
export type Sites = {
  /** Whether that site's pages may use the chat of this creditor. */
  mayUse(creditorSlug: string, origin: string): Promise<boolean>;
  /** Whether that site's pages may use any chat: all a browser's first question tells. */
  isKnown(origin: string): Promise<boolean>;
};

/** How long an answer is believed, in milliseconds: a site that is taken off the list is refused after it. */
const believedMs = 10_000;
const answersMax = 5_000;

/** An origin as browsers write it; anything else is nobody's site and is not asked for. */
const shape = /^https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?$/;

/** Asks the backend at most every ten seconds for the same thing; while the store is away the last answer stands. */
export function makeSites(backend: Pick<DirectLineBackend, 'findCreditor' | 'isEmbedder'>, now: () => Instant): Sites {
  const remembered = new Map<string, { readonly answer: boolean; readonly at: Instant }>();
  const ask = async (key: string, origin: string, question: () => Promise<boolean>): Promise<boolean> => {
    if (!shape.test(origin)) return false;
    const known = remembered.get(key);
    const age = now() - (known?.at ?? 0);
    if (known !== undefined && age >= 0 && age < believedMs) return known.answer; // a clock may be set back
    try {
      const answer = await question();
      remembered.delete(key);
      remembered.set(key, { answer, at: now() });
      if (remembered.size > answersMax) remembered.delete(remembered.keys().next().value ?? '');
      return answer;
    } catch (error) {
      if (known === undefined) throw error;
      return known.answer;
    }
  };
  return {
    mayUse: (creditorSlug, origin) =>
      ask(`${creditorSlug} ${origin}`, origin, async () => {
        const creditor = await backend.findCreditor(creditorSlug);
        return creditor?.origins?.includes(origin) === true;
      }),
    isKnown: (origin) => ask(origin, origin, () => backend.isEmbedder(origin)),
  };
}
