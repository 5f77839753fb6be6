import { type FlowName, flows, type SlotKind } from './command.ts';
import { type Language } from './language.ts';

/** The kinds of value a model may point at; what the span says is read by our own readers. */
export const proposedKinds = [
  'money',
  'date',
  'day',
  'count',
  'frequency',
  'invoice',
  'reference',
  'reason',
  'text',
] as const satisfies readonly SlotKind[];
export const proposedFlows = flows satisfies readonly FlowName[];

/** One thing a language model believes was asked. `raw` is a verbatim stretch of the person's words; there is no consent among these. */
export type ModelProposal =
  | { readonly kind: 'start'; readonly flow: FlowName; readonly raws: readonly string[] }
  | { readonly kind: 'set' | 'correct'; readonly slot: (typeof proposedKinds)[number]; readonly raw: string }
  | { readonly kind: 'cancel' | 'skip' | 'repeat' | 'help' | 'human' | 'unknown' }
  | { readonly kind: 'clarify'; readonly flows: readonly FlowName[] };

/** What a model answered about a message. */
export type ModelReading = { readonly language: Language | 'other'; readonly proposals: readonly ModelProposal[] };

/** What a model is told beside the words: names of slots and flows, never an amount, a name or a number of anybody. */
export type ModelQuestion = {
  readonly text: string;
  readonly language: Language;
  readonly flow: FlowName | null;
  readonly wanted: readonly SlotKind[];
};
