import { type Language } from '../../../domain/language.ts';
import { decimalsOf, money } from '../../../domain/money.ts';
import { type Range } from '../../../domain/staff/query.ts';
import { shortMoney } from './typography.ts';

type Written = (value: number) => string;

const words: Readonly<Record<Language, Readonly<Record<'more' | 'atLeast' | 'less' | 'atMost' | 'exactly', string>>>> =
  {
    fr: { more: 'plus de', atLeast: 'au moins', less: 'moins de', atMost: 'au plus', exactly: 'exactement' },
    en: { more: '>', atLeast: '≥', less: '<', atMost: '≤', exactly: '=' },
  };

/** A range in words; "more than" where the number before its end is the rounder one, in steps of `round`. */
function rangeWords({ min, max }: Range<number>, language: Language, round: number, written: Written): string {
  const { more, atLeast, less, atMost, exactly } = words[language];
  const to = language === 'fr' ? 'à' : 'to';
  if (min !== null && max !== null)
    return min === max ? `${exactly} ${written(min)}` : `${written(min)} ${to} ${written(max)}`;
  if (min !== null)
    return min > 1 && (min - 1) % round === 0 ? `${more} ${written(min - 1)}` : `${atLeast} ${written(min)}`;
  if (max !== null) return (max + 1) % round === 0 ? `${less} ${written(max + 1)}` : `${atMost} ${written(max)}`;
  return '';
}

/** "> 5,000 €", "plus de 5 000 €"; without a currency the number alone. */
export function amountWords(range: Range<number>, currency: string | null, language: Language): string {
  const written = (minor: number): string => shortMoney(money(minor, currency ?? 'EUR'), language);
  const plain = (minor: number): string => written(minor).replace(/[\u00a0\u202f ]?€/u, '');
  return rangeWords(range, language, 10 ** decimalsOf(currency ?? 'EUR'), currency === null ? plain : written);
}

/** "> 60 days", "plus de 60 jours". */
export function dayCountWords(range: Range<number>, language: Language): string {
  const unit = (count: number): string => (language === 'fr' ? 'jour' : 'day') + (count === 1 ? '' : 's');
  return rangeWords(range, language, 5, String).replace(/\d+$/, (digits) => `${digits} ${unit(Number(digits))}`);
}

/** "risk > 70". */
export function riskWords(range: Range<number>, language: Language): string {
  return `${language === 'fr' ? 'risque' : 'risk'} ${rangeWords(range, 'en', 5, String)}`;
}
