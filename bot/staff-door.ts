import { doorman } from '../dialogs/staff/doorman.ts';
import { type Channel } from '../domain/channel.ts';
import { type TurnDeps } from './ports.ts';

/** Teams is where staff is served. What a stranger writes there is not read by anything, and never reaches the debtors' conversations. */
export function staffDoor(channel: Channel): Pick<TurnDeps, 'understand' | 'dialogs'> | null {
  if (channel !== 'teams') return null;
  return { dialogs: doorman, understand: () => Promise.resolve({ commands: [], language: null, source: 'exact' }) };
}
