import { type Message } from '../domain/message.ts';
import { recapDigits, termsHash } from '../domain/terms-hash.ts';
import { type Form, type Recap } from './form.ts';
import { type Frame } from './state.ts';
import { ask, onPhone, option, type Talk, words } from './talk.ts';

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

/** Shows the exact terms and asks to confirm them; only an answer bound to their hash will do. */
export function showRecap(talk: Talk, form: Form, frame: Frame, recap: Recap): Talk {
  const hash = termsHash(recap.act, talk.context.hash);
  const button = !onPhone(talk) || isByButton(form);
  const confirm = button ? [option(`confirm:${hash}`, words(talk, 'confirm'))] : [];
  const message: Message = {
    ...recap.message,
    closing: instruction(talk, form, hash),
    options: [...confirm, option('do:deny', words(talk, 'change')), option('do:cancel', words(talk, 'cancel'))],
  };
  return ask(talk, message, { kind: 'recap', flow: frame.flow, hash });
}
