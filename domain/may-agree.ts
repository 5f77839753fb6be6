import { type Account, type ContactRole } from './account.ts';

/** They may see the account and contest it: they ordered or received the goods. Money is promised by someone who decides on it. */
const onlookers: readonly ContactRole[] = ['site', 'buyer'];

/** The roles in which these contacts act for the account. */
export function rolesOf(account: Account, contactIds: readonly (string | null | undefined)[]): readonly ContactRole[] {
  return account.points.filter((point) => contactIds.includes(point.contactId)).map(({ role }) => role);
}

/** Whether someone in these roles may promise money, or take such a promise back; who has no known role was proved as the debtor. */
export function mayAgree(roles: readonly ContactRole[]): boolean {
  return roles.length === 0 || roles.some((role) => !onlookers.includes(role));
}
