import { type Command, type Faq } from '../domain/command.ts';
import { giveFiles, giveValues, unclear } from './answer.ts';
import { cancel, endForNow, explain, help, repeat, skip } from './navigate.ts';
import { choose, chooseAboutCode } from './choose.ts';
import { confirmRecap } from './confirm.ts';
import { answerFaq } from './faq.ts';
import { showMenu } from './menu.ts';
import { affirm, deny } from './yes-no.ts';
import { startFlow, talkToHuman } from './start.ts';
import { switchLanguage } from './speak.ts';
import { sayUnreadable } from './say-unreadable.ts';
import { type Talk, tell, tellWords } from './talk.ts';
import { askUndo, cancelOrUndo } from './undo.ts';

type Handlers = {
  readonly [Kind in Command['kind']]: (talk: Talk, command: Extract<Command, { kind: Kind }>) => Talk;
};

/** What each command does to the conversation; what needs care was dealt with before. */
const handlers: Handlers = {
  start: (talk, { flow, values }) => startFlow(talk, flow, values),
  set: (talk, { value }) => giveValues(talk, [value], false),
  correct: (talk, { value }) => giveValues(talk, [value], true),
  choose: (talk, { option }) => choose(talk, option, doCommand),
  affirm: (talk) => affirm(talk),
  deny: (talk) => deny(talk),
  confirm: (talk, { code }) => confirmRecap(talk, { hash: null, code }),
  skip: (talk) => skip(talk),
  cancel: (talk) => cancelOrUndo(talk),
  undo: (talk, { of }) => askUndo(talk, of),
  repeat: (talk) => repeat(talk),
  help: (talk) => help(talk),
  why: (talk) => explain(talk),
  wait: (talk) => ({ ...tellWords(talk, 'wait'), still: true }),
  menu: (talk) => showMenu(talk),
  greet: (talk) => greet(talk),
  thanks: (talk) => tellWords(talk, 'welcomeBack'),
  bye: (talk) => ({ ...tellWords(talk, 'bye'), still: true }),
  human: (talk, { callback, about }) => talkToHuman(talk, callback, about),
  language: (talk, { to }) => switchLanguage(talk, to),
  ask: (talk, { faq }) => answer(talk, faq),
  attach: (talk, { files }) => giveFiles(talk, files),
  unclear: (talk, { candidates }) => unclear(talk, candidates),
  unreadable: (talk, { what }) => sayUnreadable(talk, what),
  stop: (talk) => talk,
  resume: (talk) => talk,
  'wrong-person': (talk) => talk,
  'third-party': (talk) => talk,
  deceased: (talk) => talk,
  distress: (talk) => talk,
};

/**
 * Who asks why we wrote is told so, with what their account is now. Who is not known yet is asked who they are, and then sees their
 * balance, which is why.
 */
function answer(talk: Talk, faq: Faq): Talk {
  if (faq !== 'why-contacted') return tell(talk, answerFaq(faq, talk.context));
  if (talk.context.account !== null) return startFlow(talk, 'explain', []);
  return startFlow(tell(talk, answerFaq(faq, talk.context)), 'balance', []);
}

function greet(talk: Talk): Talk {
  const fresh = talk.messages.some((message) => message.key === 'engine.hello');
  const greeted = fresh ? talk : tellWords(talk, 'greetBack');
  return talk.state.frames.length > 0 ? greeted : showMenu(greeted);
}

/** Applies one command. */
export function handleCommand(talk: Talk, command: Command): Talk {
  const handler = handlers[command.kind] as (talk: Talk, command: Command) => Talk; // the key chose the handler of this kind
  return handler(talk, command);
}

const optionCommands: Readonly<Record<string, (talk: Talk) => Talk>> = {
  yes: affirm,
  no: deny,
  deny,
  cancel,
  human: (talk) => talkToHuman(talk, false),
  callback: (talk) => talkToHuman(talk, true),
  why: explain,
  skip,
  end: endForNow,
  menu: (talk) => showMenu(talk),
  resend: (talk) => chooseAboutCode(talk, 'resend'),
  other: (talk) => chooseAboutCode(talk, 'other'),
  continue: (talk) => talk, // its question is put again at the end of the turn
};

/** An option that stands for a command. */
function doCommand(talk: Talk, name: string): Talk {
  return optionCommands[name]?.(talk) ?? talk;
}
