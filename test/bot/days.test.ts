import { expect } from 'chai';
import { makeCalendars } from '../../bot/calendars.ts';
import { makeDays } from '../../bot/days.ts';
import { planNotice, thanks } from '../../dialogs/service-words.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { accountOf, aPolicy } from '../domain/an-account.ts';

const today = '2026-11-20' as CivilDate;

describe('the day’s work of every creditor', () => {
  it('begins at five in the morning of each, takes the grace of each account’s policy, and says what it did', async () => {
    const [ran, said]: [string[], unknown[]] = [[], []];
    const days = makeDays({
      creditors: (at) =>
        Promise.resolve([4, 5, 23].map((hour) => ({ id: `at-${hour}`, today, hour: at === 7 ? hour : 0 }))),
      runDay: ({ creditorId, at, again, graceDaysOf }) => {
        ran.push(`${creditorId} ${at} ${String(again)} ${graceDaysOf(accountOf([]))}`);
        const did = creditorId === 'at-5' ? { judged: 2 } : null;
        return Promise.resolve([{ job: 'agreements', did }]);
      },
      escalate: () => Promise.resolve({ sent: 1 }), // from eight o’clock on
      service: { planNotice, thanks, calendarOf: makeCalendars() },
      staffFilesDays: 7,
      policy: () => aPolicy({ graceDays: 3 }),
      clock: () => 7,
      log: (...line) => said.push(line),
    });
    await days();
    expect(ran).to.deep.equal(['at-5 7 false 3', 'at-23 7 false 3']);
    expect(said).to.deep.equal([
      ['info', 'job.done', { job: 'agreements', creditor: 'at-5', day: today, judged: 2 }],
      ['info', 'escalation.done', { creditor: 'at-23', day: today, sent: 1 }],
    ]);
  });
});
