import { type Language } from '../domain/language.ts';
import { type Message } from '../domain/message.ts';

type Extras = Pick<Message, 'closing' | 'options' | 'rows' | 'title' | 'files' | 'qr'>;

/** An answer to what was just written, in approved wording that is already filled in. */
export function reply(language: Language, key: string, text: string, extras: Extras = {}): Message {
  return { key, class: 'reply', language, text, ...extras };
}
