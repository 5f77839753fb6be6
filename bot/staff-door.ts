import { doorman } from '../dialogs/staff/doorman.ts';
import { type Channel } from '../domain/channel.ts';
import { type Instead } from './ports.ts';

/** Teams is where staff is served. What a stranger writes there is not read by anything, and never reaches the debtors' conversations. */
export function makeStaffDoor(whole: NonNullable<Instead['whole']>): (channel: Channel) => Instead | null {
  const instead: Instead = {
    dialogs: doorman,
    understand: () => Promise.resolve({ commands: [], language: null, source: 'exact' }),
    whole,
  };
  return (channel) => (channel === 'teams' ? instead : null);
}
