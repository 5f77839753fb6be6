import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';

/** An account as it stays until the transaction ends, with what is kept of the debtor beside it. */
export type LockedAccount = {
  readonly account: Account;
  readonly today: CivilDate; // in the debtor's zone
  readonly salesOwner: string | null;
  readonly protection: string | null;
  readonly blockedSince: CivilDate | null;
  readonly essential: boolean;
};

type Beside = Omit<LockedAccount, 'account'>;

/** Locks a debtor and reads the account; null when the creditor has no such debtor. */
export async function lockAccount(
  client: pg.ClientBase,
  creditorId: string,
  debtorId: string,
  at: Instant,
): Promise<LockedAccount | null> {
  const { rows: beside } = await client.query<Beside>(
    `SELECT (solde_instant($2) AT TIME ZONE d.zone)::date AS today, d.sales_owner AS "salesOwner", d.protection, d.blocked_since AS "blockedSince",
       (SELECT c.essential FROM creditors c WHERE c.id = d.creditor_id) AS essential FROM debtors d WHERE d.id = $1 FOR NO KEY UPDATE OF d`,
    [debtorId, at],
  );
  const { rows } = await client.query<{ account: Account | null }>('SELECT solde_account($1, $2) AS account', [
    creditorId,
    debtorId,
  ]);
  const [found, account] = [beside[0], rows[0]?.account ?? null];
  return found === undefined || account === null ? null : { ...found, account };
}

/** The id of the debtor with that reference; null when there is none. */
export async function findDebtor(client: pg.ClientBase, reference: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM debtors WHERE reference_key = upper($1)', [
    reference,
  ]);
  return rows[0]?.id ?? null;
}
