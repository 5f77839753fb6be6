import { type Account, type DueLine } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { isHoldEffective } from './held-amount.ts';

/**
 * Whether proceedings keep the line from being asked for, agreed on or paid here: it arose before the judgment (C. com. L622-7, C. conso.
 * L722-5), or somebody declared proceedings and we wait for their reference.
 */
export function isFrozen(account: Account, line: DueLine, asOf: CivilDate): boolean {
  if (line.closed === 'insolvency') return true;
  return account.holds.some(
    (hold) =>
      hold.reason === 'insolvency' && (hold.lineId === null || hold.lineId === line.id) && isHoldEffective(hold, asOf),
  );
}
