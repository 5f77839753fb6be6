import { choose } from './choose.ts';
import { climb } from './ladder.ts';
import { readShownId } from './option-id.ts';
import { cancel, explain, skip } from './navigate.ts';
import { reply } from './reply.ts';
import { talkToHuman } from './start.ts';
import { onPhone, option, type Talk, tell, tellWords, topFrame, withState, words } from './talk.ts';

/** The option of the question on the table whose id says yes or no. */
function yesNoOption(talk: Talk, answer: 'yes' | 'no'): string | null {
  const found = talk.state.prompt?.options.find(({ id }) => id.endsWith(`=${answer}`));
  return found?.id ?? null;
}

/** What was said with choices that ask for one, though nothing depends on it. */
const offering = /^(?:care|refusal)\.|^engine\.(?:clarify|aboutValue|gotFile|menu|help|unclear\w*|undoLater)$/;

/** Yes to an offer takes the only thing offered beside a person; of several, it is asked which. Else it is an acknowledgement. */
function agree(talk: Talk): Talk {
  const { prompt } = talk.state;
  if (prompt === null || prompt.options.length === 0 || !offering.test(prompt.key)) {
    return { ...tellWords(talk, 'fine'), still: true };
  }
  if (prompt.options.every(({ id }) => id.endsWith('.do:human'))) {
    return prompt.key.startsWith('care.') ? { ...tellWords(talk, 'fine'), still: true } : talkToHuman(talk, false);
  }
  const starts = prompt.options.filter(({ id }) => readShownId(id)?.action.startsWith('start:') === true);
  const [only] = starts.filter(({ id }) => readShownId(id)?.action !== 'start:human');
  if (only !== undefined && starts.length === 1) return choose(talk, only.id, (same) => same);
  const options = prompt.options.map((shown) => ({ ...shown, id: readShownId(shown.id)?.action ?? shown.id }));
  const text = words(talk, 'whichOne');
  return { ...tell(talk, reply(talk.context.language, prompt.key, text, { options })), still: true };
}

/** The only value offered: a yes takes it, and whatever binds still has its recap. */
function onlyValue(talk: Talk): string | null {
  const values = (talk.state.prompt?.options ?? []).filter(
    ({ id }) => readShownId(id)?.action.startsWith('slot:') === true,
  );
  const [only] = values;
  return only !== undefined && values.length === 1 ? only.id : null;
}

/** A question of what they would like to see or receive: no means nothing. */
function isOnlyAsked(talk: Talk): boolean {
  const frame = topFrame(talk);
  const form = frame === null ? null : talk.formOf(frame.flow);
  return form?.flow === 'document' || form?.flow === 'invoice';
}

/** Yes is an answer to a yes-or-no question only; it never binds anyone to a recap. */
export function affirm(talk: Talk): Talk {
  const { pending } = talk.state;
  switch (pending?.kind) {
    case 'recap':
      return tellWords(talk, onPhone(talk) ? 'recapNotYetWords' : 'recapNotYet');
    case 'go':
      return withState(talk, { pending: null }); // what it waits for is asked of the rules at the end of the turn
    case 'undo':
      return { ...withState(talk, { pending: null }), request: { kind: 'undo', what: pending.what, id: pending.id } };
    case 'slot': {
      const yes = yesNoOption(talk, 'yes') ?? onlyValue(talk);
      return yes === null ? climb(talk) : choose(talk, yes, (same) => same);
    }
    case 'mask':
    case 'code':
      return climb(talk);
    case undefined:
      return agree(talk);
  }
}

/** No to a question; to a recap it asks what must change, and records nothing. */
export function deny(talk: Talk): Talk {
  const { pending } = talk.state;
  switch (pending?.kind) {
    case 'recap':
      return whatToChange(talk);
    case 'go':
      return cancel(talk);
    case 'undo':
      return tellWords(withState(talk, { pending: null }), 'undoKept');
    case 'slot': {
      const no = yesNoOption(talk, 'no');
      if (no !== null) return choose(talk, no, (same) => same);
      return isOnlyAsked(talk) ? cancel(talk) : skip(talk);
    }
    case 'mask':
    case 'code':
      return explain(talk);
    case undefined:
      return { ...tellWords(talk, 'fine'), still: true };
  }
}

/** Named by any of what the slot holds: "le nombre de fois ou le montant". */
function changeOption(talk: Talk, slot: string, what: string): ReturnType<typeof option> {
  return option(`change:${slot}`, words(talk, 'correct', { what }), [what, ...what.split(/ (?:ou|or) /)]);
}

function whatToChange(talk: Talk): Talk {
  const frame = topFrame(talk);
  const slots = (frame === null ? [] : (talk.formOf(frame.flow)?.slots ?? [])).filter(
    (slot) => frame?.slots[slot.name] !== undefined && slot.label !== undefined,
  );
  const options = [
    ...slots.map((slot) => changeOption(talk, slot.name, slot.label?.(talk.context) ?? slot.name)),
    option('do:cancel', words(talk, 'cancel')),
    option('do:human', words(talk, 'human')),
  ];
  const text = words(talk, 'recapDenied');
  return { ...tell(talk, reply(talk.context.language, 'engine.recapDenied', text, { options })), still: true };
}
