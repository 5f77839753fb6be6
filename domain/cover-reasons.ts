import { type Account, type PromiseLine } from './account.ts';

/** Why a plan over these lines is for a person whatever the policy allows: an insurer covers the customer, or a factor bought the claim. */
export function coverReasons(account: Account, lines: readonly PromiseLine[]): readonly ('insured' | 'factored')[] {
  const covered = new Set(lines.map(({ lineId }) => lineId));
  const isSold = account.lines.some(
    ({ id, payee, payeeKind }) => covered.has(id) && payee !== null && payeeKind !== 'collector',
  );
  return [...(account.debtor.insured === true ? ['insured' as const] : []), ...(isSold ? ['factored' as const] : [])];
}
