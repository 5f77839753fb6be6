import { type Money } from '../../../domain/money.ts';
import { decimalsOf } from '../../../domain/money.ts';
import { formatMoney } from '../../../domain/format.ts';
import { type Language, localeOf } from '../../../domain/language.ts';

/**
 * French spaces as Teams shows them: the narrow no-break space within numbers and before `%`, `;`, `?` and `!`, the no-break space before
 * a colon, a currency's sign and within guillemets, so that no line ends there.
 */
export function staffSpaces(text: string, language: Language): string {
  if (language !== 'fr') return text;
  return text
    .replace(/ (?=[;?!%])/gu, '\u202f')
    .replace(/(?<=\d)[\u00a0 ](?=\d{3}(?!\d))/gu, '\u202f')
    .replace(/ (?=[:»€$£])|(?<=«) /gu, '\u00a0');
}

/** An amount without cents that are none: `5 000 €`; the euro's sign follows in both languages. */
export function shortMoney(amount: Money, language: Language): string {
  const { currency } = amount;
  const decimals = decimalsOf(currency);
  const isWhole = decimals === 2 && amount.minor % 100 === 0;
  if (currency === 'EUR' && language === 'en') {
    const digits = { minimumFractionDigits: isWhole ? 0 : 2, maximumFractionDigits: 2 };
    return `${new Intl.NumberFormat(localeOf('en'), digits).format(amount.minor / 100)} €`;
  }
  const written = formatMoney(amount, language);
  return staffSpaces(isWhole ? written.replace(/[.,]00(?!\d)/, '') : written, language);
}
