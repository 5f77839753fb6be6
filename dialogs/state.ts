import { type Instant } from '../domain/calendar.ts';
import { type AttachedFile, type FlowName, type SlotValue } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type Option } from '../domain/message.ts';
import { type Mask } from '../domain/outcome.ts';
import { type Slots } from './form.ts';

/** A form going on; the last of the stack is the one we talk about. */
export type Frame = {
  readonly flow: FlowName;
  readonly version: number;
  readonly slots: Slots;
  readonly skipped: readonly string[]; // optional slots the person did not want to fill
  readonly held: readonly SlotValue[]; // said before we may look at an account; placed once we may
  readonly files: readonly AttachedFile[];
  readonly recapped?: string | null; // hash and language of the recap last shown whole
};

/** What the next words most likely answer. */
export type Pending =
  | { readonly kind: 'slot'; readonly flow: FlowName; readonly slot: string }
  | { readonly kind: 'recap'; readonly flow: FlowName; readonly hash: string }
  | { readonly kind: 'mask' } // which address the code goes to
  | { readonly kind: 'code' }
  | { readonly kind: 'go'; readonly flow: FlowName } // all is known; one more word and it is asked for
  | { readonly kind: 'undo'; readonly what: 'promise' | 'plan' | 'dispute'; readonly id: string };

/** The choices really shown last; numbers and buttons resolve against these only. */
export type Prompt = { readonly number: number; readonly key: string; readonly options: readonly Option[] };

/** A proof going on: for identity, or for exactly the terms of that hash. */
export type Proof = {
  readonly purpose: 'identify' | 'confirm' | 'contact-change';
  readonly hash: string | null;
  readonly masks: readonly Mask[];
  readonly maskId: string | null; // where the last code went
};

export type LanguageChoice = {
  readonly value: Language;
  readonly from: 'default' | 'page' | 'account' | 'detected' | 'explicit'; // each outranks those before it
};

/** All a conversation remembers between turns, as plain JSON. */
export type DialogState = {
  readonly version: 1;
  readonly language: LanguageChoice;
  readonly otherLanguage: number; // messages in a row that were clearly in the other language
  readonly greeted: boolean;
  readonly greetedIn?: Language | 'both';
  readonly frames: readonly Frame[];
  readonly pending: Pending | null;
  readonly prompt: Prompt | null;
  readonly prompts: number; // how many were shown: an old button is told by its number
  readonly misses: { readonly here: number; readonly overall: number }; // `here`: on the pending question
  readonly queue: readonly { readonly flow: FlowName; readonly values: readonly SlotValue[] }[];
  readonly proof: Proof | null;
  readonly last: { readonly flow: FlowName; readonly slots: Slots } | null; // the last answer given, to repeat it
  readonly lastAct: { readonly what: 'promise' | 'plan' | 'dispute'; readonly id: string } | null;
  readonly files: readonly AttachedFile[]; // sent before we knew what for
  readonly handedAt?: Instant; // when a person was last asked for
  readonly restarted: boolean; // an older release's conversation could not be continued: say so once
  readonly updatedAt: Instant;
};

/** A conversation in which nothing was said yet. */
export function emptyState(language: LanguageChoice, now: Instant): DialogState {
  return {
    version: 1,
    language,
    otherLanguage: 0,
    greeted: false,
    frames: [],
    pending: null,
    prompt: null,
    prompts: 0,
    misses: { here: 0, overall: 0 },
    queue: [],
    proof: null,
    last: null,
    lastAct: null,
    files: [],
    restarted: false,
    updatedAt: now,
  };
}
