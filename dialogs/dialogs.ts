import { type Message } from '../domain/message.ts';
import { converse } from './converse.ts';
import { type Context } from './form.ts';
import { engineTexts } from './messages/engine.ts';
import { say } from './messages/wording.ts';
import { storedLanguage } from './read-state.ts';
import { reply } from './reply.ts';
import { settle } from './settle.ts';
import { situate } from './situate.ts';

/** The apology for a message that could not be dealt with; what was remembered stays as it was. */
function apology(
  state: unknown,
  context: Context,
): { state: unknown; language: Context['language']; messages: Message[] } {
  const language = storedLanguage(state) ?? context.language;
  return { state, language, messages: [reply(language, 'engine.apology', say(engineTexts, 'apology', language))] };
}

/** The text of a one-time code; says nothing of an account, and is kept secret on its way. */
function codeMessage(code: string, context: Context): Message {
  const text = say(engineTexts, 'code', context.language, { code, creditor: context.creditor.name });
  return { key: 'engine.code', class: 'service', language: context.language, text, secret: true };
}

/** All conversations with debtors, pure, with a state that is opaque to whoever keeps it. */
export const dialogs = { language: storedLanguage, situate, converse, settle, apology, codeMessage };
