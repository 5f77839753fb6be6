/**
 * Who speaks where only staff is served, as the channel that proved itself says; nothing of it comes from what was written. `place`:
 * whether others read what is answered there.
 */
export type StaffCaller = {
  readonly tenant: string;
  readonly objectId: string;
  readonly guest: boolean; // of another organisation
  readonly place: 'personal' | 'shared';
};
