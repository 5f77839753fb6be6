import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Accord,
  agreeWithAccounts,
  type FreeMoney,
  type SnapshotLine,
  type StandingPart,
} from '../../domain/agree-with-accounts.ts';
import { date } from '../../domain/civil-date.ts';

type Situation = { readonly lines: readonly SnapshotLine[]; readonly free: readonly FreeMoney[] };

const share = fc.integer({ min: 0, max: 100 });

/** Lines of up to 100.00 settled in parts, and money that waits; entries may be on several lines and have a rest. */
const situations: fc.Arbitrary<Situation> = fc
  .array(
    fc.record({
      amount: fc.integer({ min: 1, max: 100 }),
      open: share,
      parts: fc.array(
        fc.record({
          minor: fc.integer({ min: 1, max: 60 }),
          kind: fc.constantFrom('payment', 'credit-note', 'clearing'),
          source: fc.integer({ min: 0, max: 3 }),
          by: fc.constantFrom('accounts', 'debtor', 'law'),
          state: fc.constantFrom('booked', 'entered', 'later'),
        }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((lines) =>
    fc
      .array(
        fc.record({
          minor: fc.integer({ min: 1, max: 80 }),
          entered: fc.boolean(),
          source: fc.integer({ min: 0, max: 5 }),
          released: fc.option(share),
        }),
        { maxLength: 3 },
      )
      .map((free) => ({ lines: lines.map((line, index) => settle(line, index)), free: free.map(waiting) })),
  );

function settle(
  line: {
    amount: number;
    open: number;
    parts: { minor: number; kind: string; source: number; by: string; state: string }[];
  },
  index: number,
): SnapshotLine {
  let room = line.amount;
  const parts = line.parts.flatMap((part, at): StandingPart[] => {
    const minor = Math.min(part.minor, room);
    room -= minor;
    if (minor === 0) return [];
    const state = part.kind === 'clearing' ? 'booked' : (part.state as StandingPart['state']);
    // A source is entered, booked or dated later wherever it goes.
    const id = part.kind === 'clearing' ? `${index}.${at}` : `${state}.${part.source}`;
    return [
      {
        ...{ id: `a${index}.${at}`, minor, state, on: date('2026-10-01') },
        by: part.by as StandingPart['by'],
        source: { kind: part.kind as 'payment', id },
      },
    ];
  });
  const open = Math.min(line.amount, Math.floor((line.amount * line.open) / 100));
  return { id: `l${index}`, due: date(`2026-0${index + 1}-15`), amount: line.amount, open, parts };
}

function waiting(
  of: { minor: number; entered: boolean; source: number; released: number | null },
  at: number,
): Situation['free'][number] {
  const id = of.entered ? `entered.${of.source}` : `free.${at}`;
  return {
    source: { kind: 'payment', id },
    minor: of.minor,
    entered: of.entered,
    released: of.entered ? 0 : of.released,
  };
}

/** The account after the accord, as the next snapshot finds it. */
function after({ lines, free }: Situation, accord: Accord): Situation {
  const ended = new Set(accord.ended.map(({ kind, id }) => `${kind}:${id}`));
  const left = new Map(free.map((money) => [`${money.source.kind}:${money.source.id}`, money]));
  const states = new Map<string, StandingPart['state']>(
    lines.flatMap(({ parts }) => parts.map(({ source, state }) => [`${source.kind}:${source.id}`, state] as const)),
  );
  const give = (source: StandingPart['source'], minor: number): void => {
    const key = `${source.kind}:${source.id}`;
    const money = left.get(key) ?? { source, minor: 0, released: 0, entered: states.get(key) === 'entered' };
    left.set(key, { ...money, minor: money.minor + minor });
  };
  const next = lines.map((line) => {
    const kept = line.parts.filter(({ id, source }) => {
      const gone = accord.reversed.includes(id);
      if (ended.has(`${source.kind}:${source.id}`)) return false;
      if (gone && source.kind !== 'clearing') give(source, line.parts.find((part) => part.id === id)?.minor ?? 0);
      return !gone;
    });
    const made = accord.made
      .filter(({ lineId }) => lineId === line.id)
      .map(({ source, minor, by }, at): StandingPart => {
        if (source !== null) give(source, -minor);
        const of = source ?? { kind: 'clearing' as const, id: `new.${line.id}.${at}` };
        const state = states.get(`${of.kind}:${of.id}`) ?? 'booked';
        return { id: `n${line.id}.${at}`, source: of, minor, by, on: date('2026-11-01'), state };
      });
    return { ...line, parts: [...kept, ...made] };
  });
  const rest = [...left.values()].filter(
    ({ source, minor }) =>
      minor > 0 && !ended.has(`${source.kind}:${source.id}`) && states.get(`${source.kind}:${source.id}`) !== 'later',
  );
  return { lines: next, free: rest.map((money) => ({ ...money, released: null })) };
}

const sumOf = (parts: readonly StandingPart[], ...states: readonly string[]): number =>
  parts.reduce((total, part) => total + (states.includes(part.state) ? part.minor : 0), 0);

describe('an account made to agree with a snapshot', () => {
  it('says of every line what the accounts say, less what was entered since or is dated later, and never less than nothing', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { lines } = after(situation, agreeWithAccounts(situation.lines, situation.free));
        for (const line of lines) {
          const inAccounts = line.amount - sumOf(line.parts, 'booked');
          const entered = sumOf(line.parts, 'entered');
          expect(inAccounts).to.be.at.least(line.open);
          expect(inAccounts - line.open).to.be.at.most(entered);
          expect(line.amount - sumOf(line.parts, 'booked', 'entered', 'later')).to.be.at.least(0);
        }
      }),
    );
  });

  it('never places more of a payment than there is of it', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const total = ({ lines, free }: Situation): Map<string, number> => {
          const sums = new Map<string, number>();
          const raise = (key: string, by: number): void => void sums.set(key, (sums.get(key) ?? 0) + by);
          for (const { parts } of lines)
            for (const { source, minor } of parts)
              if (source.kind !== 'clearing') raise(`${source.kind}:${source.id}`, minor);
          for (const { source, minor } of free) raise(`${source.kind}:${source.id}`, minor);
          return sums;
        };
        const before = total(situation);
        const later = total(after(situation, agreeWithAccounts(situation.lines, situation.free)));
        for (const [key, minor] of later) expect(minor, key).to.be.at.most(before.get(key) ?? 0);
      }),
    );
  });

  it('has nothing more to do the second time', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const next = after(situation, agreeWithAccounts(situation.lines, situation.free));
        expect(agreeWithAccounts(next.lines, next.free)).to.deep.equal({ reversed: [], made: [], ended: [] });
      }),
    );
  });

  const line = (open: number, parts: readonly StandingPart[] = [], id = 'l'): SnapshotLine => ({
    ...{ id, due: date('2026-01-15'), amount: 100, open, parts },
  });
  const part = (id: string, minor: number, state: StandingPart['state']): StandingPart => ({
    ...{ id: `a-${id}`, minor, by: 'law' as const, on: date('2026-01-20'), state },
    source: { kind: 'payment', id },
  });

  it('lets the accounts replace an entry that they settled, and keeps one that they do not know yet', () => {
    const entered = part('p', 40, 'entered');
    expect(agreeWithAccounts([line(60, [entered])], [])).to.deep.include({
      ended: [entered.source],
      made: [{ lineId: 'l', source: null, minor: 40, by: 'accounts', on: null }],
    });
    expect(agreeWithAccounts([line(100, [entered])], [])).to.deep.equal({ reversed: [], made: [], ended: [] });
  });

  it('finds an entry that the accounts placed on another line', () => {
    const entered = part('p', 40, 'entered');
    const accord = agreeWithAccounts([line(100, [entered], 'a'), line(60, [], 'b')], []);
    expect(accord.ended).to.deep.equal([entered.source]);
    expect(accord.made.map(({ lineId, minor }) => [lineId, minor])).to.deep.equal([['b', 40]]);
  });

  it('moves what was guessed to where the accounts have it', () => {
    const guessed = part('p', 30, 'booked');
    const accord = agreeWithAccounts([line(100, [guessed], 'a'), line(70, [], 'b')], []);
    expect(accord.reversed).to.deep.equal(['a-p']);
    expect(accord.made).to.deep.equal([{ lineId: 'b', source: guessed.source, minor: 30, by: 'accounts', on: null }]);
  });

  const placed = ({ made }: Accord): readonly unknown[] =>
    made.map(({ lineId, source, minor }) => [lineId, source?.id, minor]);

  it('does not take an entry for booked where money that a wrong guess gives back explains the line alone', () => {
    const guessed = part('p', 60, 'booked');
    const entered = part('e', 7, 'entered');
    const wrong = line(100, [guessed], 'b');
    const beside = agreeWithAccounts([line(40, [entered], 'a'), wrong], []);
    expect([beside.ended, beside.reversed, placed(beside)]).to.deep.equal([[], ['a-p'], [['a', 'p', 60]]]);
    const free = agreeWithAccounts(
      [line(40, [], 'a'), wrong],
      [{ source: entered.source, minor: 7, released: 0, entered: true }],
    );
    expect([free.ended, placed(free)]).to.deep.equal([[], [['a', 'p', 60]]]);
  });

  it('lets an entry wait where the accounts settled its line with other money', () => {
    const settled = { ...line(0, [part('e', 7, 'entered')], 'a'), amount: 60 };
    const accord = agreeWithAccounts([settled, line(100, [part('p', 60, 'booked')], 'b')], []);
    expect(accord.ended).to.deep.equal([]);
    expect(accord.reversed).to.have.members(['a-p', 'a-e']);
    expect(placed(accord)).to.deep.equal([['a', 'p', 60]]);
  });

  it('ends the entry too where the accounts settled as much as both', () => {
    const accord = agreeWithAccounts(
      [line(33, [part('e', 7, 'entered')], 'a'), line(100, [part('p', 60, 'booked')], 'b')],
      [],
    );
    expect(accord.ended.map(({ id }) => id)).to.deep.equal(['e']);
    expect(placed(accord)).to.deep.equal([
      ['a', 'p', 60],
      ['a', undefined, 7],
    ]);
  });

  it('uses a booked payment that waited before it takes an entry for booked', () => {
    const waited = { source: { kind: 'payment' as const, id: 'p' }, minor: 60, released: 60, entered: false };
    const accord = agreeWithAccounts([line(40, [part('e', 7, 'entered')])], [waited]);
    expect([accord.ended, placed(accord)]).to.deep.equal([[], [['l', 'p', 60]]]);
  });
});
