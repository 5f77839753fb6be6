import { type Currency, decimalsOf, type Money, money } from '../money.ts';

/**
 * From which amount on, in whole units, an account that becomes late is large: about what 5,000 euros are, in round figures that people of
 * that currency would name. A yardstick for attention and no rate: nothing is converted by it.
 */
const wholes: Readonly<Record<Currency, number>> = {
  ...{ CAD: 7_500, AUD: 8_000, NZD: 9_000, SEK: 55_000, NOK: 55_000, DKK: 35_000, PLN: 20_000, CZK: 120_000 },
  ...{ HUF: 2_000_000, RON: 25_000, MAD: 50_000, INR: 450_000, CNY: 40_000, MXN: 100_000, ZAR: 100_000, BRL: 30_000 },
  ...{ JPY: 800_000, KRW: 7_500_000, CLP: 5_000_000, ISK: 700_000, VND: 130_000_000, PYG: 40_000_000 },
  ...{ XAF: 3_000_000, XOF: 3_000_000, XPF: 600_000, BIF: 15_000_000, DJF: 900_000, GNF: 45_000_000 },
  ...{ KMF: 2_500_000, RWF: 7_000_000, UGX: 20_000_000, VUV: 600_000 },
  ...{ BHD: 2_000, KWD: 1_500, OMR: 2_000, JOD: 4_000, TND: 15_000, LYD: 25_000, IQD: 7_000_000 },
};
const ordinary = 5_000;

/** From which amount on an account that becomes late is large, in that currency. */
export function largeAmount(currency: Currency): Money {
  return money((wholes[currency] ?? ordinary) * 10 ** decimalsOf(currency), currency);
}

/** The same for every currency that has a figure of its own, in its minor units; `otherwise` is for the rest, which all have two decimals. */
export const largeAmounts: { readonly byCurrency: Readonly<Record<Currency, number>>; readonly otherwise: number } = {
  byCurrency: Object.fromEntries(Object.keys(wholes).map((currency) => [currency, largeAmount(currency).minor])),
  otherwise: ordinary * 100,
};
