/** What somebody of the creditor may be. A person may be several of these. */
export const staffRoles = ['reader', 'clerk', 'sales', 'manager', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Somebody who works for a creditor: known by a handle in a shell, and by the directory's id in Teams. */
export type StaffUser = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly disabled: boolean;
};
