import { expect } from 'chai';
import { answerDay } from '../../domain/answer-day.ts';
import { type Calendar } from '../../domain/calendar.ts';
import { date } from '../../domain/civil-date.ts';
import { receivedOn } from '../../domain/received-on.ts';

function on(day: string): Calendar {
  return { zone: 'Europe/Paris', today: date(day), holidays: [date('2026-12-25')] };
}

describe('when a person finds and answers what is asked', () => {
  it('is today and the next working day while the office is open', () => {
    const now = Date.parse('2026-11-23T09:00:00Z');
    expect(receivedOn(on('2026-11-23'), now)).to.equal('2026-11-23');
    expect(answerDay(on('2026-11-23'), now)).to.equal('2026-11-24');
  });

  it('is counted from the next working day in the evening, by the clock of that zone', () => {
    const evening = Date.parse('2026-11-23T16:30:00Z'); // 17:30 in Paris
    expect(receivedOn(on('2026-11-23'), evening)).to.equal('2026-11-24');
    expect(answerDay(on('2026-11-23'), evening)).to.equal('2026-11-25');
    expect(receivedOn({ ...on('2026-11-23'), zone: 'Europe/London' }, evening)).to.equal('2026-11-23');
  });

  it('skips weekends and holidays', () => {
    expect(receivedOn(on('2026-11-27'), Date.parse('2026-11-27T22:00:00Z'))).to.equal('2026-11-30');
    expect(receivedOn(on('2026-11-28'), Date.parse('2026-11-28T09:00:00Z'))).to.equal('2026-11-30');
    expect(answerDay(on('2026-12-24'), Date.parse('2026-12-24T09:00:00Z'))).to.equal('2026-12-28');
  });
});
