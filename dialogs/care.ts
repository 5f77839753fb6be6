import { type Command, type DistressKind } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { pushFlow } from './advance.ts';
import { handOver } from './handed.ts';
import { careTexts } from './messages/care.ts';
import { humanTexts } from './messages/human.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { type DialogState } from './state.ts';
import { ask, option, startOption, subjectOf, type Talk, tell, topFrame, withState, words } from './talk.ts';

type CareKey = keyof (typeof careTexts)['fr'];
type CareRequest = Extract<
  Request,
  { kind: 'stop' | 'resume' | 'wrong-person' | 'third-party' | 'deceased' | 'distress' }
>;

const longestWish = 200; // characters
const ofCall = /appel|t[ée]l[ée]phon|recontact|rendez|rdv|call|ring|phone|contact|\d/i;

/** What was said of the call, without what the rest tells of the person. */
function wishIn(said: string): string {
  const parts = said.split(/[.!?;,]+(?=\s|$)|\n/).map((part) => part.trim());
  const about = parts.filter((part) => ofCall.test(part)).join(', ');
  return (about === '' ? said.trim() : about).slice(0, longestWish);
}

/** Kinds beside which what was asked for in the same message is still heard. */
const withRequest: readonly DistressKind[] = ['hardship', 'illness', 'abuse', 'legal-threat'];

/** Beside most kinds the call is promised as anywhere; with the others all goes to one person, who is told of the wish. */
function called(of: DistressKind, wish: string): { readonly callback: string } | { readonly note: string } {
  return withRequest.includes(of) ? { callback: wish } : { note: wish };
}

/** What needs care comes before everything else in the message; the first one named decides. */
export function careRequest(commands: readonly Command[], said: string): CareRequest | null {
  const stop = commands.find((command) => command.kind === 'stop');
  if (stop !== undefined) return stop;
  const isCalled = commands.some((command) => command.kind === 'human' && command.callback);
  for (const command of commands) {
    switch (command.kind) {
      case 'resume':
      case 'wrong-person':
      case 'third-party':
      case 'deceased':
        return command;
      case 'distress':
        return isCalled ? { ...command, ...called(command.of, wishIn(said)) } : command;
      default:
    }
  }
  return null;
}

export function isCare(request: Request): request is CareRequest {
  return ['stop', 'resume', 'wrong-person', 'third-party', 'deceased', 'distress'].includes(request.kind);
}

const distressKeys: Readonly<Record<DistressKind, CareKey>> = {
  'self-harm': 'selfHarm',
  illness: 'illness',
  hardship: 'hardship',
  insolvency: 'insolvency',
  'legal-threat': 'legalThreat',
  abuse: 'abuse',
  minor: 'minor',
};

function keyOf(request: CareRequest, outcome: Outcome): CareKey {
  const had = (kind: Outcome['facts'][number]['kind']): boolean => outcome.facts.some((fact) => fact.kind === kind);
  switch (request.kind) {
    case 'stop':
      return had('opted-out') ? 'stopped' : 'stoppedWeb';
    case 'resume':
      return had('opted-in') ? 'resumed' : 'resumedWeb';
    case 'wrong-person':
      return 'wrongPerson';
    case 'third-party':
      return request.who;
    case 'deceased':
      return 'deceased';
    case 'distress':
      return distressKeys[request.of];
  }
}

/** Whether what was going on can still be talked about afterwards. */
function goesOn(request: CareRequest): boolean {
  return request.kind === 'resume' || (request.kind === 'distress' && request.of === 'abuse');
}

function hearsBeside(request: CareRequest): boolean {
  return request.kind === 'resume' || (request.kind === 'distress' && withRequest.includes(request.of));
}

type Asked = DialogState['queue'][number];

function startsIn(commands: readonly Command[]): readonly Asked[] {
  return commands.flatMap((command): Asked[] =>
    command.kind === 'start' ? [{ flow: command.flow, values: command.values }] : [],
  );
}

/** "Je ne peux rien payer" sounds of paying and proposes nothing; the approved words offer what there is. */
function isConcrete({ flow, values }: Asked): boolean {
  return values.length > 0 || !['plan', 'pay', 'promise'].includes(flow);
}

/** Requests of the same message; bare values go with the form they were said to, and all it knew. */
function askedBeside(talk: Talk, commands: readonly Command[]): readonly Asked[] {
  const starts = startsIn(commands);
  const values = commands.flatMap((command) =>
    command.kind === 'set' || command.kind === 'correct' ? [command.value] : [],
  );
  const top = topFrame(talk);
  if (values.length === 0 || top === null || top.flow === 'identify' || top.flow === 'human') return starts;
  const known = [...Object.values(top.slots), ...top.held].filter(({ kind }) => kind !== 'text');
  return [{ flow: top.flow, values: [...known, ...values] }, ...starts];
}

/** Keeps what was asked for in the same message, to be gone on with once care was taken. */
export function keepBeside(talk: Talk, request: CareRequest, commands: readonly Command[]): Talk {
  if (!hearsBeside(request)) return talk;
  const before = goesOn(request) ? talk.state.queue : [];
  const asked = goesOn(request) ? startsIn(commands) : askedBeside(talk, commands).filter(isConcrete);
  return withState(talk, { queue: [...before, ...asked].slice(0, 3) });
}

/** What they proposed is not lost, and not pressed on them: it goes on when they want it to. */
function offerToGoOn(talk: Talk, { flow, values }: Asked): Talk {
  const text = words(talk, 'goOn', { subject: subjectOf(talk, flow) });
  const options = [
    option('do:yes', words(talk, 'goOnYes')),
    option('do:no', words(talk, 'goOnNo')),
    option('do:human', words(talk, 'human')),
  ];
  const pushed = pushFlow(talk, flow, values);
  return ask(pushed, reply(talk.context.language, 'engine.goOn', text, { options }), { kind: 'go', flow });
}

/** What was asked for beside it is said to be noted, as anywhere. */
function calledBack(request: CareRequest, language: Language): readonly string[] {
  if (request.kind !== 'distress' || request.callback === undefined) return [];
  return [say(humanTexts, 'callback', language, { when: request.callback })];
}

/** The one approved answer; except after insults and START, nothing that was going on is pursued. */
export function settleCare(talk: Talk, request: CareRequest, outcome: Outcome): Talk {
  const key = keyOf(request, outcome);
  const { language, creditor } = talk.context;
  const text = [say(careTexts, key, language, { creditor: creditor.name }), ...calledBack(request, language)].join(
    '\n',
  );
  if (goesOn(request)) return tell(talk, reply(language, `care.${key}`, text));
  const cleared = { frames: [], pending: null, queue: [], proof: null, prompt: null, files: [] };
  const quiet = handOver(withState(talk, cleared), outcome);
  if (request.kind === 'stop') return { ...quiet, messages: [reply(language, `care.${key}`, text)], still: true };
  const beside = hearsBeside(request) ? talk.state.queue[0] : undefined;
  if (beside !== undefined) {
    const told = tell(quiet, reply(language, `care.${key}`, text));
    return offerToGoOn(withState(told, { queue: talk.state.queue.slice(1) }), beside);
  }
  const human = option('do:human', words(talk, 'human'));
  const options =
    request.kind === 'distress' && request.of === 'hardship' ? [startOption(talk, 'plan'), human] : [human];
  return { ...tell(quiet, reply(language, `care.${key}`, text, { options })), still: true };
}
