import { z } from 'zod';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { type Cell, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { buckets } from '../../../domain/staff/query.ts';
import { type Source, type AnswerColumn } from './source.ts';

type Total = StaffAnswer['totals'][number];

const row = z.array(z.unknown());
const total = z.object({
  ...{ currency: z.string().nullable(), minor: z.number().nullable(), n: z.number(), accounts: z.number() },
  ...{ oldest: z.number().nullable(), ages: z.array(z.number()).optional() },
});
/** What a statement gives: arrays in the order of its columns, with the currency behind them. */
export const found = z.object({ count: z.number(), rows: z.array(row), totals: z.array(total) });
type Totals = z.infer<typeof found>['totals'];

const account = z.tuple([z.string(), z.string(), z.string()]);
const share = z.tuple([z.number(), z.number()]);

/** A value as the cell its column says; null where there is none. */
export function cellOf({ kind, of = '' }: AnswerColumn, value: unknown, currency: string | null): Cell | null {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'text':
      return { kind, text: z.string().parse(value) };
    case 'code':
      return { kind, of, code: z.string().parse(value) };
    case 'money':
      return currency === null ? null : { kind, money: money(z.number().parse(value), currency) };
    case 'count':
      return { kind, count: z.number().parse(value) };
    case 'days':
      return { kind, days: z.number().parse(value) };
    case 'share': {
      const [numerator, denominator] = share.parse(value);
      return { kind, numerator, denominator };
    }
    case 'date':
      return { kind, date: z.string().parse(value) as CivilDate };
    case 'instant':
      return { kind, at: z.number().parse(value) };
    case 'account': {
      const [debtorId, reference, name] = account.parse(value);
      return { kind, debtorId, reference, name };
    }
  }
}

export function rowsOf(columns: readonly AnswerColumn[], rows: readonly (readonly unknown[])[]): StaffAnswer['rows'] {
  return rows.map((values) => {
    const currency = z
      .string()
      .nullable()
      .parse(values[columns.length] ?? null);
    return columns.map((column, index) => cellOf(column, values[index], currency));
  });
}

/** The sum of the measure in each currency, and of how many accounts and things (`accounts`, or `accounts:EUR` where there are several). */
export function totalsOf({ measure, money: isMoney, thing }: Source, totals: Totals): readonly Total[] {
  const sums = totals.flatMap(({ minor, currency }): Total[] =>
    isMoney && thing !== 'change' && currency !== null && minor !== null
      ? [{ key: measure, cell: { kind: 'money', money: money(minor, currency) } }]
      : [],
  );
  const named = (key: string, currency: string | null): string =>
    currency === null || totals.length === 1 ? key : `${key}:${currency}`;
  return [
    ...sums,
    ...totals.flatMap(({ n, accounts, currency }): Total[] => [
      { key: named('accounts', currency), cell: { kind: 'count', count: accounts } },
      { key: named(`${thing}s`, currency), cell: { kind: 'count', count: n } },
    ]),
  ];
}

/** What is open by age, in each currency. */
export function ageingOf(totals: Totals): StaffAnswer['ageing'] {
  return totals.flatMap(({ currency, ages }) =>
    currency === null || ages === undefined
      ? []
      : buckets.map((bucket, index) => ({ bucket, money: money(ages[index] ?? 0, currency) })),
  );
}
