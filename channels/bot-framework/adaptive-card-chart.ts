import { type Chart } from '../../domain/card.ts';
import { type Element, literal } from './adaptive-card-text.ts';

const fewBars = 6;
const shortLabel = 10;

/** Upright where a few short labels fit beside each other, else lying, with a label to each line. */
function bars({ points }: Chart): Element {
  const upright = points.length <= fewBars && points.every(({ label }) => label.length <= shortLabel);
  const data = points.map(({ label, value }) => ({ x: literal(label), y: value }));
  return upright
    ? { type: 'Chart.VerticalBar', data, showBarValues: false }
    : { type: 'Chart.HorizontalBar', data, displayMode: 'AbsoluteWithAxis' };
}

function line({ title, points }: Chart): Element {
  const values = points.map(({ label, value }) => ({ x: literal(label), y: value }));
  return { type: 'Chart.Line', data: [{ legend: literal(title), values }] };
}

/** Parts of a whole; where one is below zero there is no whole to divide. */
function share(chart: Chart): Element {
  if (chart.points.some(({ value }) => value < 0)) return bars(chart);
  return { type: 'Chart.Donut', data: chart.points.map(({ label, value }) => ({ legend: literal(label), value })) };
}

const drawn = { bars, line, share } as const;

/** A chart as Teams draws it; elsewhere `fallback`, which says the same. */
export function chartElement(chart: Chart, fallback: Element): Element {
  return { ...drawn[chart.kind](chart), title: literal(chart.title), fallback };
}
