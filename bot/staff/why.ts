import { type AccountDesk, findAccount, openAccount } from './account.ts';
import { type Answer, type Visit } from './visit.ts';

/** Why an account was or was not written to: its file says which rule, and what comes next. */
export async function explainWhy(desk: AccountDesk, visit: Visit, text: string | null): Promise<Answer> {
  const { debtorId } = visit.state;
  if (text === null && debtorId !== null) return await openAccount(desk, visit, debtorId);
  return await findAccount(desk, visit, text ?? '');
}
