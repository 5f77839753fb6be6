import { expect } from 'chai';
import { dateIn, makeCalendars } from '../../bot/calendars.ts';
import { isWorkingDay, nextWorkingDay } from '../../domain/calendar.ts';
import { date } from '../../domain/civil-date.ts';

describe('the calendars', () => {
  const calendars = makeCalendars();
  const at = Date.UTC(2026, 10, 22, 9, 0);
  const zones: Readonly<Record<string, string>> = { FR: 'Europe/Paris', GB: 'Europe/London' };

  // Public holidays that are neither a Saturday nor a Sunday, and the first working day after them.
  const known: readonly (readonly [string, string, string])[] = [
    ['FR', '2026-01-01', '2026-01-02'],
    ['FR', '2026-04-06', '2026-04-07'], // Easter Monday
    ['FR', '2026-05-01', '2026-05-04'],
    ['FR', '2026-05-08', '2026-05-11'],
    ['FR', '2026-05-14', '2026-05-15'], // Ascension
    ['FR', '2026-05-25', '2026-05-26'], // Whit Monday
    ['FR', '2026-07-14', '2026-07-15'],
    ['FR', '2026-11-11', '2026-11-12'],
    ['FR', '2026-12-25', '2026-12-28'],
    ['FR', '2027-11-01', '2027-11-02'],
    ['GB', '2026-01-01', '2026-01-02'],
    ['GB', '2026-04-03', '2026-04-07'], // Good Friday, then Easter Monday
    ['GB', '2026-04-06', '2026-04-07'],
    ['GB', '2026-05-04', '2026-05-05'],
    ['GB', '2026-05-25', '2026-05-26'],
    ['GB', '2026-08-31', '2026-09-01'],
    ['GB', '2026-12-25', '2026-12-29'], // Boxing Day is a Saturday, its substitute the Monday
    ['GB', '2027-08-30', '2027-08-31'],
    ['GB', '2027-12-27', '2027-12-29'],
  ];
  for (const [country, holiday, next] of known) {
    it(`${country}: nothing is due on ${holiday}, but on ${next}`, () => {
      const calendar = calendars({ country, zone: zones[country] ?? '' }, at);
      expect(isWorkingDay(calendar, date(holiday))).to.equal(false);
      expect(nextWorkingDay(calendar, date(holiday))).to.equal(next);
    });
  }

  // What is no holiday where it might be taken for one: Good Friday in France; England has neither Scotland's days nor Ireland's.
  const ordinary: readonly (readonly [string, string])[] = [
    ['FR', '2026-04-03'],
    ['GB', '2026-01-02'],
    ['GB', '2026-03-17'],
    ['GB', '2026-08-03'],
    ['GB', '2026-11-30'],
    ['GB', '2026-07-14'],
  ];
  for (const [country, day] of ordinary) {
    it(`${country}: ${day} is a working day`, () => {
      expect(isWorkingDay(calendars({ country, zone: zones[country] ?? '' }, at), date(day))).to.equal(true);
    });
  }

  it('knows which day it is in a zone', () => {
    const midnight = Date.UTC(2026, 10, 22, 23, 30);
    expect([dateIn('Europe/Paris', midnight), dateIn('Europe/London', midnight)]).to.deep.equal([
      '2026-11-23',
      '2026-11-22',
    ]);
  });
});
