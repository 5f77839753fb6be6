import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { type EnteredMoney, isSameMoney, type KnownMoney, replacements } from '../../domain/same-money.ts';

const day = date('2026-03-10');

function known(id: string, minor: number, late: number, number: string | null = null): KnownMoney {
  return { id, debtorId: 'd', amount: money(minor, 'EUR'), on: addDays(day, late), number };
}

function entered(of: KnownMoney, setApart: readonly string[] = []): EnteredMoney {
  return { ...of, setApart, replacedBy: null };
}

describe('money known twice', () => {
  it('is one by its number, whatever its amount and day; by debtor and amount within five days where a number is missing', () => {
    const entry = known('e', 100, 0);
    expect(isSameMoney(entry, known('b', 100, 5))).to.equal(true);
    expect(isSameMoney(entry, known('b', 100, -5, 'R-1'))).to.equal(true);
    expect(isSameMoney(entry, known('b', 100, 6))).to.equal(false);
    expect(isSameMoney(entry, known('b', 101, 0))).to.equal(false);
    expect(isSameMoney(entry, { ...known('b', 100, 0), debtorId: 'other' })).to.equal(false);
    expect(isSameMoney(known('e', 100, 0, 'r-1'), known('b', 90, 40, 'R-1'))).to.equal(true);
    expect(isSameMoney(known('e', 100, 0, 'R-1'), known('b', 100, 0, 'R-2'))).to.equal(false);
    expect(isSameMoney(entry, { ...known('b', 100, 0), amount: money(100, 'GBP') })).to.equal(false);
  });

  it('is one within 45 days where both correct one invoice, and finds that of its invoice first', () => {
    const of = (money_: KnownMoney, corrects: string): KnownMoney => ({ ...money_, corrects });
    const entry = of(known('e', 100, 0), 'F1');
    expect(isSameMoney(entry, of(known('b', 100, 45), 'F1'))).to.equal(true);
    expect(isSameMoney(entry, of(known('b', 100, 46), 'F1'))).to.equal(false);
    expect(isSameMoney(entry, of(known('b', 100, 6), 'F2'))).to.equal(false);
    const bookings = [of(known('b2', 100, 1), 'F2'), of(known('b1', 100, 3), 'F1')];
    expect(replacements([entered(entry)], bookings)).to.deep.equal([{ entryId: 'e', bookingId: 'b1' }]);
  });

  it('leaves two equal transfers two: each booking stands for one entry', () => {
    const entries = [entered(known('e1', 100, 0)), entered(known('e2', 100, 0))];
    expect(replacements(entries, [known('b1', 100, 1)])).to.have.length(1);
    expect(replacements(entries, [known('b1', 100, 1), known('b2', 100, 1)])).to.have.length(2);
  });

  it('replaces as many as it can: an entry makes room for another that has no other choice', () => {
    const entries = [entered(known('e1', 100, 0)), entered(known('e2', 100, 4))];
    const pairs = replacements(entries, [known('b1', 100, 2), known('b2', 100, -4)]);
    expect(pairs).to.have.length(2);
  });

  it('leaves the booking of a number to the entry of that number', () => {
    const entries = [entered(known('e1', 100, -3)), entered(known('e2', 100, 0, 'R-1'))];
    expect(replacements(entries, [known('b1', 100, 0, 'R-1')])).to.deep.equal([{ entryId: 'e2', bookingId: 'b1' }]);
  });
});

type Transfer = { readonly minor: number; readonly late: number; readonly booked: number; readonly numbered: boolean };
type Act = { readonly enter: boolean; readonly which: number };

/** What really happened, and what is known of it: in whatever order it was entered and imported, and how often. */
class Books {
  readonly entries: EnteredMoney[] = [];
  readonly bookings: KnownMoney[] = [];
  readonly #truth: readonly Transfer[];
  constructor(truth: readonly Transfer[]) {
    this.#truth = truth;
  }

  enter(which: number): void {
    const transfer = this.#truth[which]!;
    const entry = known(`e${which}`, transfer.minor, transfer.late, transfer.numbered ? `R-${which}` : null);
    const isThere = [...this.entries, ...this.bookings].some(({ id }) => id === `e${which}` || id === `b${which}`);
    // Who enters knows whether it is another one than those that are shown.
    if (isThere) return;
    this.entries.push(
      entered(
        entry,
        this.bookings.filter((booking) => isSameMoney(entry, booking)).map(({ id }) => id),
      ),
    );
  }

  import(which: number): void {
    const { minor, booked, numbered } = this.#truth[which]!;
    if (this.bookings.some(({ id }) => id === `b${which}`)) return;
    this.bookings.push(known(`b${which}`, minor, booked, numbered ? `R-${which}` : null));
    for (const { entryId, bookingId } of replacements(this.entries, this.bookings)) {
      const at = this.entries.findIndex(({ id }) => id === entryId);
      this.entries[at] = { ...this.entries[at]!, replacedBy: bookingId };
    }
  }

  get total(): number {
    const live = this.entries.filter(({ replacedBy }) => replacedBy === null);
    return [...live, ...this.bookings].reduce((sum, { amount }) => sum + amount.minor, 0);
  }
}

const anyTransfer = fc.record({
  minor: fc.constantFrom(100, 200),
  late: fc.integer({ min: 0, max: 15 }),
  drift: fc.integer({ min: -5, max: 5 }),
  numbered: fc.boolean(),
});
const anyActs = fc.array(fc.record({ enter: fc.boolean(), which: fc.nat({ max: 7 }) }), { maxLength: 40 });

describe('laws of provisional entries', () => {
  it('the same money never counts twice and is never lost, in whatever order it is entered, imported and repeated', () => {
    fc.assert(
      fc.property(fc.array(anyTransfer, { minLength: 1, maxLength: 8 }), anyActs, (drawn, acts: readonly Act[]) => {
        const truth = drawn.map(({ drift, ...transfer }) => ({ ...transfer, booked: transfer.late + drift }));
        const books = new Books(truth);
        const seen = new Set<number>();
        for (const { enter, which: at } of acts) {
          const which = at % truth.length;
          if (enter) books.enter(which);
          else books.import(which);
          seen.add(which);
          const most = [...seen].reduce((sum, of) => sum + truth[of]!.minor, 0);
          expect(books.total).to.be.at.most(most);
          expect(new Set(books.entries.flatMap(({ replacedBy }) => replacedBy ?? [])).size).to.equal(
            books.entries.filter(({ replacedBy }) => replacedBy !== null).length,
          );
        }
        truth.forEach((_, which) => {
          books.import(which);
        });
        expect(books.total).to.equal(truth.reduce((sum, { minor }) => sum + minor, 0));
      }),
      { numRuns: 500 },
    );
  });
});
