import { type Act } from '../domain/request.ts';
import { recapDigits, termsHash } from '../domain/terms-hash.ts';
import { formContext, nextSlot } from './fill.ts';
import { beginConfirmation, needsDirectorsCode } from './proof.ts';
import { onPhone, replaceTop, type Talk, tellWords, topFrame, withState } from './talk.ts';

type ActNow = { readonly act: Act; readonly hash: string; readonly light: boolean; readonly elsewhere: boolean };

/** The act of the recap on the table, as the account gives it now; null when there is no such recap any more. */
function actNow(talk: Talk): ActNow | null {
  const frame = topFrame(talk);
  const form = frame === null ? null : talk.formOf(frame.flow);
  if (frame === null || form?.recap === undefined) return null;
  if (form.level === 2 && talk.context.account === null) return null;
  const context = formContext(talk, frame);
  if (nextSlot(form, frame, context) !== null) return null;
  const recap = form.recap(frame.slots, context);
  if (!('act' in recap)) return null;
  const { proof } = form;
  return {
    act: recap.act,
    hash: termsHash(recap.act, context.hash),
    light: proof === 'button',
    elsewhere: proof === 'elsewhere',
  };
}

/** Consent to exactly the terms shown: a button of that recap, or the typed words with its digits on a phone channel. */
export function confirmRecap(talk: Talk, given: { readonly hash: string | null; readonly code: string | null }): Talk {
  const { pending } = talk.state;
  if (pending?.kind !== 'recap') return tellWords(talk, pending?.kind === 'code' ? 'confirmByCode' : 'nothingPending');
  const now = actNow(talk);
  if (now === null) return talk; // `advance` finds out what is missing and asks for it
  if (now.hash !== pending.hash || (given.hash !== null && given.hash !== now.hash))
    return tellWords(replaceTop(talk, { recapped: null }), 'recapChanged');
  return consent(talk, now, given.code);
}

/** What the terms and the channel ask for beside the word: nothing, a code, or the recap's digits. */
function consent(talk: Talk, now: ActNow, digits: string | null): Talk {
  const { act, hash } = now;
  if (now.light) return { ...talk, request: { kind: 'act', act, confirmation: { how: 'button', hash, digits: null } } };
  if (!onPhone(talk) || now.elsewhere) return beginConfirmation(talk, now);
  if (digits === null) return tellWords(talk, 'recapDigitsMissing');
  // Digits of another recap: whoever typed them may not have read this one.
  if (digits !== recapDigits(hash)) return tellWords(replaceTop(talk, { recapped: null }), 'recapDigits');
  if (needsDirectorsCode(talk, act)) return beginConfirmation(talk, now);
  return { ...talk, request: { kind: 'act', act, confirmation: { how: 'words', hash, digits } } };
}

/** The digits of a one-time code: for identity, or for exactly the terms it was sent for. */
export function enterCode(talk: Talk, digits: string): Talk {
  const { proof } = talk.state;
  if (proof === null) return tellWords(talk, 'nothingPending');
  if (proof.purpose === 'identify') return { ...talk, request: { kind: 'check-code', digits } };
  if (proof.purpose === 'contact-change') return { ...talk, request: { kind: 'verify-address', digits } };
  const now = actNow(talk);
  if (now === null) return talk;
  if (now.hash !== proof.hash) return tellWords(withState(talk, { proof: null, pending: null }), 'recapChanged');
  return { ...talk, request: { kind: 'act', act: now.act, confirmation: { how: 'code', hash: now.hash, digits } } };
}
