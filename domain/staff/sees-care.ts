import { type StaffUser } from './staff-user.ts';

/** Whether a person may read why somebody is to be treated with care: managers alone, whatever else they are. */
export function seesCare(who: StaffUser): boolean {
  return !who.disabled && who.roles.includes('manager');
}
