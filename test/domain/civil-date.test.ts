import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  type CivilDate,
  dateOf,
  daysBetween,
  daysInMonth,
  partsOf,
  readDate,
} from '../../domain/civil-date.ts';

const dayMs = 86_400_000;
const first = Date.parse('0001-01-01T00:00:00Z') / dayMs;
const last = Date.parse('9999-12-31T00:00:00Z') / dayMs;

/** Any day of the years 1 to 9999, as days since 1 January 1970. */
const anyDay = fc.integer({ min: first, max: last });

/** The second implementation: the calendar of the machine. */
function byMachine(day: number): CivilDate {
  return new Date(day * dayMs).toISOString().slice(0, 10) as CivilDate;
}

function isRead(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

describe('civil dates beside the calendar of the machine, years 1 to 9999', () => {
  it('days later and days between', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(addDays(byMachine(from), to - from)).to.equal(byMachine(to));
        expect(daysBetween(byMachine(from), byMachine(to))).to.equal(to - from);
      }),
    );
  });

  it('parts, weekday included, and back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const at = new Date(day * dayMs);
        const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
        const parts = { year, month, day: at.getUTCDate(), weekday: at.getUTCDay() === 0 ? 7 : at.getUTCDay() };
        expect(partsOf(byMachine(day))).to.deep.equal(parts);
        expect(dateOf(year, month, at.getUTCDate())).to.equal(byMachine(day));
      }),
    );
  });

  it('every day of four hundred years follows the one before', () => {
    const start = Date.parse('1800-03-01T00:00:00Z') / dayMs;
    for (let day = start, known = byMachine(start); day < start + 146_097; day += 1) {
      const next = addDays(known, 1);
      if (next !== byMachine(day + 1)) expect.fail(`${known} is followed by ${next}`);
      known = next;
    }
  });

  it('only days that there are can be read', () => {
    const part = (most: number, length: number): fc.Arbitrary<string> =>
      fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(length, '0'));
    const texts = fc.tuple(part(9999, 4), part(14, 2), part(33, 2)).map((parts) => parts.join('-'));
    fc.assert(
      fc.property(texts, (text) => {
        expect(readDate(text)).to.equal(isRead(text) ? text : null);
      }),
      { numRuns: 1000 },
    );
    for (const text of ['', '2026-2-1', '2026-02-30', '2026/02/03', '2026-02-03 ', '+026-02-03', '２026-02-03'])
      expect(readDate(text), text).to.equal(null);
  });

  it('months: their days, and the same day in another one, clamped to its last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('1000-01-01') / dayMs, max: Date.parse('8999-12-31') / dayMs }),
        fc.integer({ min: -1200, max: 1200 }),
        (day, months) => {
          const at = new Date(day * dayMs);
          const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
          const to = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), length));
          expect(addMonths(byMachine(day), months)).to.equal(byMachine(to / dayMs));
          const { year, month } = partsOf(byMachine(to / dayMs));
          expect(daysInMonth(year, month)).to.equal(length);
        },
      ),
    );
  });
});
