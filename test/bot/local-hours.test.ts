import { expect } from 'chai';
import { dateIn, minuteIn } from '../../bot/calendars.ts';

/** Forty zones on both sides of the equator and of the date line, with changes of an hour, of half an hour, at odd minutes, or none. */
const zones = [
  ...[
    'Europe/Paris',
    'Europe/London',
    'Europe/Dublin',
    'Europe/Lisbon',
    'Europe/Madrid',
    'Europe/Berlin',
    'Europe/Rome',
  ],
  ...['Europe/Athens', 'Europe/Helsinki', 'Europe/Warsaw', 'Europe/Bucharest', 'Europe/Istanbul', 'Atlantic/Azores'],
  ...[
    'Atlantic/Canary',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Africa/Johannesburg',
    'America/New_York',
    'America/Chicago',
  ],
  ...[
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'America/Halifax',
    'America/St_Johns',
  ],
  ...[
    'America/Havana',
    'America/Santiago',
    'America/Sao_Paulo',
    'America/Martinique',
    'America/Nuuk',
    'Asia/Jerusalem',
  ],
  ...['Asia/Beirut', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo', 'Australia/Sydney', 'Australia/Adelaide'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham'],
];

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** The zone's distance from UTC in minutes, read from its name, apart from how the hours are read. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hour, minute] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
    return sign === undefined ? 0 : (Number(hour) * 60 + Number(minute)) * (sign === '-' ? -1 : 1);
  };
}

/** The first minute of each new distance within two years. */
function changesOf(offset: (at: number) => number): number[] {
  const [from, to] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2028-01-01T00:00:00Z')];
  const changes: number[] = [];
  let next = offset(from);
  for (let day = from; day < to; day += dayMs) {
    const now = next;
    next = offset(day + dayMs);
    if (now === next) continue;
    let [low, high] = [day, day + dayMs];
    while (high - low > minuteMs) {
      const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

describe('the hour of a debtor', () => {
  it('is right around every change of the clocks, in forty zones', () => {
    expect(new Set(zones).size).to.equal(40);
    let seen = 0;
    for (const zone of zones) {
      const offset = offsets(zone);
      for (const change of changesOf(offset)) {
        seen += 1;
        for (let at = change - 180 * minuteMs; at <= change + 180 * minuteMs; at += 10 * minuteMs) {
          const local = new Date(at + offset(at) * minuteMs).toISOString();
          const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
          expect([dateIn(zone, at), minuteIn(zone, at)], `${zone} ${local}`).to.deep.equal([
            local.slice(0, 10),
            minute,
          ]);
        }
      }
    }
    expect(seen).to.be.greaterThan(100);
  });

  it('begins at midnight and ends at 23:59', () => {
    expect(minuteIn('Europe/Paris', Date.parse('2026-06-15T22:00:00Z'))).to.equal(0);
    expect(minuteIn('Europe/Paris', Date.parse('2026-06-15T21:59:59Z'))).to.equal(1439);
    expect(minuteIn('Asia/Kathmandu', Date.parse('2026-06-15T04:15:00Z'))).to.equal(600);
  });
});
