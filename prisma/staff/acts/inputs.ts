import { z } from 'zod';
import { type CivilDate, dateOf, readDate } from '../../../domain/civil-date.ts';
import { type Currency, type Money, money } from '../../../domain/money.ts';
import { readAmount } from '../../import/read-amount.ts';

/** What was filled in, by field; what was left empty is absent. */
export type Inputs = Readonly<Record<string, string>>;

/** A card sends every field as text, and those left empty too. */
export function filledIn(inputs: Inputs): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, text]) => text.trim() !== ''));
}

/** Words of a person: nothing that cannot be stored or seen. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (sign) => (sign === '\n' ? sign : ' '))
    .trim();

export const words = z
  .string()
  .max(2000)
  .transform(clean)
  .refine((text) => text !== '');
export const maybeWords = words.nullish().transform((text) => text ?? null);
export const short = z
  .string()
  .max(200)
  .transform(clean)
  .refine((text) => text !== '');
export const maybeShort = short.nullish().transform((text) => text ?? null);
export const maybeId = z
  .uuid()
  .nullish()
  .transform((id) => id ?? null);
export const flag = z
  .enum(['true', 'false', 'on', 'off', '1', '0'])
  .optional()
  .transform((text) => text === 'true' || text === 'on' || text === '1');
export const count = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number);

const european = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/;

function dayOf(text: string): CivilDate | null {
  const parts = european.exec(text.trim());
  if (parts === null) return readDate(text.trim());
  return dateOf(Number(parts[3]), Number(parts[2]), Number(parts[1]));
}

/** A day as a card sends it (2026-12-31), or as people write it (31/12/2026). */
export const day = z.string().transform((text, context): CivilDate => {
  const read = dayOf(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'is a day' });
  return z.NEVER;
});
export const maybeDay = day.nullish().transform((date) => date ?? null);

/** A choice of codes, or none. */
export function maybe<const Code extends string>(codes: readonly [Code, ...Code[]]): z.ZodType<Code | null> {
  return z
    .enum(codes)
    .nullish()
    .transform((code) => code ?? null);
}

/** An amount above nothing, in that currency. */
export function amountIn(currency: Currency | null): z.ZodType<Money> {
  return z.string().transform((text, context): Money => {
    const read = currency === null ? null : readAmount(text, currency, null);
    if (currency !== null && read !== null && 'value' in read && read.value > 0) return money(read.value, currency);
    context.addIssue({ code: 'custom', message: currency === null ? 'has a currency' : 'is an amount' });
    return z.NEVER;
  });
}

export function maybeAmountIn(currency: Currency | null): z.ZodType<Money | null> {
  return amountIn(currency)
    .nullish()
    .transform((amount) => amount ?? null);
}
