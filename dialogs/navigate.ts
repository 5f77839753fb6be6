import { codeTexts } from './messages/code.ts';
import { cancelledTexts } from './messages/subjects.ts';
import { say } from './messages/wording.ts';
import { pushFlow } from './advance.ts';
import { type Slot } from './form.ts';
import { showMenu } from './menu.ts';
import { reply } from './reply.ts';
import {
  option,
  popFrame,
  replaceTop,
  subjectOf,
  type Talk,
  tell,
  tellWords,
  topFrame,
  withState,
  words,
} from './talk.ts';

/** The slot the pending question is about. */
export function pendingSlot(talk: Talk): Slot | null {
  const { pending } = talk.state;
  if (pending?.kind !== 'slot') return null;
  return talk.formOf(pending.flow)?.slots.find((slot) => slot.name === pending.slot) ?? null;
}

/** Drops the form we talk about and says what did not happen; who you are, your language and the rest stay. */
export function cancel(talk: Talk): Talk {
  const frame = topFrame(talk);
  if (frame === null) return tellWords(talk, 'nothingToCancel');
  const below = talk.state.frames.at(-2);
  const wanting =
    frame.flow === 'identify' && below !== undefined && talk.formOf(below.flow)?.level === 2 ? below : null;
  const dropped = wanting === null ? popFrame(talk) : popFrame(popFrame(talk));
  const flow = wanting?.flow ?? frame.flow;
  const text = say(cancelledTexts, flow, talk.context.language);
  const told = tell(
    withState(dropped, { proof: null, misses: { here: 0, overall: 0 } }),
    reply(talk.context.language, `cancelled.${flow}`, text),
  );
  const next = topFrame(told);
  if (next !== null) return tellWords(told, 'resume', { subject: subjectOf(told, next.flow) });
  return told.state.queue.length > 0 ? told : showMenu(told);
}

/** Everything going on is left; nothing of it was recorded. */
export function endForNow(talk: Talk): Talk {
  const ended = withState(talk, { frames: [], queue: [], pending: null, proof: null, prompt: null });
  const frame = topFrame(talk);
  const text = frame === null ? null : say(cancelledTexts, frame.flow, talk.context.language);
  const told = text === null ? ended : tell(ended, reply(talk.context.language, 'cancelled.all', text));
  return { ...tellWords(told, 'bye'), still: true };
}

/** The last answer or question again, its choices under a new number. */
export function repeat(talk: Talk): Talk {
  // The question is put again at the end of the turn, a recap whole.
  if (talk.state.frames.length > 0) return replaceTop(talk, { recapped: null });
  const { last } = talk.state;
  if (last === null) return showMenu(talk);
  const pushed = pushFlow(talk, last.flow, []);
  return replaceTop(pushed, { slots: last.slots });
}

/** What is possible now: around a question, or in general. */
export function help(talk: Talk): Talk {
  return topFrame(talk) === null ? showMenu(talk, 'help') : tellWords(talk, 'helpHere');
}

/** What the question is for. */
export function explain(talk: Talk): Talk {
  const { pending } = talk.state;
  const slot = pendingSlot(talk);
  if (slot !== null) return tell(talk, slot.why(talk.context));
  if (pending?.kind !== 'code' && pending?.kind !== 'mask') return tellWords(talk, 'whyGeneral');
  const { language } = talk.context;
  return tell(talk, reply(language, 'code.why', say(codeTexts, 'codeWhy', language)));
}

/** An optional question is left out; a needed one says why it is needed and shows the ways out, never a loop. */
export function skip(talk: Talk): Talk {
  const slot = pendingSlot(talk);
  const frame = topFrame(talk);
  if (slot === null || frame === null) return tellWords(talk, 'nothingPending');
  if (frame.slots[slot.name] !== undefined) return talk; // answered in the same message
  if (slot.optional === true || (typeof slot.optional === 'function' && slot.optional(talk.context))) {
    const state = withState(replaceTop(talk, { skipped: [...frame.skipped, slot.name] }), { pending: null });
    return withState(state, { misses: { here: 0, overall: 0 } });
  }
  const options = [option('do:human', words(talk, 'human')), option('do:cancel', words(talk, 'cancel'))];
  const text = words(talk, 'mandatory');
  return {
    ...tell(talk, slot.why(talk.context), reply(talk.context.language, 'engine.mandatory', text, { options })),
    still: true,
  };
}
