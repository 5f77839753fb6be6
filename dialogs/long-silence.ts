import { type Talk } from './talk.ts';

/** After so long what was said before may be forgotten. */
const idleMs = 30 * 60_000;

/** Whether this message comes so long after the one before it that a bare yes answers nothing any more. */
export function isAfterLongSilence({ context, state }: Talk): boolean {
  return context.now - state.updatedAt > idleMs;
}
