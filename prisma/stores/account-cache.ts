import { type Account, type Creditor } from '../../domain/account.ts';
import { invariant } from '../../domain/errors.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type Versioned = { readonly id: string; readonly version: number };

/** Accounts and creditors, read once for each of their versions. What it gives is shared between turns, and frozen. */
export type AccountCache = {
  /** The creditor and these accounts, no older than the given versions. */
  readonly read: (
    creditorId: string,
    creditorVersion: number,
    debtors: readonly Versioned[],
  ) => Promise<{ readonly creditor: Creditor; readonly accounts: readonly Account[] }>;
  /** The creditor and these accounts as they were read last, with the versions they had then; null where one was not read yet. */
  readonly recall: (creditorId: string, debtors: readonly string[]) => Recalled | null;
  /** The account as it is now; null when this creditor has no such debtor. */
  readonly account: (creditorId: string, debtorId: string) => Promise<Account | null>;
};

type Recalled = {
  readonly creditor: Creditor;
  readonly creditorVersion: number;
  readonly accounts: readonly Account[];
};
type KnownCreditor = { readonly creditorVersion: number; readonly creditor: Creditor };
type KnownAccount = { readonly creditorVersion: number; readonly account: Account | null };

/** An account of a few invoices takes about 30 kB. */
const mostAccounts = 2_000;
const mostCreditors = 100;

/** Makes a cache of the accounts last spoken of, by this process, on connections of the service's role. */
export function makeAccountCache(pool: Sql): AccountCache {
  const creditors = new Map<string, KnownCreditor>();
  const accounts = new Map<string, KnownAccount>();

  const creditorOf = async (creditorId: string, version: number): Promise<Creditor> => {
    const known = creditors.get(creditorId);
    if (known?.creditorVersion === version) return known.creditor;
    const rows = await call(pool, 'turn.creditor', 'SELECT solde_load_creditor($1) AS found', [creditorId]);
    const found = rows[0]?.['found'] as KnownCreditor | null | undefined;
    invariant(found !== null && found !== undefined, 'a conversation belongs to a creditor');
    keep(creditors, creditorId, freeze(found), mostCreditors);
    return found.creditor;
  };
  const accountNow = async (creditorId: string, debtorId: string): Promise<Account | null> => {
    const text = 'SELECT solde_load_account($1, $2) AS found';
    const rows = await call(pool, 'turn.account', text, [creditorId, debtorId]);
    const found = rows[0]?.['found'] as KnownAccount | null | undefined;
    if (found === null || found === undefined) return null;
    keep(accounts, keyOf(creditorId, debtorId), freeze(found), mostAccounts);
    return found.account;
  };
  const accountOf = (creditorId: string, creditorVersion: number, debtor: Versioned): Promise<Account | null> => {
    const key = keyOf(creditorId, debtor.id);
    const known = accounts.get(key);
    if (known?.creditorVersion !== creditorVersion || known.account?.debtor.version !== debtor.version)
      return accountNow(creditorId, debtor.id);
    keep(accounts, key, known, mostAccounts);
    return Promise.resolve(known.account);
  };
  return {
    read: async (creditorId, creditorVersion, debtors) => {
      const [creditor, ...found] = await Promise.all([
        creditorOf(creditorId, creditorVersion),
        ...debtors.map((debtor) => accountOf(creditorId, creditorVersion, debtor)),
      ]);
      return { creditor, accounts: found.filter((account) => account !== null) };
    },
    recall: (creditorId, debtors) => {
      const known = creditors.get(creditorId);
      if (known === undefined) return null;
      const found = debtors.map((id) => accounts.get(keyOf(creditorId, id)));
      const current = found.flatMap((one) =>
        one?.creditorVersion === known.creditorVersion ? (one.account ?? []) : [],
      );
      return current.length === debtors.length ? { ...known, accounts: current } : null;
    },
    account: accountNow,
  };
}

/** An id is unique, but is asked for inside one creditor only. */
function keyOf(creditorId: string, debtorId: string): string {
  return `${creditorId} ${debtorId}`;
}

/** The last used last: the first is the one to forget. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value ?? '');
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
