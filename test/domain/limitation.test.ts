import { expect } from 'chai';
import { date } from '../../domain/civil-date.ts';
import { limitationPeriod, timeBarredFrom } from '../../domain/limitation.ts';

describe('limitation', () => {
  for (const [debtor, capacity, period] of [
    ['consumer', 'private', 'two-years'],
    ['consumer', 'professional', 'two-years'],
    ['sole-trader', 'private', 'two-years'],
    ['sole-trader', 'professional', 'five-years'],
    ['company', 'professional', 'five-years'],
    ['company', 'private', 'five-years'],
    ['public-body', 'professional', 'four-calendar-years'],
  ] as const) {
    it(`is of ${period} for a ${debtor} buying in a ${capacity} capacity`, () => {
      expect(limitationPeriod({ country: 'FR', debtor, capacity })).to.equal(period);
    });
  }

  it('is the shortest of the United Kingdom there, and unknown where no law is written here', () => {
    for (const debtor of ['consumer', 'company', 'public-body'] as const) {
      expect(limitationPeriod({ country: 'GB', debtor, capacity: 'private' })).to.equal('five-years');
      expect(limitationPeriod({ country: 'BE', debtor, capacity: 'private' })).to.equal(null);
    }
    expect(timeBarredFrom(date('2024-03-15'), null, [])).to.equal(null);
  });

  for (const [what, due, period, acknowledged, barred] of [
    ['the last day still counts', '2024-03-15', 'two-years', [], '2026-03-16'],
    ['29 February ends on the 28th', '2024-02-29', 'two-years', [], '2026-03-01'],
    ['five years', '2024-03-15', 'five-years', [], '2029-03-16'],
    ['a public body: from the next 1 January', '2024-03-15', 'four-calendar-years', [], '2029-01-01'],
    ['an acknowledgement starts it anew', '2024-03-15', 'two-years', ['2025-01-10'], '2027-01-11'],
    ['on the very last day too', '2024-03-15', 'two-years', ['2026-03-15'], '2028-03-16'],
    ['but not once barred', '2024-03-15', 'two-years', ['2026-03-16'], '2026-03-16'],
    ['nor from a chain that was broken', '2024-03-15', 'two-years', ['2026-04-01', '2026-05-01'], '2026-03-16'],
    ['each in turn, in any order given', '2022-03-15', 'two-years', ['2025-02-01', '2024-01-10'], '2027-02-02'],
    ['one before the due date changes nothing', '2024-03-15', 'two-years', ['2024-01-01'], '2026-03-16'],
  ] as const) {
    it(`${what}: due ${due}, ${acknowledged.join(', ') || 'nothing acknowledged'}`, () => {
      expect(timeBarredFrom(date(due), period, acknowledged.map(date))).to.equal(barred);
    });
  }
});
