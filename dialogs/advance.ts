import { type FlowName, type SlotValue } from '../domain/command.ts';
import { type Request } from '../domain/request.ts';
import { termsHash } from '../domain/terms-hash.ts';
import { formContext, nextSlot, place } from './fill.ts';
import { type Form, type Recap, type Slot } from './form.ts';
import { askProof } from './proof.ts';
import { showRecap } from './recap.ts';
import { reply } from './reply.ts';
import { type Frame } from './state.ts';
import {
  ask,
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

/** A form that nothing was said about yet, except those values. */
export function newFrame(form: Form, held: readonly SlotValue[], files: Frame['files']): Frame {
  return { flow: form.flow, version: form.version, slots: {}, skipped: [], held, files };
}

/** Puts a form on top of the stack, with what was already said of it; files sent before go with a form that wants them. */
export function pushFlow(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  const form = talk.formOf(flow);
  if (form === null) return unavailable(talk);
  const files = form.evidence === true ? talk.state.files : [];
  const frames = [...talk.state.frames, newFrame(form, values, files)];
  return withState(talk, { frames, pending: null, files: form.evidence === true ? [] : talk.state.files });
}

function unavailable(talk: Talk): Talk {
  const options = [option('do:human', words(talk, 'human')), option('do:message', words(talk, 'message'))];
  return tell(talk, reply(talk.context.language, 'engine.unclearLast', words(talk, 'unclearLast'), { options }));
}

/**
 * Goes on with the form on top until it needs an answer or a decision: identification first, then questions, then the answer,
 * the recap or the request. A form that ends makes way for the one it interrupted, then for what was asked for meanwhile.
 */
export function advance(talk: Talk): Talk {
  const frame = topFrame(talk);
  if (frame === null) return nextRequest(talk);
  const form = talk.formOf(frame.flow);
  if (form === null) return leave(unavailable(popFrame(talk)));
  return prepare(talk, form, frame) ?? goOn(talk, form, frame);
}

/** Forms that wait for a code of their own before they go on. */
const provedBy: Partial<Record<FlowName, 'identify' | 'contact-change'>> = {
  identify: 'identify',
  contact: 'contact-change',
};

/** What comes before a form's own questions; null when it can go on. */
function prepare(talk: Talk, form: Form, frame: Frame): Talk | null {
  if (form.level === 2 && talk.context.account === null) return advance(requireIdentity(talk, frame));
  if (frame.held.length > 0) return advance(place(replaceTop(talk, { held: [] }), form, frame.held, false).talk);
  const proving = provedBy[frame.flow];
  return proving !== undefined && talk.state.proof?.purpose === proving ? askProof(talk) : null;
}

function goOn(talk: Talk, form: Form, frame: Frame): Talk {
  const context = formContext(talk, frame);
  const blocked = form.begin?.(frame.slots, context) ?? null;
  if (blocked !== null) return leave(tell(popFrame(talk), blocked));
  const slot = nextSlot(form, frame, context);
  return slot === null ? complete(talk, form, frame) : askSlot(talk, frame, slot);
}

/** Asks for one slot; after misses the ways out are offered with it. */
export function askSlot(talk: Talk, frame: Frame, slot: Slot): Talk {
  const message = slot.ask(frame.slots, formContext(talk, frame));
  return ask(talk, message, { kind: 'slot', flow: frame.flow, slot: slot.name });
}

/** Identification comes first, told what was already said of who is speaking. */
function requireIdentity(talk: Talk, below: Frame): Talk {
  const said = below.held.filter((value) => value.kind === 'reference' || value.kind === 'invoice');
  const others = talk.state.frames.filter((frame) => frame.flow !== 'identify');
  const going = talk.state.frames.find((frame) => frame.flow === 'identify');
  if (going !== undefined) return withState(talk, { frames: [...others, going] });
  return pushFlow(talk, 'identify', said.slice(0, 1));
}

/** What follows when a form has ended: the one it interrupted, its question asked again, or the next request. */
export function leave(talk: Talk): Talk {
  const below = topFrame(talk);
  if (below === null) return advance(talk);
  const resumed =
    below.flow === 'identify' ? talk : tellWords(talk, 'resume', { subject: subjectOf(talk, below.flow) });
  return advance(resumed);
}

function nextRequest(talk: Talk): Talk {
  const [first, ...queue] = talk.state.queue;
  if (first === undefined) return talk;
  return advance(pushFlow(withState(talk, { queue }), first.flow, first.values));
}

function complete(talk: Talk, form: Form, frame: Frame): Talk {
  const context = formContext(talk, frame);
  if (form.answer !== undefined) {
    const answered = tell(talk, ...form.answer(frame.slots, context));
    return leave(withState(popFrame(answered), { last: { flow: frame.flow, slots: frame.slots } }));
  }
  if (form.recap !== undefined) {
    const recap = form.recap(frame.slots, context);
    if ('refuse' in recap) return leave(tell(popFrame(talk), recap.refuse));
    return 'request' in recap ? demand(talk, frame.flow, recap.request) : confirmed(talk, form, frame, recap);
  }
  return form.request === undefined
    ? leave(popFrame(talk))
    : demand(talk, frame.flow, form.request(frame.slots, context));
}

/** The recap, or the code it waits for when nothing of it changed. */
function confirmed(talk: Talk, form: Form, frame: Frame, recap: Recap): Talk {
  const { proof } = talk.state;
  const same = proof?.purpose === 'confirm' && proof.hash === termsHash(recap.act, talk.context.hash);
  if (same) return askProof(talk);
  return showRecap(withState(talk, { proof: proof?.purpose === 'confirm' ? null : proof }), form, frame, recap);
}

/** Asks the rules; when this turn's one request was made already, one more word of the person is needed. */
export function demand(talk: Talk, flow: FlowName, request: Request): Talk {
  if (!talk.settling && talk.request === null) return { ...withState(talk, { pending: null }), request };
  const { language } = talk.context;
  const options = [option('do:yes', words(talk, 'yes')), option('do:no', words(talk, 'no'))];
  const text = words(talk, 'go', { subject: subjectOf(talk, flow) });
  return ask(talk, reply(language, 'engine.go', text, { options }), { kind: 'go', flow });
}
