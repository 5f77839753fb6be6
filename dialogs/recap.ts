import { type Message } from '../domain/message.ts';
import { recapDigits, termsHash } from '../domain/terms-hash.ts';
import { type Form, type Recap } from './form.ts';
import { isAfterLongSilence } from './long-silence.ts';
import { reply } from './reply.ts';
import { type Frame } from './state.ts';
import { ask, onPhone, option, replaceTop, type Talk, words } from './talk.ts';

/** Where the words would not be the proof, a button says yes as well on a telephone. */
function isByButton({ proof }: Form): boolean {
  return proof === 'button' || proof === 'elsewhere';
}

/** How the exact terms of a recap are confirmed on this channel. */
function instruction(talk: Talk, form: Form, hash: string): string {
  return onPhone(talk) && !isByButton(form)
    ? words(talk, 'recapInstructionWords', { digits: recapDigits(hash) })
    : words(talk, 'recapInstructionButton');
}

function reminder(talk: Talk, form: Form, hash: string): Message {
  const { language } = talk.context;
  const text = isByButton(form)
    ? words(talk, 'recapReminderButton')
    : words(talk, 'recapReminderWords', { digits: recapDigits(hash) });
  return reply(language, 'engine.recapReminder', text);
}

/**
 * Shows the exact terms and asks to confirm them; only an answer bound to their hash will do. On a telephone, where they take
 * several messages, terms that were shown are called to mind, and shown again when that is asked for or after a long silence.
 */
export function showRecap(talk: Talk, form: Form, frame: Frame, recap: Recap): Talk {
  const hash = termsHash(recap.act, talk.context.hash);
  const key = `${hash} ${talk.context.language}`;
  const isKnown = onPhone(talk) && frame.recapped === key && !isAfterLongSilence(talk);
  const button = !onPhone(talk) || isByButton(form);
  const confirm = button ? [option(`confirm:${hash}`, words(talk, 'confirm'))] : [];
  const message: Message = {
    ...(isKnown ? reminder(talk, form, hash) : { ...recap.message, closing: instruction(talk, form, hash) }),
    options: [...confirm, option('do:deny', words(talk, 'change')), option('do:cancel', words(talk, 'cancel'))],
  };
  return ask(replaceTop(talk, { recapped: key }), message, { kind: 'recap', flow: frame.flow, hash });
}
