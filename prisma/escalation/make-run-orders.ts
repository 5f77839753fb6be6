import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type RateRow } from '../../domain/rates.ts';
import { type Place } from '../in-tenant.ts';
import { findSignatory } from './find-signatory.ts';
import { loadRules } from './load-rules.ts';
import { type RunOrder } from './sweep-order.ts';

export type RunParts = Pick<RunOrder, 'reachable' | 'calendar' | 'draw' | 'newId' | 'chatUrl'> & {
  readonly production: boolean;
  readonly shippedRates: readonly RateRow[];
  /** Where day and night are those of whoever signs policies. */
  readonly zone: string;
};

/**
 * Makes what reads everything a creditor's demands are decided and judged by, as it is at an instant; in the transaction that is open, where
 * one is given: a second connection may be one that nobody gets while all wait for theirs.
 */
export function makeRunOrders(
  pool: pg.Pool,
  { production, shippedRates, zone, ...parts }: RunParts,
): (creditorId: string, at: Instant, asOf?: boolean, place?: Place) => Promise<RunOrder> {
  return async (creditorId, at, asOf = false, place = pool) => {
    const { today } = parts.calendar({ country: 'FR', zone }, at);
    const rules = await loadRules(place, { creditorId, on: today, production, shippedRates });
    return { ...rules, ...parts, creditorId, at, asOf, signatory: await findSignatory(place, creditorId) };
  };
}
