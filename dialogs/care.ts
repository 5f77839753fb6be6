import { type Command, type DistressKind } from '../domain/command.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type Request } from '../domain/request.ts';
import { careTexts } from './messages/care.ts';
import { say } from './messages/wording.ts';
import { reply } from './reply.ts';
import { option, startOption, type Talk, tell, withState, words } from './talk.ts';

type CareKey = keyof (typeof careTexts)['fr'];
type CareRequest = Extract<
  Request,
  { kind: 'stop' | 'resume' | 'wrong-person' | 'third-party' | 'deceased' | 'distress' }
>;

/** What needs care comes before everything else in the message; the first one named decides. */
export function careRequest(commands: readonly Command[]): CareRequest | null {
  const stop = commands.find((command) => command.kind === 'stop');
  if (stop !== undefined) return stop;
  for (const command of commands) {
    switch (command.kind) {
      case 'resume':
      case 'wrong-person':
      case 'third-party':
      case 'deceased':
      case 'distress':
        return command;
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

/** The one approved answer; except after insults and START, nothing that was going on is pursued. */
export function settleCare(talk: Talk, request: CareRequest, outcome: Outcome): Talk {
  const key = keyOf(request, outcome);
  const { language, creditor } = talk.context;
  const text = say(careTexts, key, language, { creditor: creditor.name });
  if (goesOn(request)) return tell(talk, reply(language, `care.${key}`, text));
  const quiet = withState(talk, { frames: [], pending: null, queue: [], proof: null, prompt: null, files: [] });
  if (request.kind === 'stop') return { ...quiet, messages: [reply(language, `care.${key}`, text)], still: true };
  const human = option('do:human', words(talk, 'human'));
  const options =
    request.kind === 'distress' && request.of === 'hardship' ? [startOption(talk, 'plan'), human] : [human];
  return { ...tell(quiet, reply(language, `care.${key}`, text, { options })), still: true };
}
