import { type Allocation, type AllocationSource } from './account.ts';
import { type CivilDate } from './civil-date.ts';

/** A part of a line that is settled here, when a snapshot of the accounts comes. Amounts are minor units of the line's currency. */
export type StandingPart = {
  readonly id: string; // the allocation's
  readonly source: AllocationSource;
  readonly minor: number;
  readonly by: Allocation['by'];
  readonly on: CivilDate;
  /** `booked`: the accounts had it on the snapshot's day; `entered`: entered here, not in the accounts yet; `later`: dated after that day. */
  readonly state: 'booked' | 'entered' | 'later';
};

/** A line with what the accounts say is open of it; 0 when they no longer list it. */
export type SnapshotLine = {
  readonly id: string;
  readonly due: CivilDate;
  readonly amount: number;
  readonly open: number;
  readonly parts: readonly StandingPart[];
};

/** Money of the account that settles nothing yet. `released`: how much of it the accounts may have used; null: they do not say. */
export type FreeMoney = {
  readonly source: AllocationSource;
  readonly minor: number;
  readonly released: number | null;
  readonly entered: boolean;
};

/** What makes this account say what the accounts say; `source` null is a new clearing. */
export type Accord = {
  readonly reversed: readonly string[]; // allocations
  readonly made: readonly {
    readonly lineId: string;
    readonly source: AllocationSource | null;
    readonly minor: number;
    readonly by: Allocation['by'];
    readonly on: CivilDate | null; // of a part that is booked again; null: the snapshot's day
  }[];
  readonly ended: readonly AllocationSource[]; // entries that the accounts have now
};

/** `missing`: what the accounts settled and nothing booked here explains; `explained`: by entries that end; `standing`: by entries that stay. */
type Working = {
  readonly line: SnapshotLine;
  parts: StandingPart[];
  missing: number;
  explained: number;
  standing: number;
};
type Purse = { readonly source: AllocationSource; left: number };
/** How much of what a line misses a purse may be used for. */
type Reach = (working: Working, purse: Purse) => number;
type Entry = { readonly source: AllocationSource; readonly parts: { on: Working; minor: number }[]; free: number };
type Books = {
  readonly reversed: string[];
  made: Accord['made'][number][];
  readonly ended: AllocationSource[];
};

function keyOf(source: AllocationSource): string {
  return `${source.kind}:${source.id}`;
}

function totalOf(parts: readonly StandingPart[], state: StandingPart['state']): number {
  return parts.reduce((total, part) => total + (part.state === state ? part.minor : 0), 0);
}

/** What is taken back first: what was guessed here, then the accounts' earlier word, then their own matching. */
const weakest: readonly string[] = ['law', 'debtor', 'clearing', 'accounts'];

function strength(part: StandingPart): number {
  return weakest.indexOf(part.source.kind === 'clearing' ? 'clearing' : part.by);
}

function weakestFirst(parts: readonly StandingPart[], state: StandingPart['state']): StandingPart[] {
  return parts
    .filter((part) => part.state === state)
    .sort((a, b) => strength(a) - strength(b) || (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? -1 : 1));
}

/** Takes `minor` back from the line's parts; what a part settled beyond that is booked again. Gives the money that is free now. */
function takeBack(working: Working, state: StandingPart['state'], minor: number, books: Books): Purse[] {
  const freed: Purse[] = [];
  let left = minor;
  for (const part of weakestFirst(working.parts, state)) {
    if (left <= 0) break;
    const taken = Math.min(left, part.minor);
    left -= taken;
    books.reversed.push(part.id);
    const rest = part.minor > taken ? [{ ...part, minor: part.minor - taken }] : [];
    working.parts = working.parts.flatMap((of) => (of.id === part.id ? rest : [of]));
    const isClearing = part.source.kind === 'clearing';
    if (part.minor > taken) {
      const source = isClearing ? null : part.source;
      books.made.push({ lineId: working.line.id, source, minor: part.minor - taken, by: part.by, on: part.on });
    }
    if (!isClearing) freed.push({ source: part.source, left: taken });
  }
  return freed;
}

const unexplainedOf = ({ missing, explained }: Working): number => missing - explained;

/** Exactly what a line misses, where its entries do not explain that. */
const exactly: Reach = (working, { left }) =>
  unexplainedOf(working) === left && totalOf(working.parts, 'entered') < left ? left : 0;

/** What a line misses beyond its entries. */
const beyondEntries: Reach = ({ missing, parts }) => missing - totalOf(parts, 'entered');

/** What a line misses, as far as its entries have room beside it. */
const besideEntries: Reach = ({ line, missing, parts }) => missing - Math.max(0, totalOf(parts, 'entered') - line.open);

/** Books money on the lines that miss some, the oldest first. */
function spend(purses: readonly Purse[], lines: readonly Working[], reach: Reach, books: Books): void {
  for (const purse of purses) {
    for (const working of lines) {
      const minor = Math.min(purse.left, reach(working, purse));
      if (minor <= 0) continue;
      books.made.push({ lineId: working.line.id, source: purse.source, minor, by: 'accounts', on: null });
      working.missing -= minor;
      purse.left -= minor;
    }
  }
}

/**
 * Uses what lines gave back. It is in the accounts, and an entry may not be: so it goes before any entry counts as booked, yet where it
 * can it leaves the entries theirs. An entry that has no room any more waits.
 */
function spendFreed(freed: readonly Purse[], lines: readonly Working[], books: Books): void {
  for (const reach of [exactly, beyondEntries, besideEntries, unexplainedOf]) spend(freed, lines, reach, books);
}

