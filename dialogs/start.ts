import { type FlowName, type SlotValue } from '../domain/command.ts';
import { pushFlow } from './advance.ts';
import { place } from './fill.ts';
import { type Slots } from './form.ts';
import { placeIdentity } from './place-identity.ts';
import { type Talk, tellWords, topFrame, withState } from './talk.ts';

const deepest = 3; // forms waiting for each other; more would lose the person
const longestQueue = 3;

/** Takes up what was asked for; a second request of the same message, or one too deep, waits in the queue. */
export function startFlow(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  if (flow === 'human') return talkToHuman(talk, false);
  const going = talk.state.frames.find((frame) => frame.flow === flow);
  if (going !== undefined) return again(talk, flow, values);
  const depth = talk.state.frames.filter((frame) => frame.flow !== 'identify').length;
  if (talk.started || (depth >= deepest && !answersAtOnce(talk, flow))) return enqueue(talk, flow, values);
  return { ...beneathIdentification(talk, flow, values), started: true };
}

/** An answer that needs no question does not wait on the stack. */
function answersAtOnce(talk: Talk, flow: FlowName): boolean {
  const form = talk.formOf(flow);
  if (talk.context.account === null || form?.answer === undefined) return false;
  return form.slots.every((slot) => !slot.needed({}, talk.context));
}

/** Words that tell when or where to call: they are the wish, and are not asked for again. */
const saysWhen =
  /\d|demain|matin|apr[eè]s-midi|soir|lundi|mardi|mercredi|jeudi|vendredi|tomorrow|morning|afternoon|evening|monday|tuesday|wednesday|thursday|friday/i;

/** A person now, or a call back; asked again while the first question of it is open, it goes on. */
export function talkToHuman(talk: Talk, callback: boolean, about?: 'discount' | 'fees'): Talk {
  const reason = about ?? topFrame(talk)?.flow ?? 'asked';
  const mode: SlotValue = { kind: 'text', text: callback ? 'callback' : reason };
  const others = talk.state.frames.filter((frame) => frame.flow !== 'human');
  const pushed = pushFlow(withState(talk, { frames: others }), 'human', []);
  const said = talk.context.text.trim();
  const when: Slots = callback && saysWhen.test(said) ? { when: { kind: 'text', text: said.slice(0, 200) } } : {};
  const frames = pushed.state.frames.map((frame) =>
    frame.flow === 'human' ? { ...frame, slots: { mode, ...when } } : frame,
  );
  return { ...withState(pushed, { frames }), started: true };
}

/** The form is going on already: it comes on top and takes the new values. */
function again(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  const form = talk.formOf(flow);
  const going = talk.state.frames.find((frame) => frame.flow === flow);
  if (form === null || going === undefined) return talk;
  if (topFrame(talk)?.flow === 'identify' && flow !== 'identify') return { ...hold(talk, flow, values), started: true };
  const others = talk.state.frames.filter((frame) => frame.flow !== flow);
  const pending = topFrame(talk)?.flow === flow ? talk.state.pending : null;
  const raised = withState(talk, { frames: [...others, going], pending });
  const placed = flow === 'identify' ? placeIdentity(raised, form, values, false) : place(raised, form, values, false);
  return { ...placed.talk, started: true };
}

/** Values for a form whose account may not be looked at yet. */
function hold(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  const frames = talk.state.frames.map((frame) =>
    frame.flow === flow ? { ...frame, held: [...frame.held, ...values] } : frame,
  );
  return withState(talk, { frames });
}

/** While someone is being identified, what needs an identity is put beneath, to be dealt with once they are. */
function beneathIdentification(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  const top = topFrame(talk);
  const { pending } = talk.state;
  const waits = talk.context.account === null && talk.formOf(flow)?.level === 2;
  if (top?.flow !== 'identify' || !waits) return pushFlow(talk, flow, values);
  const below = pushFlow(withState(talk, { frames: talk.state.frames.slice(0, -1) }), flow, values);
  return withState(below, { frames: [...below.state.frames, top], pending });
}

function enqueue(talk: Talk, flow: FlowName, values: readonly SlotValue[]): Talk {
  if (talk.state.queue.some((waiting) => waiting.flow === flow)) return talk;
  if (talk.state.queue.length >= longestQueue) return tellWords(talk, 'queueFull');
  return withState(talk, { queue: [...talk.state.queue, { flow, values }] });
}
