import { formatMoney } from '../domain/format.ts';
import { money } from '../domain/money.ts';
import { type MonthFigures, type SimulationFigures } from '../domain/simulation/figures.ts';

/** What a page of a simulation says of itself. */
export type SimulationFacts = {
  readonly title: string;
  readonly from: string;
  readonly days: number;
  readonly seed: number;
  readonly policies: readonly string[];
};

const width = 860;
const height = 220;
const left = 90;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

type Series = { readonly name: string; readonly colour: string; readonly values: readonly number[] };

function stepOf(count: number): number {
  return (width - left - 20) / Math.max(1, count);
}

function axis(months: readonly MonthFigures[], top: number, label: (value: number) => string): string {
  const step = stepOf(months.length);
  const names = months.map(
    ({ month }, index) =>
      `<text x="${left + step * (index + 0.5)}" y="${height + 18}" text-anchor="middle">${month.slice(2)}</text>`,
  );
  const marks = [0, 0.5, 1].map((share) => {
    const y = height - share * (height - 20);
    return `<line x1="${left}" x2="${width - 20}" y1="${y}" y2="${y}" stroke="#d8dde3"/><text x="${left - 8}" y="${y + 4}" text-anchor="end">${escape(label(top * share))}</text>`;
  });
  return [...marks, ...names].join('');
}

function bars(series: readonly Series[], months: readonly MonthFigures[], top: number): string {
  const step = stepOf(months.length);
  const each = (step * 0.7) / series.length;
  return series
    .flatMap(({ values, colour }, at) =>
      values.map((value, index) => {
        const tall = top === 0 ? 0 : (value / top) * (height - 20);
        const x = left + step * index + step * 0.15 + each * at;
        return `<rect x="${x.toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(each * 0.92).toFixed(1)}" height="${tall.toFixed(1)}" fill="${colour}"/>`;
      }),
    )
    .join('');
}

function chart(
  title: string,
  months: readonly MonthFigures[],
  series: readonly Series[],
  label: (value: number) => string,
): string {
  const top = Math.max(1, ...series.flatMap(({ values }) => values));
  const key = series
    .map(({ name, colour }) => `<span><i style="background:${colour}"></i>${escape(name)}</span>`)
    .join(' ');
  return `<figure><figcaption>${escape(title)}</figcaption><p class="key">${key}</p>
<svg viewBox="0 0 ${width} ${height + 28}" role="img" aria-label="${escape(title)}">${axis(months, top, label)}${bars(series, months, top)}</svg></figure>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`;
}

function monthTable({ months, currency }: SimulationFigures): string {
  const amount = (minor: number): string => formatMoney(money(minor, currency), 'en');
  return table(
    ['Month', 'Invoiced', 'Received', 'Open at its end', 'Overdue at its end', 'DSO (days)', 'Messages'],
    months.map((of) => [
      ...[of.month, amount(of.invoiced), amount(of.received), amount(of.open), amount(of.overdue)],
      ...[
        of.dso === null ? 'n/a' : String(of.dso),
        Object.entries(of.sent)
          .map(([outlet, count]) => `${outlet} ${count}`)
          .join(', '),
      ],
    ]),
  );
}

function counts(of: Readonly<Record<string, number>>): string {
  const rows = Object.entries(of).toSorted(([, a], [, b]) => b - a);
  return table(
    ['What', 'How often'],
    rows.map(([name, count]) => [name, String(count)]),
  );
}

function charts(figures: SimulationFigures): string {
  const { months, currency } = figures;
  const amount = (minor: number): string => formatMoney(money(Math.round(minor), currency), 'en');
  const outlets = [...new Set(months.flatMap(({ sent }) => Object.keys(sent)))].toSorted();
  const colours = ['#1b6ca8', '#4a9e6f', '#c98a1b', '#8a5fb0', '#5c6773', '#b04a5a', '#2f8f8f'];
  return [
    chart(
      'Cash received and what is overdue at the end of the month',
      months,
      [
        { name: 'received', colour: '#4a9e6f', values: months.map(({ received }) => received) },
        { name: 'overdue', colour: '#c98a1b', values: months.map(({ overdue }) => overdue) },
      ],
      amount,
    ),
    chart(
      'Messages, letters, calls and decisions',
      months,
      outlets.map((name, index) => ({
        name,
        colour: colours[index % colours.length] ?? '#5c6773',
        values: months.map(({ sent }) => sent[name] ?? 0),
      })),
      (value) => String(Math.round(value)),
    ),
    chart(
      'Days sales outstanding, counted back',
      months,
      [{ name: 'DSO', colour: '#1b6ca8', values: months.map(({ dso }) => dso ?? 0) }],
      (value) => String(Math.round(value)),
    ),
  ].join('\n');
}

/** A simulated year as one page that needs nothing else: charts as SVG, the figures as tables, how it was made. */
export function simulationPage(facts: SimulationFacts, figures: SimulationFigures): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(facts.title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;color:#1d2733;max-width:940px;margin:2em auto;padding:0 1em}figure{margin:2em 0}figcaption{font-weight:600}
svg{width:100%;height:auto;font-size:12px;fill:#3a4654}.key span{margin-right:1.2em}.key i{display:inline-block;width:.8em;height:.8em;margin-right:.4em}
table{border-collapse:collapse;width:100%;margin:1em 0}th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #d8dde3}td{font-variant-numeric:tabular-nums}</style></head>
<body><h1>${escape(facts.title)}</h1>
<p>${facts.days} days from ${escape(facts.from)}, seed ${facts.seed}, policies ${escape(facts.policies.join(', '))}. Debtors behave by a model; nothing was sent and nothing was written.</p>
${charts(figures)}
<h2>Month by month</h2>${monthTable(figures)}
<h2>Levels reached</h2>${counts(figures.levels)}
<h2>What a message led to</h2>${counts(figures.answers)}
</body></html>
`;
}
