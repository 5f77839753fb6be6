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
export type SalesByGroup = ReadonlyMap<string, readonly Sales[]>;
type Opening = { readonly start: ReadonlyMap<string, Owed>; readonly sold: ReadonlyMap<string, number> };
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
  const month = "date_trunc('month', v.issued::timestamp)::date";
  if (group === undefined) {
    const name = groupBy === 'currency' ? 'v.currency::text' : 'NULL::text';
    return `SELECT ${name} AS label, v.currency, ${month} AS month, solde_sum(v.total_minor) AS minor FROM invoices v WHERE ${conditions} GROUP BY v.currency, 3`;
  }
  return `SELECT min(${group.shown ?? group.key}) AS label, x.currency, x.month, solde_sum(x.minor) AS minor
    FROM (SELECT v.debtor_id, v.currency, ${month} AS month, solde_sum(v.total_minor) AS minor FROM invoices v WHERE ${conditions} GROUP BY 1, 2, 3) x
    JOIN debtors d ON d.id = x.debtor_id ${group.join ?? ''} GROUP BY ${group.key}, x.currency, x.month`;
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

/** What was invoiced by group and month, for as long as spans are looked back from: the months of the last span end with it. */
export async function salesFor(query: StaffQuery, spans: readonly Span[], ask: Ask): Promise<SalesByGroup> {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const { day } = partsOf(first.to);
  const from = addMonths(addDays(first.to, 1 - day), 1 - monthsBack);
  const sales = await salesIn(query, { from, to: last.to }, ask);
  return Map.groupBy(sales, ({ label, currency }) => keyOf(label, currency));
}

/** What a period began with and what was invoiced in it, by group, where that is asked for. */
async function openingOf(query: StaffQuery, span: Span, ask: Ask): Promise<Opening> {
  const sold = new Map<string, number>();
  if (query.measure !== 'cei') return { start: new Map(), sold };
  for (const { label, currency, minor } of await salesIn(query, span, ask)) {
    const key = keyOf(label, currency);
    sold.set(key, (sold.get(key) ?? 0) + minor);
  }
  return { start: await owedOn(query, addDays(span.from, -1), ask), sold };
}

/** The ratios of a span and what they are computed from, by group and currency; groups that neither owe nor buy are not there. */
export async function readRatios(
  query: StaffQuery,
  span: Span,
  sales: SalesByGroup,
  ask: Ask,
): Promise<readonly RatioRow[]> {
  const end = await owedOn(query, span.to, ask);
  const { start, sold } = await openingOf(query, span, ask);
  const keys = [...new Set([...end.keys(), ...start.keys(), ...sales.keys()])];
  return keys.map((key) => {
    const [label, currency] = z.tuple([z.string().nullable(), z.string()]).parse(JSON.parse(key));
    const { open, current } = end.get(key) ?? { open: 0, current: 0 };
    const periods = periodsTo(span.to, new Map((sales.get(key) ?? []).map(({ month, minor }) => [month, minor])));
    const of = { opening: start.get(key)?.open ?? 0, sales: sold.get(key) ?? 0 };
    const [dso, best] = [countbackDays(open, periods), countbackDays(current, periods)];
    const cei = collectionEffectiveness({ ...of, ending: open, current });
    return { label, currency, open, current, ...of, dso, best, cei };
  });
}
