import { type CivilDate } from '../../domain/civil-date.ts';
import { mergedRates } from '../../domain/escalation/merged-rates.ts';
import { type RateRow } from '../../domain/rates.ts';
import { type Place } from '../in-tenant.ts';
import { activePolicies, noticeTexts, rateRows } from './policy-store.ts';
import { type Rules, type Wording } from './sweep-order.ts';

export type RulesWanted = {
  readonly creditorId: string;
  readonly on: CivilDate;
  readonly production: boolean;
  readonly shippedRates: readonly RateRow[];
};

/** The policies a creditor signed and that are in force on that day, their rates and their texts. */
export async function loadRules(
  place: Place,
  { creditorId, on, production, shippedRates }: RulesWanted,
): Promise<Pick<Rules & Wording, 'policies' | 'rates' | 'texts'>> {
  const stored = await activePolicies(place, creditorId, on, production);
  const rates = mergedRates(shippedRates, await rateRows(place, creditorId));
  const texts = await noticeTexts(place, creditorId, on);
  return { policies: Object.freeze(stored.map(({ policy }) => policy)), rates, texts };
}
