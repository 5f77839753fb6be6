import { type DueLine } from './account.ts';

/** Whether the claim is still the creditor's: it was not sold to a factor. An account of who collects for the creditor changes nothing. */
export function isOwnClaim({ payee, payeeKind }: Pick<DueLine, 'payee' | 'payeeKind'>): boolean {
  return payee === null || payeeKind === 'collector';
}
