import { type ContactPoint } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type StoredCode } from '../../domain/evidence.ts';
import { type IdentityFile } from '../../domain/verification.ts';
import { call } from './call.ts';
import { type Sql } from './sql.ts';

type Named = { readonly debtorId: string; readonly file: IdentityFile; readonly points: readonly ContactPoint[] };
type Attempts = { readonly failuresLastDay: number; readonly codesLastHour: number; readonly codesLastDay: number };

type Sample = readonly (readonly ContactPoint[])[];

/** Customers enough for proportions true to a few in a hundred, and few enough to be read in a tenth of a second. */
const sampled = 200;

/** What identification reads, inside one creditor; one statement a method, found or not. */
export type PgIdentityStore = {
  find(creditorId: string, reference: string): Promise<Named | null>;
  point(creditorId: string, pointId: string): Promise<ContactPoint | null>;
  attempts(creditorId: string, subjectKey: string, address: string | null, now: Instant): Promise<Attempts>;
  sample(creditorId: string): Promise<readonly (readonly ContactPoint[])[]>;
  lastCode(creditorId: string, conversationId: string): Promise<{ stored: StoredCode; hash: string } | null>;
};

export function makeIdentityStore(pool: Sql): PgIdentityStore {
  const one = async <T>(name: string, text: string, values: readonly unknown[]): Promise<T> => {
    const rows = await call(pool, name, text, values);
    return (rows[0]?.['found'] ?? null) as T;
  };
  return {
    find: (creditorId, reference) =>
      one('identity.find', 'SELECT solde_find_identity($1, $2) AS found', [creditorId, reference]),
    point: (creditorId, pointId) => one('identity.point', 'SELECT solde_point($1, $2) AS found', [creditorId, pointId]),
    attempts: (creditorId, subjectKey, address, now) =>
      one('identity.attempts', 'SELECT solde_attempts($1, $2, $3, $4) AS found', [
        creditorId,
        subjectKey,
        address,
        now,
      ]),
    sample: async (creditorId) =>
      (await one<Sample | null>('identity.sample', 'SELECT solde_address_sample($1, $2) AS found', [
        creditorId,
        sampled,
      ])) ?? [],
    lastCode: (creditorId, conversationId) =>
      one('identity.code', 'SELECT solde_last_code($1, $2) AS found', [creditorId, conversationId]),
  };
}
