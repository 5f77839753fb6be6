import { type Language } from '../domain/language.ts';
import { type Message } from '../domain/message.ts';
import { type Outcome } from '../domain/outcome.ts';
import { converse, type Draft, type Heard } from './converse.ts';
import { type Context, type FormOf } from './form.ts';
import { engineTexts } from './messages/engine.ts';
import { say } from './messages/wording.ts';
import { storedLanguage } from './read-state.ts';
import { reply } from './reply.ts';
import { settle, type Settled } from './settle.ts';
import { type Place, situate } from './situate.ts';

type Apology = { readonly state: unknown; readonly language: Language; readonly messages: readonly Message[] };

/** The apology for a message that could not be dealt with; what was remembered stays as it was. */
function apology(state: unknown, context: Context): Apology {
  const language = storedLanguage(state) ?? context.language;
  return { state, language, messages: [reply(language, 'engine.apology', say(engineTexts, 'apology', language))] };
}

/** The text of a one-time code; says nothing of an account, and is kept secret on its way. */
function codeMessage(code: string, context: Context): Message {
  const text = say(engineTexts, 'code', context.language, { code, creditor: context.creditor.name });
  return { key: 'engine.code', class: 'service', language: context.language, text, secret: true };
}

/** Conversations, pure, with a state that is opaque to whoever keeps it. */
export type Dialogs = {
  readonly language: (state: unknown) => Language | null;
  readonly situate: (state: unknown, context: Context) => Place;
  readonly converse: (heard: Heard) => Draft;
  readonly settle: (draft: Draft, outcome: Outcome, context: Context) => Settled;
  readonly apology: (state: unknown, context: Context) => Apology;
  readonly codeMessage: (code: string, context: Context) => Message;
};

/** Conversations over these forms. */
export function makeDialogs(formOf: FormOf): Dialogs {
  return {
    language: storedLanguage,
    situate: (state, context) => situate(state, context, formOf),
    converse: (heard) => converse(heard, formOf),
    settle,
    apology,
    codeMessage,
  };
}
