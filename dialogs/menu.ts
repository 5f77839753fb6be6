import { type FlowName } from '../domain/command.ts';
import { type Option } from '../domain/message.ts';
import { reply } from './reply.ts';
import { option, startOption, subjectOf, type Talk, tell, topFrame, words } from './talk.ts';

const menuFlows: readonly FlowName[] = ['balance', 'pay', 'plan', 'dispute', 'human'];

/** The things possible now, at most five, and the way back to what is going on. */
export function menuOptions(talk: Talk): Option[] {
  const top = topFrame(talk);
  const back =
    top === null ? [] : [option('do:continue', words(talk, 'continueOption', { subject: subjectOf(talk, top.flow) }))];
  return [...back, ...menuFlows.map((flow) => startOption(talk, flow))];
}

/** Shows what can be done, under that sentence. */
export function showMenu(talk: Talk, key: 'menu' | 'help' | 'unclearAgain' | 'nothingPending' = 'menu'): Talk {
  const extras = { options: menuOptions(talk) };
  return { ...tell(talk, reply(talk.context.language, `engine.${key}`, words(talk, key), extras)), still: true };
}
