import { type StaffUser } from './staff-user.ts';

/** For whom something is read: one creditor, and of it what this person may see. */
export type StaffScope = { readonly creditorId: string; readonly who: StaffUser };
