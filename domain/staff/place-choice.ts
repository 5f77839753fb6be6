import { placeKey } from './place-key.ts';

/** A city that was asked for: by its key, or, where a district is named, by that district's postcodes. */
export type PlaceChoice = { readonly key: string } | { readonly postcodes: readonly string[] };

const districts: Readonly<Record<string, { readonly from: number; readonly count: number }>> = {
  paris: { from: 75_000, count: 20 },
  lyon: { from: 69_000, count: 9 },
  marseille: { from: 13_000, count: 16 },
};

/** Reads `Lyon`, `Lyon 3e`, `Paris 16`, `69003`; the 16th of Paris has two postcodes. */
export function placeChoice(text: string): PlaceChoice {
  const code = text.trim();
  if (/^\d{5}$/.test(code)) return { postcodes: [code] };
  const key = placeKey(code);
  const number = Number(/\s0?(\d{1,2})\D*$/.exec(code)?.[1] ?? Number.NaN);
  const city = districts[key];
  if (city === undefined || !(number >= 1 && number <= city.count)) return { key };
  const own = String(city.from + number);
  return { postcodes: key === 'paris' && number === 16 ? [own, '75116'] : [own] };
}
