import { type CivilDate, daysInMonth, partsOf } from '../civil-date.ts';
import { type Sent, type SimulatedDay } from './simulate.ts';

/** A month of the simulation in one currency, in minor units. */
export type MonthFigures = {
  readonly month: string; // 2026-12
  readonly invoiced: number;
  readonly received: number;
  readonly open: number; // at its end
  readonly overdue: number; // at its end
  readonly dso: number | null; // days, counted back over the sales of the months before; null without sales
  readonly sent: Readonly<Record<string, number>>; // by outlet
};

export type SimulationFigures = {
  readonly currency: string;
  readonly months: readonly MonthFigures[];
  readonly levels: Readonly<Record<string, number>>; // messages and tasks by policy and level
  readonly answers: Readonly<Record<string, number>>;
};

function monthOf(on: CivilDate): string {
  return on.slice(0, 7);
}

function countBy(of: readonly Sent[], key: (sent: Sent) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sent of of) counts[key(sent)] = (counts[key(sent)] ?? 0) + 1;
  return counts;
}

/**
 * Days sales outstanding by counting back: sales of the last months are taken from what is open until it is used up, each month
 * giving its days, the last one in proportion. Null where there are too few sales to use it up.
 */
function countBack(
  open: number,
  sales: readonly { readonly invoiced: number; readonly days: number }[],
): number | null {
  let left = open;
  let days = 0;
  for (const month of sales.toReversed()) {
    if (left <= 0) break;
    if (month.invoiced >= left) return Math.round(days + (month.days * left) / month.invoiced);
    left -= month.invoiced;
    days += month.days;
  }
  return left <= 0 ? days : null;
}

/** Sums the days up by month, for one currency. */
export function figuresOf(days: readonly SimulatedDay[], currency: string): SimulationFigures {
  const sales: { invoiced: number; days: number }[] = [];
  const months = [...Map.groupBy(days, ({ on }) => monthOf(on))].map(([month, of]): MonthFigures => {
    const total = (what: 'received' | 'invoiced'): number =>
      of.reduce((sum, day) => sum + (day[what].get(currency) ?? 0), 0);
    const last = of.at(-1);
    const open = last?.open.get(currency) ?? 0;
    const { year, month: number } = partsOf(of[0]?.on ?? (`${month}-01` as CivilDate));
    sales.push({ invoiced: total('invoiced'), days: Math.min(of.length, daysInMonth(year, number)) });
    return {
      ...{ month, invoiced: total('invoiced'), received: total('received'), open },
      overdue: last?.overdue.get(currency) ?? 0,
      dso: countBack(open, sales),
      sent: countBy(
        of.flatMap(({ sent }) => sent),
        ({ outlet }) => outlet,
      ),
    };
  });
  const all = days.flatMap(({ sent }) => sent);
  return {
    ...{ currency, months, levels: countBy(all, ({ policy, level }) => `${policy}/${level}`) },
    answers: countBy(all, ({ answer }) => answer),
  };
}
