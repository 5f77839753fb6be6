import { z } from 'zod';
import { addDays, addMonths, type CivilDate, daysBetween, partsOf } from '../../../domain/civil-date.ts';
import { collectionEffectiveness, type Share } from '../../../domain/staff/measures/collection-effectiveness.ts';
import { countbackDays, type SalesPeriod } from '../../../domain/staff/measures/countback.ts';
import { type Span } from '../../../domain/staff/measures/months.ts';
import { type Filter, type StaffQuery } from '../../../domain/staff/query.ts';
import { type Ask } from './ask.ts';
import { all, type Asking, dayOf, tenantOf } from './asking.ts';
import { ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import { ofDebtor } from './grouped.ts';
import { found } from './read-answer.ts';
import { grouped } from './grouped.ts';
import { lineSource } from './line-source.ts';
import { statement } from './statement.ts';

/** So far back sales are counted; who owes more than that is worth of sells nothing any more. */
const monthsBack = 24;

/** A group in one currency, with what it owes at the end of a span and at its beginning, and what it was invoiced in it. */
export type RatioRow = {
  readonly label: string | null;
  readonly currency: string;
  readonly open: number;
  readonly current: number;
  readonly opening: number;
  readonly sales: number;
  readonly dso: number;
  readonly best: number;
  readonly cei: Share | null;
};

type Owed = { readonly open: number; readonly current: number };
type Sales = {
  readonly label: string | null;
  readonly currency: string;
  readonly month: CivilDate;
  readonly minor: number;
};
const salesRow = z.object({
  ...{ label: z.string().nullable(), currency: z.string(), minor: z.number() },
  month: z.string().transform((text) => text as CivilDate),
});

const keyOf = (label: string | null, currency: string): string => JSON.stringify([label, currency]);

function without(query: StaffQuery, ...fields: readonly Filter['field'][]): readonly Filter[] {
  return query.filters.filter(({ field }) => !fields.includes(field));
}

/** What is open and not overdue of it on a day, by group and currency. */
async function owedOn(query: StaffQuery, day: CivilDate, ask: Ask): Promise<ReadonlyMap<string, Owed>> {
  const filters = without(query, 'issued', 'paid', 'due');
  const { asking, run } = ask({
    ...query,
    measure: 'ageing',
    filters,
    asOf: day,
    order: null,
    limit: 10_000,
    offset: 0,
  });
  const plan = grouped(asking, lineSource(asking));
  const { rows } = found.parse((await run(statement(asking, plan)))[0]);
  const at = plan.columns.findIndex(({ key }) => key.startsWith('bucket:'));
  return new Map(
    rows.map((row) => {
      const label = at === 0 ? null : z.string().nullable().parse(row[0]);
      const ages = z.array(z.number()).parse(row.slice(at, at + 5));
      const open = ages.reduce((total, minor) => total + minor, 0);
      return [keyOf(label, z.string().parse(row.at(-1))), { open, current: ages[0] ?? 0 }];
    }),
  );
}

function salesStatement(asking: Asking, span: Span): string {
  const { groupBy } = asking.query;
  const group = groupBy === null ? undefined : ofDebtor[groupBy];
  const conditions = all([
    `v.creditor_id = ${tenantOf(asking)} AND v.issued <= ${dayOf(asking)} AND v.issued BETWEEN ${asking.bind(span.from, 'date')} AND ${asking.bind(span.to, 'date')}`,
    ...ofCurrencies(asking, 'v'),
    ...ofDebtors(asking, 'v.debtor_id'),
  ]);
  const label =
    group === undefined
      ? groupBy === 'currency'
        ? 'x.currency::text'
        : 'NULL::text'
      : `min(${group.shown ?? group.key})`;
  return `SELECT ${label} AS label, x.currency, x.month, sum(x.minor)::bigint AS minor
    FROM (SELECT v.debtor_id, v.currency, date_trunc('month', v.issued::timestamp)::date AS month, sum(v.total_minor)::bigint AS minor FROM invoices v WHERE ${conditions} GROUP BY 1, 2, 3) x
    ${group === undefined ? '' : `JOIN debtors d ON d.id = x.debtor_id ${group.join ?? ''}`} GROUP BY ${group === undefined ? '' : `${group.key}, `}x.currency, x.month`;
}

async function salesIn(query: StaffQuery, span: Span, ask: Ask): Promise<readonly Sales[]> {
  const { asking, run } = ask({ ...query, filters: without(query, 'issued', 'paid', 'due'), asOf: span.to });
  return z.array(salesRow).parse(await run(salesStatement(asking, span)));
}

/** The months back from a day, the latest first and cut there. */
function periodsTo(day: CivilDate, sales: ReadonlyMap<string, number>): readonly SalesPeriod[] {
  const { day: ofMonth } = partsOf(day);
  const first = addDays(day, 1 - ofMonth);
  return Array.from({ length: monthsBack }, (_, back) => {
    const from = addMonths(first, -back);
    const to = back === 0 ? day : addDays(addMonths(from, 1), -1);
    return { sales: sales.get(from) ?? 0, days: daysBetween(from, to) + 1 };
  });
}

/** What the ratios of a span are computed from, by group and currency, and the ratios; groups that neither owe nor buy are not there. */
export async function readRatios(query: StaffQuery, span: Span, ask: Ask): Promise<readonly RatioRow[]> {
  const { day } = partsOf(span.to);
  const oldest = addMonths(addDays(span.to, 1 - day), 1 - monthsBack);
  const end = await owedOn(query, span.to, ask);
  const needsStart = query.measure === 'cei';
  const start = needsStart ? await owedOn(query, addDays(span.from, -1), ask) : new Map<string, Owed>();
  const back = await salesIn(query, { from: oldest, to: span.to }, ask);
  const inSpan = needsStart ? await salesIn(query, span, ask) : [];
  const months = Map.groupBy(back, ({ label, currency }) => keyOf(label, currency));
  const sold = new Map<string, number>();
  for (const { label, currency, minor } of inSpan) {
    const key = keyOf(label, currency);
    sold.set(key, (sold.get(key) ?? 0) + minor);
  }
  const keys = [...new Set([...end.keys(), ...start.keys(), ...months.keys()])];
  return keys.map((key) => {
    const [label, currency] = z.tuple([z.string().nullable(), z.string()]).parse(JSON.parse(key));
    const { open, current } = end.get(key) ?? { open: 0, current: 0 };
    const opening = start.get(key)?.open ?? 0;
    const sales = sold.get(key) ?? 0;
    const periods = periodsTo(span.to, new Map((months.get(key) ?? []).map(({ month, minor }) => [month, minor])));
    const [dso, best] = [countbackDays(open, periods), countbackDays(current, periods)];
    const cei = collectionEffectiveness({ opening, sales, ending: open, current });
    return { label, currency, open, current, opening, sales, dso, best, cei };
  });
}
