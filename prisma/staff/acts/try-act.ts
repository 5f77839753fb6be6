import pg from 'pg';
import { makeLedger } from '../../../domain/ledger.ts';
import { type Money } from '../../../domain/money.ts';
import { type ActFact, type ActRefusal } from '../../../domain/staff/acts/act-outcome.ts';
import { type OpenTransaction } from '../../in-tenant.ts';
import { lockAccount, type LockedAccount } from '../lock-account.ts';
import { type ReadAct } from './act.ts';
import { type Doing, type Performed, refused } from './doing.ts';
import { fact } from './facts.ts';

export type Tried = Extract<Performed, { kind: 'done' }>;

/** A rule of the database that what was asked would break: 22 is a value, 23 a constraint. */
function isRefusal(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

/** Undoes what was done since the act began, and nothing before. */
export async function takeBack({ client }: OpenTransaction): Promise<void> {
  await client.query('ROLLBACK TO SAVEPOINT act');
}

type Sums = ReadonlyMap<string, Money>;

/** What is asked for of an account, by kind and currency. */
function sumsOf({ account, today }: LockedAccount): Sums {
  const sums = new Map<string, Money>();
  const add = (key: string, { minor, currency }: Money): void => {
    const before = sums.get(`${key} ${currency}`)?.minor ?? 0;
    sums.set(`${key} ${currency}`, { minor: before + minor, currency });
  };
  for (const { open, disputed, overdue } of makeLedger(account, today).lines) {
    add('open', open);
    add('disputed', disputed);
    if (overdue) add('overdue', open);
  }
  return sums;
}

/** What the act changes of it: before and after, where they differ. */
async function changesOf({ place, order, locked, at }: Doing): Promise<readonly ActFact[]> {
  if (locked === null) return [];
  const after = await lockAccount(place.client, order.creditorId, locked.account.debtor.id, at);
  if (after === null) return [];
  const [was, is] = [sumsOf(locked), sumsOf(after)];
  return [...was].flatMap(([key, before]) => {
    const now = is.get(key) ?? { ...before, minor: 0 };
    const name = key.split(' ')[0] ?? key;
    return now.minor === before.minor ? [] : [fact.money(`${name}-before`, before), fact.money(`${name}-after`, now)];
  });
}

/**
 * Does the act, whole or not at all: a refusal leaves nothing behind. What it did can still be taken back (`takeBack`), which is how it
 * is shown before anybody agrees to it: exactly what would happen, by the same rules.
 */
export async function tryAct({ perform }: ReadAct, doing: Doing): Promise<Tried | ActRefusal> {
  const { client } = doing.place;
  await client.query('SAVEPOINT act');
  try {
    const performed = await perform(doing);
    if (performed.kind === 'refused') {
      await takeBack(doing.place);
      return performed;
    }
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await client.query('SET CONSTRAINTS ALL DEFERRED');
    return { ...performed, facts: [...performed.facts, ...(await changesOf(doing))] };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await takeBack(doing.place);
    return refused(error.code === '23P01' ? 'overlaps' : 'not-possible');
  }
}
