import { fold } from '../../../domain/staff/fold.ts';
import { frenchRegionOf, frenchRegions } from '../../../domain/staff/french-regions.ts';
import { placeChoice } from '../../../domain/staff/place-choice.ts';
import { placeKey } from '../../../domain/staff/place-key.ts';
import { type Filter } from '../../../domain/staff/query.ts';
import { all, type Asking, filtersOf, tenantOf, within } from './asking.ts';
import { wholeMinor } from './whole.ts';
import { likePrefix, likeWord, prefixEnds } from './like.ts';

type Choice = Extract<Filter, { oneOf: readonly string[] }>;

/** The word for "there is none": debtors without a segment, lines without a level. */
const none = 'none';

/** That a text is one of those chosen, or that it is none of them; what is not known is none of them. */
export function chosen(asking: Asking, expression: string, { oneOf, not }: Choice): string {
  const among = `${expression} = ANY (${asking.bind([...oneOf], 'text[]')})`;
  const found = oneOf.includes(none) ? `(${among} OR ${expression} IS NULL)` : among;
  return not ? `(${found}) IS NOT TRUE` : found;
}

/** That a currency is one of those chosen; compared as what it is, so that the planner knows how many there are. */
export function ofCurrencies(asking: Asking, x: string): readonly string[] {
  return filtersOf(asking, 'currency').map(({ oneOf, not }) => {
    const among = `${x}.currency = ANY (${asking.bind([...oneOf], 'bpchar[]')})`;
    return not ? `(${among}) IS NOT TRUE` : among;
  });
}

function inCity(asking: Asking, filter: Choice): string {
  const choices = filter.oneOf.map(placeChoice);
  const keys = choices.flatMap((choice) => ('key' in choice ? [choice.key] : []));
  const postcodes = choices.flatMap((choice) => ('postcodes' in choice ? choice.postcodes : []));
  const ways = [
    ...(keys.length === 0 ? [] : [`d.city_key = ANY (${asking.bind(keys, 'text[]')})`]),
    ...(postcodes.length === 0 ? [] : [`d.postcode = ANY (${asking.bind(postcodes, 'text[]')})`]),
    ...(keys.includes(none) ? ['d.city_key IS NULL'] : []),
  ];
  const found = ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
  return filter.not ? `${found} IS NOT TRUE` : found;
}

const regionByKey = new Map(frenchRegions.map((region) => [placeKey(region), region]));

function regionOf(text: string): string {
  return text === none ? none : (regionByKey.get(placeKey(text)) ?? frenchRegionOf(text) ?? text);
}

/** Every word of the text begins a word of the name; or it is a reference's or an invoice number's beginning. */
function named(asking: Asking, text: string): string {
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  const key = text.trim().toUpperCase();
  const code = asking.bind(likePrefix(key), 'text');
  const { first, last } = prefixEnds(key);
  const from = `v.number_key COLLATE "C" >= ${asking.bind(first, 'text')}`;
  const to = `v.number_key COLLATE "C" <= ${asking.bind(last, 'text')}`;
  const inName = words.map((word) => `' ' || d.name_key LIKE ${asking.bind(likeWord(word), 'text')}`);
  return [
    ...(inName.length === 0 ? [] : [`(${all(inName)})`]),
    ...(text.trim() === '' ? ['true'] : []),
    `d.reference_key LIKE ${code}`,
    `d.id IN (SELECT v.debtor_id FROM invoices v WHERE v.creditor_id = ${tenantOf(asking)} AND v.number_key LIKE ${code} AND ${from} AND ${to})`,
  ].join(' OR ');
}

function ofCause(asking: Asking, { oneOf, not }: Choice): string {
  const among = `d.causes && ${asking.bind([...oneOf], 'text[]')}`;
  const found = oneOf.includes(none) ? `(${among} OR d.causes = '{}')` : among;
  return not ? `NOT (${found})` : found;
}

function condition(asking: Asking, filter: Filter): readonly string[] {
  switch (filter.field) {
    case 'segment':
      return [chosen(asking, 'd.segment', filter)];
    case 'kind':
      return [chosen(asking, 'd.kind', filter)];
    case 'owner':
      return [chosen(asking, 'd.sales_owner', filter)];
    case 'region':
      return [chosen(asking, 'd.region', { ...filter, oneOf: filter.oneOf.map(regionOf) })];
    case 'city':
      return [inCity(asking, filter)];
    case 'cause':
      return [ofCause(asking, filter)];
    case 'text':
      return [named(asking, filter.text)];
    case 'risk':
      return [
        `d.id IN (SELECT f.debtor_id FROM credit_files f WHERE f.creditor_id = ${tenantOf(asking)} AND ${all(
          within('f.risk', wholeMinor(filter.range), (value) => asking.bind(value, 'bigint')),
        )} AND f.risk IS NOT NULL)`,
      ];
    default:
      return [];
  }
}

/** What the question and the asking person's scope say of debtors, as conditions on `d`; this is the one place that knows whose accounts are seen. */
export function debtorConditions(asking: Asking): readonly string[] {
  const { owner, query, bind } = asking;
  return [
    ...(owner === null ? [] : [`d.sales_owner = ${bind(owner, 'text')}`]),
    ...query.filters.flatMap((filter) => condition(asking, filter)),
  ];
}

/** The condition that an id is of a debtor that is asked for and seen; none where all are. */
export function ofDebtors(asking: Asking, id: string): readonly string[] {
  const conditions = debtorConditions(asking);
  if (conditions.length === 0) return [];
  return [`${id} IN (SELECT d.id FROM debtors d WHERE d.creditor_id = ${tenantOf(asking)} AND ${all(conditions)})`];
}
