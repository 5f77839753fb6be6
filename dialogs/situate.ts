import { type CivilDate } from '../domain/civil-date.ts';
import { type FlowName, type SlotKind } from '../domain/command.ts';
import { type Option } from '../domain/message.ts';
import { type Context, type FormOf, type Slot } from './form.ts';
import { readState } from './read-state.ts';
import { type DialogState } from './state.ts';

/** The question really pending, as understanding needs it to read an answer. */
export type PendingQuestion = {
  readonly kinds: readonly SlotKind[]; // the kinds the question wants first, then those of the rest of the form
  readonly yesNo: boolean;
  readonly confirm: boolean;
  readonly freeText: boolean;
  readonly said?: readonly SlotKind[]; // of the values the terms on the table were made from
  readonly changing?: boolean; // it was asked what of them must change
};

export type Place = {
  readonly pending: PendingQuestion | null;
  readonly options: readonly { readonly id: string; readonly label: string; readonly keywords: readonly string[] }[];
  readonly flow: FlowName | null;
  readonly month: CivilDate | null; // the first day of the month whose day is asked for
};

function kindsOf(slots: readonly Slot[], first: string | null): readonly SlotKind[] {
  const asked = slots.filter((slot) => slot.name === first);
  const rest = slots.filter((slot) => slot.name !== first);
  return [...new Set([...asked, ...rest].flatMap((slot) => slot.kinds))];
}

function isYesNo(options: readonly Option[]): boolean {
  return options.some(({ id }) => id.endsWith('=yes') || id.endsWith('.do:yes'));
}

const none: PendingQuestion = { kinds: [], yesNo: false, confirm: false, freeText: false };

function slotQuestion(state: DialogState, slots: readonly Slot[], name: string): PendingQuestion {
  const freeText = slots.some((slot) => slot.name === name && slot.kinds.includes('text'));
  const kinds = kindsOf(slots, name).filter((kind) => kind !== 'text');
  return { ...none, kinds, yesNo: isYesNo(state.prompt?.options ?? []), freeText };
}

function isChanging({ prompt }: DialogState): boolean {
  return prompt?.key === 'engine.recapDenied';
}

function saidIn(state: DialogState): readonly SlotKind[] {
  const kinds = Object.values(state.frames.at(-1)?.slots ?? {}).map(({ kind }) => kind);
  return [...new Set(kinds)];
}

function pendingOf(state: DialogState, slots: readonly Slot[]): PendingQuestion | null {
  const { pending } = state;
  switch (pending?.kind) {
    case undefined:
      return null;
    case 'code':
      return { ...none, kinds: ['digits'], confirm: state.proof?.purpose === 'confirm' };
    case 'mask':
      return none;
    case 'go':
    case 'undo':
      return { ...none, yesNo: true };
    case 'recap':
      return { ...none, kinds: kindsOf(slots, null), confirm: true, said: saidIn(state), changing: isChanging(state) };
    case 'slot':
      return slotQuestion(state, slots, pending.slot);
  }
}

/** Where the conversation stands: what the next words most likely answer, and what a number or a button means. */
export function situate(stored: unknown, context: Context, formOf: FormOf): Place {
  const fallback = { language: { value: context.language, from: 'default' as const }, now: context.now };
  const state = readState(stored, (flow) => formOf(flow)?.version ?? null, fallback);
  if (state === null) return { pending: null, options: [], flow: null, month: null };
  const options = (state.prompt?.options ?? []).map(({ id, label, keywords }) => ({
    id,
    label,
    keywords: keywords ?? [],
  }));
  const flow = state.frames.at(-1)?.flow ?? null;
  const slots = flow === null ? [] : (formOf(flow)?.slots ?? []);
  const month = state.frames.at(-1)?.slots['month'];
  return { pending: pendingOf(state, slots), options, flow, month: month?.kind === 'month' ? month.first : null };
}
