import { expect } from 'chai';
import { date } from '../../../domain/civil-date.ts';
import { printedDeadline } from '../../../domain/escalation/printed-deadline.ts';
import { aCalendar } from '../an-account.ts';

describe('the deadline a formal notice names', () => {
  const table: readonly (readonly [string, number | null, string | null])[] = [
    ['2026-06-15', 8, '2026-06-29'], // posted by Wednesday 17, presented by 19: from Saturday 27 to Monday
    ['2026-06-12', 8, '2026-06-26'], // a Friday: posted by Tuesday 16
    ['2026-06-15', 15, '2026-07-06'],
    ['2026-06-15', null, null],
  ];
  for (const [today, deadlineDays, deadline] of table)
    it(`is ${deadline ?? 'none'} for ${deadlineDays ?? 'no'} days decided on ${today}`, () => {
      expect(printedDeadline({ deadlineDays }, aCalendar(date(today)))).to.equal(deadline);
    });

  it('is no holiday', () => {
    const calendar = { ...aCalendar(date('2026-06-12')), holidays: [date('2026-06-26')] };
    expect(printedDeadline({ deadlineDays: 8 }, calendar)).to.equal('2026-06-29');
  });
});
