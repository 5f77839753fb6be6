import { type CivilDate, partsOf } from '../domain/civil-date.ts';
import { type SlotValue } from '../domain/command.ts';
import { type Context, type Form, type Slot } from './form.ts';
import { type Frame } from './state.ts';
import { replaceTop, type Talk, tell, tellWords, topFrame, withState } from './talk.ts';

/** What the form may look at, with the files of this frame. */
export function formContext(talk: Talk, frame: Frame): Context {
  return { ...talk.context, files: frame.files };
}

/** The first slot still to be asked about; null when the form knows enough. */
export function nextSlot(form: Form, frame: Frame, context: Context): Slot | null {
  return (
    form.slots.find(
      (slot) =>
        frame.slots[slot.name] === undefined && !frame.skipped.includes(slot.name) && slot.needed(frame.slots, context),
    ) ?? null
  );
}

function sameValue(a: SlotValue | undefined, b: SlotValue): boolean {
  const bare = ({ role: _role, ...rest }: SlotValue): string => JSON.stringify(Object.entries(rest).sort());
  return a !== undefined && bare(a) === bare(b);
}

/**
 * The slot a value is meant for: the one asked about, else one not filled yet, else one filled before, which it corrects. A
 * correction prefers what was filled; "not 50 but 60" names the old value, so the slot that holds it.
 */
export function slotFor(
  form: Form,
  frame: Frame,
  context: Context,
  given: {
    readonly value: SlotValue;
    readonly asked: string | null;
    readonly old: SlotValue | null;
    readonly correct: boolean;
  },
): Slot | null {
  const { value, asked, old, correct } = given;
  const fitting = form.slots.filter(
    (slot) =>
      slot.kinds.includes(value.kind) &&
      (slot.name === asked || (slot.accepts?.(value, frame.slots, context) ?? value.kind !== 'text')),
  );
  const holder = old === null ? undefined : fitting.find((slot) => sameValue(frame.slots[slot.name], old));
  const pending = fitting.find((slot) => slot.name === asked);
  const filled = fitting.findLast((slot) => frame.slots[slot.name] !== undefined);
  const empty =
    fitting.find((slot) => frame.slots[slot.name] === undefined && slot.needed(frame.slots, context)) ??
    fitting.find((slot) => frame.slots[slot.name] === undefined);
  const order = correct ? [holder, filled, pending, empty] : [holder, pending, empty, filled];
  return order.find((slot) => slot !== undefined) ?? null;
}

/** Puts a checked value into the top form; what depended on it is asked again, and that is said. */
function put(talk: Talk, frame: Frame, slot: Slot, value: SlotValue): Talk {
  const changed = frame.slots[slot.name] !== undefined && !sameValue(frame.slots[slot.name], value);
  const cleared = changed ? slot.clears.filter((name) => frame.slots[name] !== undefined) : [];
  const kept = Object.entries(frame.slots).filter(([name]) => !cleared.includes(name));
  const skipped = frame.skipped.filter((name) => name !== slot.name && !(changed && slot.clears.includes(name)));
  const filled = replaceTop(talk, { slots: Object.fromEntries([...kept, [slot.name, value]]), skipped });
  const calm = withState(filled, { misses: { here: 0, overall: 0 } });
  return cleared.length > 0 ? tellWords(calm, 'changed') : calm;
}

function missed(talk: Talk): Talk {
  const { misses } = talk.state;
  return withState(talk, { misses: { ...misses, here: misses.here + 1 } });
}

/** A year nobody means, and that a schedule could run out of the calendar from. */
function isAbsurd(value: SlotValue, today: CivilDate): boolean {
  if (value.kind !== 'date') return false;
  const { year } = partsOf(value.date);
  return year < 1850 || year > partsOf(today).year + 30;
}

/** Gives one value to the slot of the top form that wants it; says what would do when it is refused. */
export function placeIn(
  talk: Talk,
  form: Form,
  slot: Slot,
  value: SlotValue,
): { readonly talk: Talk; readonly taken: boolean } {
  const frame = topFrame(talk);
  if (frame === null) return { talk, taken: false };
  if (isAbsurd(value, talk.context.calendar.today))
    return { talk: tellWords(missed(talk), 'dateAbsurd'), taken: false };
  const check = slot.check(value, frame.slots, formContext(talk, frame));
  if ('take' in check) return { talk: put(talk, frame, slot, check.take), taken: true };
  return { talk: tell(missed(talk), check.refuse), taken: false };
}

/** Gives each value to a slot of the top form, several at once; returns those no slot wants. */
export function place(
  talk: Talk,
  form: Form,
  values: readonly SlotValue[],
  correct: boolean,
): { readonly talk: Talk; readonly left: readonly SlotValue[]; readonly placed: boolean } {
  const old = values.find((value) => value.role === 'old') ?? null;
  let now = talk;
  let placed = false;
  const left: SlotValue[] = [];
  for (const value of values) {
    const frame = topFrame(now);
    if (value.role === 'old' || frame === null) continue;
    const { pending } = now.state;
    const asked =
      pending?.kind === 'slot' && pending.flow === frame.flow && frame.slots[pending.slot] === undefined
        ? pending.slot
        : null;
    const slot = slotFor(form, frame, formContext(now, frame), { value, asked, old, correct });
    if (slot === null) left.push(value);
    else {
      now = placeIn(now, form, slot, value).talk;
      placed = true;
    }
  }
  return { talk: now, left, placed };
}
