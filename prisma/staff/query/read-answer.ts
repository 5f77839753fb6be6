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
export const found = z.object({ count: z.number().nullable(), rows: z.array(row), totals: z.array(total) });
type Totals = z.infer<typeof found>['totals'];

const account = z.tuple([z.string(), z.string(), z.string()]);
const share = z.tuple([z.number(), z.number()]);

type Read = (value: unknown, of: string, currency: string | null) => Cell | null;

/** How a value is read as each kind of cell. */
const readers: Readonly<Record<Cell['kind'], Read>> = {
  text: (value) => ({ kind: 'text', text: z.string().parse(value) }),
  code: (value, of) => ({ kind: 'code', of, code: z.string().parse(value) }),
  money: (value, _, currency) =>
    currency === null ? null : { kind: 'money', money: money(z.number().parse(value), currency) },
  count: (value) => ({ kind: 'count', count: z.number().parse(value) }),
  days: (value) => ({ kind: 'days', days: z.number().parse(value) }),
  share: (value) => {
    const [numerator, denominator] = share.parse(value);
    return { kind: 'share', numerator, denominator };
  },
  date: (value) => ({ kind: 'date', date: z.string().parse(value) as CivilDate }),
  instant: (value) => ({ kind: 'instant', at: z.number().parse(value) }),
  account: (value) => {
    const [debtorId, reference, name] = account.parse(value);
    return { kind: 'account', debtorId, reference, name };
  },
};

/** A value as the cell its column says; null where there is none. */
export function cellOf({ kind, of = '' }: AnswerColumn, value: unknown, currency: string | null): Cell | null {
  return value === null || value === undefined ? null : readers[kind](value, of, currency);
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

/** How many rows there are: of accounts as many as the totals count, of things too. */
export function countOf({ count, totals }: z.infer<typeof found>, of: 'accounts' | 'n'): number {
  return count ?? totals.reduce((sum, one) => sum + one[of], 0);
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
