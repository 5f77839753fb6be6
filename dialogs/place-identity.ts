import { type SlotValue } from '../domain/command.ts';
import { place } from './fill.ts';
import { type Form } from './form.ts';
import { replaceTop, type Talk, topFrame, withState } from './talk.ts';

/**
 * Gives values to the proof of identity on top, as one guess: an invoice stands for those of earlier messages, and another
 * reference or factor than the one an address was offered for makes that offer void.
 */
export function placeIdentity(
  talk: Talk,
  form: Form,
  values: readonly SlotValue[],
  correct: boolean,
): ReturnType<typeof place> {
  const placed = place(forgetInvoices(talk, values), form, values, correct);
  const same = slotsOf(placed.talk) === slotsOf(talk);
  return same ? placed : { ...placed, talk: withState(placed.talk, { proof: null }) };
}

function slotsOf(talk: Talk): string {
  return JSON.stringify(Object.entries(topFrame(talk)?.slots ?? {}).sort());
}

/** Several invoices in one message are several guesses, and stay for the rules to see. */
function forgetInvoices(talk: Talk, values: readonly SlotValue[]): Talk {
  if (!values.some(({ kind }) => kind === 'invoice')) return talk;
  const kept = Object.entries(topFrame(talk)?.slots ?? {}).filter(([, value]) => value.kind !== 'invoice');
  return replaceTop(talk, { slots: Object.fromEntries(kept) });
}
