import { type FlowName } from '../domain/command.ts';
import { isPhoneChannel } from '../domain/channel.ts';
import { type Message, type Option } from '../domain/message.ts';
import { type Request } from '../domain/request.ts';
import { type Context, type FormOf } from './form.ts';
import { engineTexts } from './messages/engine.ts';
import { say, type Values } from './messages/wording.ts';
import { menuTexts, subjectTexts } from './messages/subjects.ts';
import { reply } from './reply.ts';
import { shownId, startAction } from './option-id.ts';
import { type DialogState, type Frame, type Pending } from './state.ts';

/** A turn in the making: what will be remembered, said and asked of the rules. Passed from step to step, never changed. */
export type Talk = {
  readonly formOf: FormOf;
  readonly state: DialogState;
  readonly context: Context;
  readonly messages: readonly Message[]; // option ids without prompt number until `finish`
  readonly request: Request | null;
  readonly settling: boolean; // the one request of this turn was decided already
  readonly asked: number; // where in `messages` the last question of this turn is; -1 when none was put
  readonly started: boolean; // a request of this message was taken up: further ones are queued
  readonly still: boolean; // what was said ends the turn: no question is put again
};

export type EngineKey = keyof (typeof engineTexts)['fr'];

export function withState(talk: Talk, change: Partial<DialogState>): Talk {
  return { ...talk, state: { ...talk.state, ...change } };
}

/** The text of the engine's own words in the language of the conversation. */
export function words(talk: Talk, key: EngineKey, values: Values = {}): string {
  return say(engineTexts, key, talk.context.language, values);
}

export function subjectOf(talk: Talk, flow: FlowName): string {
  return say(subjectTexts, flow, talk.context.language);
}

export function tell(talk: Talk, ...messages: readonly Message[]): Talk {
  return { ...talk, messages: [...talk.messages, ...messages] };
}

/** Says one of the engine's own sentences. */
export function tellWords(talk: Talk, key: EngineKey, values: Values = {}): Talk {
  return tell(talk, reply(talk.context.language, `engine.${key}`, words(talk, key, values)));
}

/** Puts a question: its options are what numbers and buttons mean from now on. */
export function ask(talk: Talk, message: Message, pending: Pending | null): Talk {
  const same = pending !== null && JSON.stringify(pending) === JSON.stringify(talk.state.pending);
  const misses = same ? talk.state.misses : { ...talk.state.misses, here: 0 };
  return { ...withState(tell(talk, message), { pending, misses }), asked: talk.messages.length };
}

export function option(id: string, label: string, keywords: readonly string[] = []): Option {
  return keywords.length === 0 ? { id, label } : { id, label, keywords };
}

/** An option that starts a conversation, named as in the menu. */
export function startOption(talk: Talk, flow: FlowName): Option {
  return option(startAction(flow), say(menuTexts, flow, talk.context.language));
}

export function onPhone(talk: Talk): boolean {
  return isPhoneChannel(talk.context.channel);
}

export function topFrame(talk: Talk): Frame | null {
  return talk.state.frames.at(-1) ?? null;
}

export function replaceTop(talk: Talk, change: Partial<Frame>): Talk {
  const top = topFrame(talk);
  return top === null ? talk : withState(talk, { frames: [...talk.state.frames.slice(0, -1), { ...top, ...change }] });
}

/** The form we talk about is over; whatever was pending belonged to it. */
export function popFrame(talk: Talk): Talk {
  return withState(talk, { frames: talk.state.frames.slice(0, -1), pending: null });
}

function numbered(message: Message, prompt: number): Message {
  if (message.options === undefined) return message;
  return { ...message, options: message.options.map((shown) => ({ ...shown, id: shownId(prompt, shown.id) })) };
}

/** What introduces choices goes with them. */
function withoutOptions(message: Message): Message {
  const { options, closing, ...rest } = message;
  return options === undefined && closing === undefined ? message : rest;
}

/** Ends the turn: only the last message with options keeps them, under a new number, so that older buttons are known as old. */
export function finish(talk: Talk): Talk {
  const last = talk.messages.findLastIndex((message) => (message.options?.length ?? 0) > 0);
  const chosen = last >= talk.asked ? talk.messages[last] : undefined;
  const asked = talk.asked >= 0;
  if (chosen === undefined && !asked) return talk;
  const number = talk.state.prompts + 1;
  const shown = chosen === undefined ? null : numbered(chosen, number);
  const messages = talk.messages.map((message, index) =>
    shown !== null && index === last ? shown : withoutOptions(message),
  );
  const key = shown?.key ?? talk.messages[talk.asked]?.key ?? '';
  const prompt = { number, key, options: shown?.options ?? [] };
  return { ...withState(talk, { prompt, prompts: number }), messages };
}
