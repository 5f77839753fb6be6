import { fold } from './fold.ts';
import { respell } from './respell.ts';
import { safetyIn } from './safety.ts';
import { sanitise } from './sanitise.ts';

/** Whether a message is STOP, in the same words as in a conversation: it is heard before anything else is looked at. */
export function hearsStop(text: string): boolean {
  const folded = fold(sanitise(text));
  const found = safetyIn(folded) ?? safetyIn(respell(folded));
  return found?.commands.some(({ kind }) => kind === 'stop') ?? false;
}
