import { type FlowName } from '../domain/command.ts';
import { type Option } from '../domain/message.ts';
import { isHanded, note } from './handed.ts';
import { showMenu } from './menu.ts';
import { reply } from './reply.ts';
import { option, startOption, type Talk, tell, tellWords, withState, words } from './talk.ts';

/** The ways out, offered when we do not understand each other. */
function waysOut(talk: Talk): Option[] {
  return [
    option('do:human', words(talk, 'human')),
    option('do:callback', words(talk, 'message')),
    option('do:end', words(talk, 'end')),
  ];
}

function missed(talk: Talk): Talk {
  const { here, overall } = talk.state.misses;
  return withState(talk, { misses: { here: here + 1, overall: overall + 1 } });
}

/**
 * Words that could not be placed: first the question again with an example, then choices by number, then a person. Progress
 * resets the count; the overall count ends a conversation that goes in circles over several questions.
 */
export function climb(talk: Talk): Talk {
  if (isHanded(talk)) return note(talk);
  const now = missed(talk);
  const { here, overall } = now.state.misses;
  const { language } = now.context;
  if (here >= 3 || overall >= 5) {
    const text = words(now, 'unclearLast');
    return { ...tell(now, reply(language, 'engine.unclearLast', text, { options: waysOut(now) })), still: true };
  }
  if (now.state.pending === null && here >= 2) return showMenu(now, 'unclearAgain');
  if (now.state.pending === null) return tellWords(tellWords(now, 'unclear'), 'example');
  return here >= 2 ? narrowed(now) : tellWords(now, 'unclear');
}

/** The choices of the question really pending, with the ways to go on without it. */
function narrowed(talk: Talk): Talk {
  const shown = (talk.state.prompt?.options ?? []).map(({ id, ...rest }) => ({
    ...rest,
    id: id.slice(id.indexOf('.') + 1),
  }));
  const ways = [
    option('do:why', words(talk, 'why')),
    option('do:human', words(talk, 'human')),
    option('do:cancel', words(talk, 'cancel')),
  ].filter((way) => !shown.some((other) => other.id === way.id));
  const text = words(talk, 'unclearAgain');
  const options = [...shown, ...ways];
  return { ...tell(talk, reply(talk.context.language, 'engine.unclearAgain', text, { options })), still: true };
}

/** A vague request: what it may mean, never the likeliest guess. */
export function clarify(talk: Talk, candidates: readonly FlowName[]): Talk {
  if (isHanded(talk)) return note(talk);
  const flows = [...new Set([...candidates, 'human' as const])].slice(0, 4);
  const options = flows.map((flow) => startOption(talk, flow));
  const text = words(talk, 'clarify');
  return { ...tell(missed(talk), reply(talk.context.language, 'engine.clarify', text, { options })), still: true };
}