/** Takes back what entries have on lines that the accounts settled with other money; gives it as free money of theirs. */
function makeWait(lines: readonly Working[], books: Books): FreeMoney[] {
  return lines
    .flatMap((of) => takeBack(of, 'entered', totalOf(of.parts, 'entered') - of.line.open - of.missing, books))
    .map(({ source, left }) => ({ source, minor: left, released: 0, entered: true }));
}

function entriesOf(lines: readonly Working[], free: readonly FreeMoney[]): Entry[] {
  const entries = new Map<string, Entry>();
  const entryOf = (source: AllocationSource): Entry => {
    const entry = entries.get(keyOf(source)) ?? { source, parts: [], free: 0 };
    entries.set(keyOf(source), entry);
    return entry;
  };
  for (const on of lines) {
    for (const { source, minor, state } of on.parts) if (state === 'entered') entryOf(source).parts.push({ on, minor });
  }
  for (const { source, minor, entered } of free) if (entered) entryOf(source).free += minor;
  // Those that may end come first, whatever order their parts were booked in.
  const waits = ({ free: minor }: Entry): number => (minor === 0 ? 0 : 1);
  return [...entries.values()].sort((a, b) => waits(a) - waits(b) || (keyOf(a.source) < keyOf(b.source) ? -1 : 1));
}

/** Ends an entry: what it settled is the accounts' to say, and nothing of it is booked again. */
function end({ source }: Entry, books: Books): void {
  books.ended.push(source);
  books.made = books.made.filter((made) => made.source === null || keyOf(made.source) !== keyOf(source));
}

/** Lets an entry explain what was settled of its own lines; true when it explains anything. It ends once all it settles is settled. */
function explain(entry: Entry, books: Books): boolean {
  const covered = entry.parts.every(({ on, minor }) => on.missing - on.explained >= minor);
  const ends = covered && entry.free === 0 && entry.parts.length > 0;
  if (ends) end(entry, books);
  let total = 0;
  for (const { on, minor } of entry.parts) {
    const part = Math.min(minor, on.missing - on.explained);
    if (part <= 0) continue;
    total += part;
    // What stays entered counts by itself.
    if (ends) on.explained += part;
    else {
      on.missing -= part;
      on.standing += part;
    }
  }
  return total > 0;
}

/** The accounts have an entry when they settled all that it settles here, or exactly its amount on another line. */
function absorb(entries: readonly Entry[], lines: readonly Working[], books: Books): void {
  const unexplained = entries.filter((entry) => !explain(entry, books));
  for (const entry of unexplained) {
    const amount = entry.parts.reduce((total, { minor }) => total + minor, entry.free);
    const elsewhere = lines.find(({ missing, explained }) => missing - explained === amount);
    if (elsewhere === undefined) continue;
    elsewhere.explained += amount;
    end(entry, books);
  }
}

/**
 * Money that waited is used as far as the accounts may have used it, for what it alone explains before entries are looked at, for the
 * rest after them; where the accounts do not say, if it is exactly what a line misses.
 */
function useFree(free: readonly FreeMoney[], lines: readonly Working[], books: Books): () => void {
  const waiting = free
    .filter(({ entered }) => !entered)
    .map(({ source, minor, released }) => ({
      purse: { source, left: Math.min(minor, released ?? minor) },
      isSaid: released !== null,
    }));
  for (const { purse, isSaid } of waiting) {
    spend([purse], lines, exactly, books);
    if (isSaid) spend([purse], lines, beyondEntries, books);
  }
  return () => {
    for (const { purse, isSaid } of waiting) {
      const whole: Reach = (working) => (unexplainedOf(working) === purse.left ? purse.left : 0);
      spend([purse], lines, isSaid ? unexplainedOf : whole, books);
    }
  };
}

/** The rest is settled on the accounts' word. Money dated after that day stays on the line as far as there is room. */
function clear(lines: readonly Working[], books: Books): void {
  const ended = new Set(books.ended.map(keyOf));
  for (const working of lines) {
    const { line, missing, standing, parts } = working;
    if (missing > 0) books.made.push({ lineId: line.id, source: null, minor: missing, by: 'accounts', on: null });
    const entered = totalOf(
      parts.filter(({ source }) => !ended.has(keyOf(source))),
      'entered',
    );
    takeBack(working, 'later', totalOf(parts, 'later') + entered - standing - line.open, books);
  }
}

/**
 * Makes an account of one currency agree with a snapshot: afterwards what is open of each line is what the accounts say, less what was
 * entered here since and what is dated after the snapshot. Money is never lost nor counted twice: what a line gives back is used where
 * the accounts settled more, and only what nothing here explains is settled on their word. A second time nothing changes.
 */
export function agreeWithAccounts(lines: readonly SnapshotLine[], free: readonly FreeMoney[]): Accord {
  const books: Books = { reversed: [], made: [], ended: [] };
  const working = lines
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id < b.id ? -1 : 1))
    .map((line): Working => {
      const missing = line.amount - line.open - totalOf(line.parts, 'booked');
      return { line, parts: [...line.parts], missing, explained: 0, standing: 0 };
    });
  const freed: Purse[] = [];
  for (const of of working.filter(({ missing }) => missing < 0)) {
    freed.push(...takeBack(of, 'booked', -of.missing, books));
    of.missing = 0;
  }
  spendFreed(freed, working, books);
  const useRest = useFree(free, working, books);
  const waiting = makeWait(working, books);
  absorb(entriesOf(working, [...free, ...waiting]), working, books);
  useRest();
  clear(working, books);
  return books;
}
