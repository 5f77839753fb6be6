import type pg from 'pg';
import { type Account, type Creditor } from '../../domain/account.ts';
import { type Calendar } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { type SweepOrder } from './sweep-order.ts';
import { type CasePart, unpackCases } from './unpack-cases.ts';

/** An account and all that escalation knows beside it, as of the sweep's instant. */
export type Case = { readonly account: Account; readonly file: CaseFile; readonly calendar: Calendar };

type Reading = Pick<SweepOrder, 'creditorId' | 'at' | 'asOf' | 'calendar'>;

function freshCreditor(creditor: Creditor, today: CivilDate): Creditor {
  const { knownTo = null } = creditor;
  return knownTo !== null && knownTo >= today ? creditor : { ...creditor, knownTo: today };
}

/** The case with the day it is for the debtor; a sweep for another day takes the accounts as known up to that day. */
export function caseOf(account: Account, file: CaseFile, { at, asOf, calendar }: Omit<Reading, 'creditorId'>): Case {
  const day = calendar(account.debtor, at);
  if (!asOf) return { account, file, calendar: day };
  return { account: { ...account, creditor: freshCreditor(account.creditor, day.today) }, file, calendar: day };
}

/** What is the same for all cases of a creditor: who it is, and the money that came in and is placed on nobody. */
export type Common = { readonly creditor: Creditor; readonly freeCash: object | null };

/** Reads what cases have in common, once for many of them; null when there is no such creditor. */
export async function readCommon(
  client: pg.ClientBase,
  { creditorId, at }: Pick<Reading, 'creditorId' | 'at'>,
): Promise<Common | null> {
  const { rows } = await client.query<{ creditor: Creditor | null; freeCash: object | null }>({
    name: 'escalation.common',
    text: 'SELECT solde_creditor($1) AS creditor, solde_free_cash($1, $2) AS "freeCash"',
    values: [creditorId, at],
  });
  const [found] = rows;
  return found?.creditor == null ? null : { creditor: found.creditor, freeCash: found.freeCash };
}

/** Cases as they came from the database, put together when they are taken: what waits as text costs less than what is in it. */
export type PackedCases = () => readonly Case[];

/** Cases for planning, of many debtors in one statement: without the items of invoices. */
export async function readPackedCases(
  client: pg.ClientBase,
  order: Reading,
  { creditor, freeCash }: Common,
  debtorIds: readonly string[],
): Promise<PackedCases> {
  const { rows } = await client.query<CasePart>({
    name: 'escalation.cases',
    text: 'SELECT part, found FROM solde_case_parts($1, $2, $3, $4)',
    values: [order.creditorId, debtorIds, order.at, freeCash === null ? null : JSON.stringify(freeCash)],
  });
  return () => unpackCases(debtorIds, rows).map(({ account, file }) => caseOf({ ...account, creditor }, file, order));
}

/** As readPackedCases, put together at once. */
export async function readCases(
  client: pg.ClientBase,
  order: Reading,
  common: Common,
  debtorIds: readonly string[],
): Promise<readonly Case[]> {
  return (await readPackedCases(client, order, common, debtorIds))();
}

/** One whole case; null when this creditor has no such debtor. */
export async function readCase(client: pg.ClientBase, order: Reading, debtorId: string): Promise<Case | null> {
  const { rows } = await client.query<{ account: Account | null; file: CaseFile | null }>({
    name: 'escalation.case',
    text: 'SELECT solde_account($1, $2) AS account, solde_case_file($1, $2, $3) AS file',
    values: [order.creditorId, debtorId, order.at],
  });
  const [found] = rows;
  if (found?.account == null || found.file === null) return null;
  return caseOf(found.account, found.file, order);
}

/** Locks the debtor until the transaction ends: nothing of the account changes meanwhile. */
export async function lockDebtor(client: pg.ClientBase, debtorId: string): Promise<void> {
  await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [debtorId]);
}

/** Locks these debtors as lockDebtor does, always in one order: nobody who does the same waits for us while we wait for them. */
export async function lockDebtors(client: pg.ClientBase, debtorIds: readonly string[]): Promise<void> {
  await client.query('SELECT FROM debtors WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [debtorIds]);
}
