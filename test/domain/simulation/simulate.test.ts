import { expect } from 'chai';
import { addDays, type CivilDate } from '../../../domain/civil-date.ts';
import { figuresOf } from '../../../domain/simulation/figures.ts';
import { rehearse } from '../../../domain/simulation/rehearse.ts';
import { simulate, type SimulatedDay, type World } from '../../../domain/simulation/simulate.ts';
import { makeRandom } from '../../../prisma/demo/random.ts';
import { aCalendar, aLine, aPolicy as planPolicy } from '../an-account.ts';
import { aCompany, aFile, anEntry, aPoint, aPolicy, day, daysAgo } from '../escalation/a-case.ts';

const outlets = ['email', 'sms', 'letter', 'registered-letter', 'phone'] as const;

/** Customers with an invoice each month, none paid. */
function world(seed: number, days = 120): World {
  const accounts = Array.from({ length: 24 }, (_, index) => {
    const lines = [90, 60, 30, 0].map((ago) => aLine(`${index}-${ago}`, daysAgo(ago - 10), 12_000 + index * 100));
    const account = aCompany(lines, { points: [aPoint(`p${index}`)] });
    const debtor = { ...account.debtor, id: `d${index}`, reference: `T-${index}` };
    return { account: { ...account, debtor }, file: aFile() };
  });
  return {
    ...{ accounts, policies: [aPolicy()], policyOf: () => planPolicy(), rates: [], reachable: outlets },
    ...{ calendarOf: (_account, on: CivilDate) => aCalendar(on), from: day, days, draw: makeRandom(seed) },
  };
}

const play = (seed: number, days?: number): readonly SimulatedDay[] => [...simulate(world(seed, days))];

describe('a simulated year', () => {
  it('is the same for the same seed, and another for another', () => {
    const told = (seed: number): string => JSON.stringify(figuresOf(play(seed, 60), 'EUR'));
    expect(told(7)).to.equal(told(7));
    expect(told(7)).not.to.equal(told(8));
  });

  it('loses no cent: what is open changes by what is invoiced, received and credited alone', () => {
    let open = play(1, 1)[0]?.open.get('EUR') ?? 0;
    for (const [index, of] of play(1).entries()) {
      const now = of.open.get('EUR') ?? 0;
      const moved = (of.invoiced.get('EUR') ?? 0) - (of.received.get('EUR') ?? 0);
      if (index > 0) expect(now, of.on).to.be.at.most(open + moved); // less is a credit note for a dispute
      open = now;
      expect(of.overdue.get('EUR') ?? 0).to.be.at.most(now);
    }
  });

  it('asks nobody on a weekend, nobody twice a day, and never for more than is open', () => {
    for (const { on, sent } of play(3)) {
      if (sent.length > 0) expect(new Date(`${on}T12:00:00Z`).getUTCDay() % 6, on).not.to.equal(0);
      const asked = sent.filter(({ outlet }) => outlet !== 'desk').map(({ debtor }) => debtor);
      expect(new Set(asked).size, on).to.equal(asked.length);
      for (const { lines } of sent) for (const { claim, open } of lines) expect(claim.minor).to.be.at.most(open.minor);
    }
  });

  it('is worked off by paying customers: cash comes in, and levels above the first are rarer than the first', () => {
    const { months, levels } = figuresOf(play(5), 'EUR');
    expect(months.reduce((sum, { received }) => sum + received, 0)).to.be.greaterThan(0);
    const counts = Object.values(levels);
    expect(Math.max(...counts)).to.be.greaterThan(Math.min(...counts));
  });
});

describe('a rehearsal', () => {
  const { accounts, calendarOf, policies, rates, reachable } = world(1);
  const input = { accounts, calendarOf, policies, rates, reachable, from: addDays(day, -20), until: day };

  it('says who would have been contacted, where nobody was', () => {
    const { would, did } = rehearse(input);
    expect(did).to.deep.equal([]);
    expect(new Set(would.map(({ debtor }) => debtor)).size).to.equal(accounts.length);
    for (const { on } of would) expect(on >= input.from && on <= input.until).to.equal(true);
  });

  it('sets what really happened beside it, and goes on from the levels reached before', () => {
    const [first] = accounts;
    if (first === undefined) expect.fail('there are accounts');
    const on = addDays(day, -10);
    const file = { ...first.file, levels: [anEntry('0-90', 'courteous', 10)] };
    const { did } = rehearse({ ...input, accounts: [{ account: first.account, file }] });
    expect(did).to.deep.equal([{ on, debtor: 'T-0', level: 'courteous', outlet: 'email' }]);
  });

  it('names the gates of those left alone', () => {
    expect(Object.keys(rehearse({ ...input, policies: [] }).blocked)).to.deep.equal(['no-policy']);
  });
});
