import { setImmediate as nextStep, setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { AppError } from '../../../domain/errors.ts';
import { batched } from '../../../prisma/stores/batched.ts';

type Call = { readonly group: string; readonly about: string; readonly n: number };

const refused = Object.assign(new Error('refused'), { code: '23514' });

describe('calls made together', () => {
  const recorded = (answer: (calls: readonly Call[]) => Promise<readonly (number | null)[]>) => {
    const batches: (readonly Call[])[] = [];
    const single: Call[] = [];
    const make = batched<Call, number>({
      together: (calls) => {
        batches.push(calls);
        return answer(calls);
      },
      alone: (call) => {
        single.push(call);
        return call.n === 13 ? Promise.reject(refused) : Promise.resolve(-call.n);
      },
      placeOf: ({ group, about }) => ({ group, about }),
    });
    return { batches, single, make };
  };
  const doubled = (calls: readonly Call[]): Promise<number[]> =>
    sleep(
      1,
      calls.map(({ n }) => n * 2),
    );

  it('answers every call its own, never two about one thing at once, never two groups, never more than 32', async () => {
    const things = ['u', 'v', 'w', 'x'];
    const oneCall = fc.record({ group: fc.constantFrom('a', 'b'), about: fc.constantFrom(...things) });
    await fc.assert(
      fc.asyncProperty(fc.array(oneCall, { maxLength: 120 }), async (asked) => {
        const { batches, make } = recorded(doubled);
        const calls = asked.map((call, n) => ({ ...call, n }));
        expect(await Promise.all(calls.map(make))).to.deep.equal(calls.map(({ n }) => n * 2));
        for (const batch of batches) {
          expect(batch.length).to.be.within(1, 32);
          expect(new Set(batch.map(({ group }) => group)).size).to.equal(1);
          expect(new Set(batch.map(({ about }) => about)).size).to.equal(batch.length);
        }
        const order = (about: string): number[] =>
          batches.flat().flatMap((call) => (call.about === about && call.group === 'a' ? [call.n] : []));
        for (const about of things) expect(order(about)).to.deep.equal(order(about).toSorted((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });

  it('makes what is about one thing in its order, one after the other, however slow, left out or refused the one before', async () => {
    const oneCall = fc.record({
      about: fc.constantFrom('u', 'v', 'w'),
      ms: fc.constantFrom(0, 1, 40),
      outcome: fc.constantFrom('together', 'alone', 'refused', 'lost'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(oneCall, { minLength: 2, maxLength: 12 }), async (asked) => {
        const begun: string[] = [];
        const ended: string[] = [];
        const underWay = new Set<string>();
        type Asked = (typeof asked)[number] & { readonly n: number };
        const make = batched<Asked, number>({
          together: async (calls) => {
            for (const { about, n } of calls) {
              expect(underWay.has(about), 'the one before has been answered').to.equal(false);
              underWay.add(about);
              begun.push(`${about}${n}`);
            }
            await sleep(Math.max(...calls.map(({ ms }) => ms)));
            if (calls.some(({ outcome }) => outcome === 'lost')) {
              for (const { about } of calls) underWay.delete(about);
              throw new AppError('DATABASE_UNAVAILABLE');
            }
            if (calls.some(({ outcome }) => outcome === 'refused')) throw refused;
            return calls.map(({ about, outcome, n }) => {
              if (outcome === 'alone') return null;
              underWay.delete(about);
              return n;
            });
          },
          alone: async ({ about, ms, n }) => {
            await sleep(ms);
            underWay.delete(about);
            return n;
          },
          placeOf: ({ about }) => ({ group: 'a', about }),
        });
        await Promise.allSettled(
          asked.map(async (call, n) => {
            await make({ ...call, n }).finally(() => ended.push(`${call.about}${n}`));
          }),
        );
        const inOrder = (all: readonly string[], about: string): readonly string[] =>
          all.filter((one) => one.startsWith(about));
        for (const about of ['u', 'v', 'w']) {
          const expected = asked.flatMap((call, n) => (call.about === about ? [`${about}${n}`] : []));
          expect(inOrder(begun, about)).to.deep.equal(expected);
          expect(inOrder(ended, about)).to.deep.equal(expected);
        }
      }),
      { numRuns: 15 },
    );
  });

  /** A database that answers when it is told to. */
  const held = () => {
    const answers: (() => void)[] = [];
    const made = recorded(
      (calls) =>
        new Promise((resolve) =>
          answers.push(() => {
            resolve(calls.map(({ n }) => n * 2));
          }),
        ),
    );
    const asked = (from: number, count: number): Promise<number>[] =>
      Array.from({ length: count }, (_, n) => made.make({ group: 'a', about: String(from + n), n: from + n }));
    return { ...made, answers, asked, sizes: () => made.batches.map(({ length }) => length) };
  };

  it('sends together what is asked together, and what comes meanwhile in one go', async () => {
    const { answers, asked, sizes } = held();
    const calls = asked(20, 5);
    await nextStep();
    calls.push(...asked(40, 10), ...asked(60, 10));
    await nextStep();
    expect(sizes()).to.deep.equal([5]);
    answers[0]?.();
    await calls[0];
    expect(sizes(), 'the next one has left before the answers are told').to.deep.equal([5, 20]);
    answers[1]?.();
    await Promise.all(calls);
    expect(sizes()).to.deep.equal([5, 20]);
  });

  it('does not wait for the end of a step of the event loop when many are there', async () => {
    const { answers, asked, sizes } = held();
    const calls = asked(20, 11);
    expect(sizes()).to.deep.equal([8]);
    answers[0]?.();
    await calls[0];
    expect(sizes()).to.deep.equal([8, 3]);
    answers[1]?.();
    expect(await Promise.all(calls)).to.deep.equal(Array.from({ length: 11 }, (_, n) => (20 + n) * 2));
  });

  it('makes alone what could not be made together, and harms no other when one is refused', async () => {
    const { single, make } = recorded((calls) => {
      if (calls.some(({ n }) => n === 13)) return Promise.reject(refused);
      return Promise.resolve(calls.map(({ n }) => (n === 5 ? null : n)));
    });
    const calls = [5, 6, 13, 14].map((n) => ({ group: 'a', about: String(n), n }));
    const ends = await Promise.allSettled(calls.map(make));
    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : (end.reason as unknown)))).to.deep.equal([
      -5,
      -6,
      refused,
      -14,
    ]);
    expect(single).to.have.length(4);
  });

  it('does not make again what may have been done', async () => {
    const away = new AppError('DATABASE_UNAVAILABLE');
    const { single, make } = recorded(() => Promise.reject(away));
    const ends = await Promise.allSettled([1, 2].map((n) => make({ group: 'a', about: String(n), n })));
    expect(ends.map((end) => (end.status === 'rejected' ? (end.reason as unknown) : null))).to.deep.equal([away, away]);
    expect(single).to.deep.equal([]);
  });

  it('does not let one slow statement keep all others waiting', async () => {
    const { make } = recorded(async (calls) => {
      await sleep(calls.some(({ n }) => n === 1) ? 500 : 1);
      return calls.map(({ n }) => n);
    });
    const slow = make({ group: 'a', about: 'slow', n: 1 });
    await nextStep();
    const quick = make({ group: 'a', about: 'quick', n: 2 });
    expect(await Promise.race([slow, quick])).to.equal(2);
    expect(await slow).to.equal(1);
  });
});
