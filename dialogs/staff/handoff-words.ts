import { type Creditor } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { formatDate } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { handoffTexts } from '../messages/handoff.ts';
import { say } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Said = { readonly creditor: Pick<Creditor, 'name'>; readonly language: Language };

/** The approved words around a person's: who speaks now, what comes with them, and what becomes of it when nobody comes. */
export const handoffWords = {
  taken: ({ creditor, language, who }: Said & { readonly who: string }): Message =>
    reply(language, 'handoff.taken', say(handoffTexts, 'taken', language, { who, creditor: creditor.name })),
  file: ({ language, who }: Said & { readonly who: string }): Message =>
    reply(language, 'handoff.file', say(handoffTexts, 'file', language, { who })),
  back: ({ creditor, language, summary }: Said & { readonly summary: string }): Message => {
    const text = say(handoffTexts, 'back', language, { creditor: creditor.name, summary: '\u0000' });
    return reply(
      language,
      'handoff.back',
      text.replace('\u0000', () => summary),
    );
  },
  unanswered: ({ language, on, closed }: Said & { readonly on: CivilDate; readonly closed: boolean }): Message => {
    const text = say(handoffTexts, closed ? 'closed' : 'late', language, { date: formatDate(on, language) });
    return { ...reply(language, closed ? 'handoff.closed' : 'handoff.late', text), class: 'service' };
  },
};
