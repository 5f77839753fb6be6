import { addDays, type CivilDate, daysBetween, partsOf } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';

/** Which numbers an invoice is taken from: FA for customers billed in euros, INV for those billed in pounds. */
type SeriesName = 'FA' | 'INV';

/** One number of a series with the day it was given; numbers of a series follow their days. */
export type Slot = { readonly series: SeriesName; readonly number: string; readonly issued: CivilDate };

/** Hands out each number once. */
export type InvoiceNumbers = {
  /** The slot of exactly that number. */
  exactly(number: string): Slot;
  /** The free slot issued nearest to that day, the earlier of two. */
  near(series: SeriesName, issued: CivilDate): Slot;
  /** Every slot still free, oldest first. */
  rest(): readonly Slot[];
};

/** The day a number of a series was given; days between two anchors are spread evenly. */
type Anchor = readonly [position: number, issued: CivilDate];

function onWorkingDay(day: CivilDate, earliest: CivilDate): CivilDate {
  const { weekday } = partsOf(day);
  const friday = weekday > 5 ? addDays(day, 5 - weekday) : day;
  return friday < earliest ? earliest : friday;
}

function spread(series: SeriesName, year: number, anchors: readonly Anchor[]): Slot[] {
  const slots: Slot[] = [];
  anchors.forEach(([to, end], index) => {
    const [from, start] = anchors[index - 1] ?? [to - 1, end];
    const days = daysBetween(start, end);
    invariant(days >= 0, 'invoice numbers follow their days');
    for (let position = from + 1; position <= to; position += 1) {
      const share = Math.floor(((position - from) * days) / (to - from));
      const issued = position === to ? end : onWorkingDay(addDays(start, share), start);
      slots.push({ series, number: `${series}-${year}-${String(position).padStart(4, '0')}`, issued });
    }
  });
  return slots;
}

/** The series of 2026 begins with its year where today allows it, so that numbers look right when the demo is first shown. */
function newYear(today: CivilDate): CivilDate {
  const first = addDays(today, 1 - dayOfYear(today));
  const sinceFirst = daysBetween(first, today);
  if (partsOf(today).year === 2026 && sinceFirst >= 200) return first;
  return addDays(today, -325);
}

function dayOfYear(day: CivilDate): number {
  const { year } = partsOf(day);
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

function allSlots(today: CivilDate, oldest: CivilDate): Slot[] {
  const before = (days: number): CivilDate => addDays(today, -days);
  const turn = newYear(today);
  const lastYear = addDays(turn, -365);
  return [
    ...spread('FA', 2025, [
      [1, oldest],
      [2, lastYear],
      [620, addDays(turn, -1)],
    ]),
    // The anchors are the numbers that the documentation names.
    ...spread('FA', 2026, [
      [1, turn],
      [41, before(150)],
      [88, before(113)],
      [101, before(98)],
      [120, before(83)],
      [134, before(68)],
      [150, before(40)],
      [205, before(1)],
    ]),
    ...spread('INV', 2025, [
      [1, lastYear],
      [330, addDays(turn, -1)],
    ]),
    ...spread('INV', 2026, [
      [1, turn],
      [311, before(50)],
      [345, before(1)],
    ]),
  ];
}

/** The 1,500 numbers of the demo, by day of issue; `oldest` is the day of the very first. */
export function invoiceNumbers(today: CivilDate, oldest: CivilDate): InvoiceNumbers {
  const free = new Map(allSlots(today, oldest).map((slot) => [slot.number, slot]));
  const take = (slot: Slot | undefined): Slot => {
    invariant(slot !== undefined, 'an invoice number is used once');
    free.delete(slot.number);
    return slot;
  };
  return {
    exactly: (number) => take(free.get(number)),
    near: (series, issued) => {
      let best: Slot | undefined;
      let distance = Infinity;
      for (const slot of free.values()) {
        const away = Math.abs(daysBetween(slot.issued, issued));
        if (slot.series === series && away < distance) [best, distance] = [slot, away];
      }
      return take(best);
    },
    rest: () => [...free.values()].sort((a, b) => (a.issued === b.issued ? 0 : a.issued < b.issued ? -1 : 1)),
  };
}
