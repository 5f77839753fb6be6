import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type Context } from '../form.ts';
import { doormanTexts } from '../messages/doorman.ts';
import { staffDeskTexts } from './desk-texts.ts';
import { say } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Said = { readonly state: null; readonly language: Language; readonly messages: readonly Message[] };

/** The words, in both languages, since nothing is known of who reads them. */
function words({ creditor, language }: Context): Message {
  const values = { creditor: creditor.name };
  const text = [say(doormanTexts, 'unknown', 'fr', values), say(doormanTexts, 'unknown', 'en', values)].join('\n\n');
  return reply(language, 'doorman.unknown', text);
}

/** Neutral too: who reads it may be anybody. */
function trouble(context: Context): Said {
  const text = [say(staffDeskTexts, 'trouble', 'fr'), say(staffDeskTexts, 'trouble', 'en')].join('\n\n');
  return { state: null, language: context.language, messages: [reply(context.language, 'doorman.trouble', text)] };
}

function turnAway(context: Context): Said {
  return { state: null, language: context.language, messages: [words(context)] };
}

/**
 * The conversation with whoever is no member of staff where only staff is served. It hears nothing, asks nothing of the rules and
 * remembers nothing, so that no account can be reached through it.
 */
export const doorman = {
  language: (): null => null,
  situate: (): { pending: null; options: []; flow: null; month: null } => ({
    pending: null,
    options: [],
    flow: null,
    month: null,
  }),
  converse: (): { request: null; held: null } => ({ request: null, held: null }),
  settle: (_draft: unknown, _outcome: unknown, context: Context): Said => turnAway(context),
  apology: (_state: unknown, context: Context): Said => trouble(context),
  codeMessage: (_code: string, context: Context): Message => words(context), // no code is ever issued here
};
