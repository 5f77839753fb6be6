import { type Command } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type Request } from '../domain/request.ts';
import { advance } from './advance.ts';
import { giveValues } from './answer.ts';
import { careRequest, keepBeside } from './care.ts';
import { type Context, type FormOf } from './form.ts';
import { handleCommand } from './handle-command.ts';
import { isAfterLongSilence } from './long-silence.ts';
import { showMenu } from './menu.ts';
import { readState } from './read-state.ts';
import { heed, hello, setLanguage, switchLanguage } from './speak.ts';
import { emptyState, type LanguageChoice } from './state.ts';
import { finish, subjectOf, type Talk, tellWords, topFrame, withState } from './talk.ts';

/** What a message may depend on. */
export type Heard = {
  readonly state: unknown; // as settle last gave it
  readonly commands: readonly Command[];
  readonly detected: Language | null; // clear evidence of another language in the words
  readonly context: Context;
};

/** What the conversation wants to ask of the rules; `held` goes back to `settle` with what they decided. */
export type Draft = { readonly request: Request | null; readonly held: unknown };

/** A page opens before anyone writes: its language is what it is shown in, not what its reader writes. */
function isOpening({ commands, context }: Heard): boolean {
  return context.text.trim() === '' && commands.every(({ kind }) => kind === 'greet');
}

function firstLanguage(heard: Heard): LanguageChoice {
  const { context, detected } = heard;
  const { account } = context;
  if (account !== null) return { value: account.debtor.language, from: 'account' };
  if (detected === null || detected === context.language) return { value: context.language, from: 'default' };
  return { value: detected, from: isOpening(heard) ? 'page' : 'detected' };
}

function open(heard: Heard, formOf: FormOf): Talk {
  const { context } = heard;
  const fallback = { language: firstLanguage(heard), now: context.now };
  const stored = readState(heard.state, (flow) => formOf(flow)?.version ?? null, fallback);
  const state = stored ?? emptyState(fallback.language, context.now);
  return {
    formOf,
    state,
    context: { ...context, language: state.language.value },
    messages: [],
    request: null,
    settling: false,
    asked: -1,
    started: false,
    still: false,
  };
}

/** The first words: what is speaking, for whom, and how to reach a person (Regulation (EU) 2024/1689, art. 50). */
function introduce(talk: Talk, detected: Language | null): Talk {
  const restarted = talk.state.restarted ? tellWords(withState(talk, { restarted: false }), 'restarted') : talk;
  if (restarted.state.greeted) return restarted;
  const isUnsure = detected === null && talk.state.language.from === 'default';
  return hello(restarted, isUnsure ? 'both' : restarted.state.language.value);
}

/** A yes or no after a long silence may answer something forgotten: the question is put again instead. */
function isForgotten(talk: Talk, commands: readonly Command[]): boolean {
  const bare = commands.every((command) => ['affirm', 'deny', 'confirm'].includes(command.kind));
  return isAfterLongSilence(talk) && bare && commands.length > 0 && talk.state.pending !== null;
}

type Given = Extract<Command, { kind: 'set' | 'correct' }>;

function isGiven(command: Command): command is Given {
  return command.kind === 'set' || command.kind === 'correct';
}

/** The commands one by one, but values said together together: one without a place is no riddle when another has one. */
function grouped(commands: readonly Command[]): readonly (readonly Command[])[] {
  const groups: Command[][] = [];
  for (const command of commands.filter(({ kind }) => kind !== 'language')) {
    const last = groups.at(-1);
    if (isGiven(command) && last?.[0]?.kind === command.kind) last.push(command);
    else groups.push([command]);
  }
  return groups;
}

function handleTogether(talk: Talk, commands: readonly Command[]): Talk {
  const given = commands.filter(isGiven);
  const [first] = given;
  if (first === undefined) return commands.reduce(handleCommand, talk);
  const values = given.map(({ value }) => value);
  const told = giveValues(talk, values, first.kind === 'correct');
  return topFrame(told) === null ? told : { ...told, started: true }; // what else is asked for waits for this form
}

function obey(talk: Talk, commands: readonly Command[]): Talk {
  const frame = topFrame(talk);
  if (isForgotten(talk, commands) && frame !== null) {
    return tellWords(talk, 'talkedAbout', { subject: subjectOf(talk, frame.flow) });
  }
  if (commands.length === 0) return talk.state.frames.length > 0 ? talk : showMenu(talk);
  let now = talk;
  for (const together of grouped(commands)) {
    if (now.request !== null) break;
    now = handleTogether(now, together);
  }
  return now;
}

/** Requests that wait are announced before the question that comes first. */
function announce(talk: Talk, before: number): Talk {
  const { queue } = talk.state;
  if (queue.length <= before) return talk;
  const subjects = queue.slice(before).map((waiting) => subjectOf(talk, waiting.flow));
  const told = tellWords({ ...talk, messages: [] }, 'later', { subjects: subjects.join(', ') }).messages;
  if (talk.asked < 0) return { ...talk, messages: [...talk.messages, ...told] };
  const messages = [...talk.messages.slice(0, talk.asked), ...told, ...talk.messages.slice(talk.asked)];
  return { ...talk, messages, asked: talk.asked + told.length };
}

/** Ends the handling of a message: the question that waits is put again, unless something else ends the turn. */
export function conclude(talk: Talk): Talk {
  const done = talk.request !== null || talk.still || talk.asked >= 0;
  const asked = done ? talk : advance(talk);
  return asked.messages.length === 0 && asked.request === null ? showMenu(asked) : asked;
}

/** Turns what was understood into at most one request, and into what can be said before it is decided. Pure. */
export function converse(heard: Heard, formOf: FormOf): Draft {
  const opened = open(heard, formOf);
  const { account } = heard.context;
  const known = account === null ? opened : setLanguage(opened, { value: account.debtor.language, from: 'account' });
  const chosen = heard.commands.findLast((command) => command.kind === 'language');
  const care = careRequest(heard.commands, heard.context.text);
  if (care?.kind === 'stop') return { request: care, held: known };
  const introduced = introduce(chosen === undefined ? heed(known, heard.detected) : known, heard.detected);
  const spoken = chosen === undefined ? introduced : switchLanguage(introduced, chosen.to);
  if (care !== null) return { request: care, held: keepBeside(spoken, care, heard.commands) };
  const before = spoken.state.queue.length;
  const rest = heard.commands.filter((command) => command.kind !== 'language');
  const onlyLanguage = chosen !== undefined && rest.length === 0;
  const talk = announce(conclude(onlyLanguage ? againInNewLanguage(spoken) : obey(spoken, rest)), before);
  return { request: talk.request, held: talk.request === null ? finish(talk) : talk };
}

/** What is on the table, in the language just chosen: the pending question, the last answer, or what can be done. */
function againInNewLanguage(talk: Talk): Talk {
  return talk.state.frames.length > 0 ? talk : handleCommand(talk, { kind: 'repeat' });
}
