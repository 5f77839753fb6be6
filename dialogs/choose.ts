import { isLanguage } from '../domain/language.ts';
import { confirmRecap } from './confirm.ts';
import { formContext, placeIn } from './fill.ts';
import { climb } from './ladder.ts';
import { readAction, readShownId, readStart } from './option-id.ts';
import { otherAddress, sendCode } from './proof.ts';
import { switchLanguage } from './speak.ts';
import { startFlow } from './start.ts';
import { replaceTop, type Talk, tellWords, topFrame, withState } from './talk.ts';

/** An option of the last prompt really shown; a button of an older one changes nothing, and that is said. */
export function choose(talk: Talk, id: string, command: (talk: Talk, name: string) => Talk): Talk {
  const shown = readShownId(id);
  const { prompt } = talk.state;
  const current = prompt !== null && shown?.prompt === prompt.number && prompt.options.some((of) => of.id === id);
  if (shown === null || !current) return tellWords(talk, 'stale');
  return act(talk, shown.action, command);
}

function act(talk: Talk, action: string, command: (talk: Talk, name: string) => Talk): Talk {
  const { verb, rest } = readAction(action);
  switch (verb) {
    case 'slot':
      return chooseSlot(talk, action, rest);
    case 'start':
      return chooseStart(talk, rest);
    case 'mask':
      return sendCode(talk, rest);
    case 'confirm':
      return confirmRecap(talk, { hash: rest, code: null });
    case 'change':
      return changeSlot(talk, rest);
    case 'language':
      return isLanguage(rest) ? switchLanguage(talk, rest) : climb(talk);
    default:
      return command(talk, rest);
  }
}

function chooseStart(talk: Talk, rest: string): Talk {
  const start = readStart(rest);
  return start === null ? climb(talk) : startFlow(talk, start.flow, start.values);
}

function chooseSlot(talk: Talk, action: string, rest: string): Talk {
  const frame = topFrame(talk);
  const form = frame === null ? null : talk.formOf(frame.flow);
  const slot = form?.slots.find((candidate) => candidate.name === rest.split('=')[0]);
  if (frame === null || form === null || slot === undefined) return tellWords(talk, 'stale');
  if (form.level === 2 && talk.context.account === null) return talk; // who is speaking must be proved again first
  const value = slot.choose?.(action, frame.slots, formContext(talk, frame)) ?? null;
  return value === null ? climb(talk) : placeIn(talk, form, slot, value).talk;
}

/** The person wants to correct this one: it is asked again, and what depended on it with it. */
function changeSlot(talk: Talk, name: string): Talk {
  const frame = topFrame(talk);
  const slot = frame === null ? undefined : talk.formOf(frame.flow)?.slots.find((candidate) => candidate.name === name);
  if (frame === null || slot === undefined) return tellWords(talk, 'stale');
  const dropped = [name, ...slot.clears];
  const slots = Object.fromEntries(Object.entries(frame.slots).filter(([of]) => !dropped.includes(of)));
  return withState(replaceTop(talk, { slots, skipped: frame.skipped.filter((of) => !dropped.includes(of)) }), {
    pending: null,
    proof: null,
  });
}

/** "Other address" and "another code", offered while a code is awaited. */
export function chooseAboutCode(talk: Talk, name: 'resend' | 'other'): Talk {
  const { proof } = talk.state;
  if (proof === null) return tellWords(talk, 'stale');
  return name === 'resend' && proof.maskId !== null ? sendCode(talk, proof.maskId) : otherAddress(talk);
}
