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

type Working = { readonly line: SnapshotLine; parts: StandingPart[]; missing: number; explained: number };
type Purse = { readonly source: AllocationSource; left: number };
type Entry = { readonly source: AllocationSource; readonly parts: { on: Working; minor: number }[]; free: number };
type Books = {
  readonly reversed: string[];
  readonly made: Accord['made'][number][];
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
    working.parts = working.parts.filter(({ id }) => id !== part.id);
    const isClearing = part.source.kind === 'clearing';
    if (part.minor > taken) {
      const source = isClearing ? null : part.source;
      books.made.push({ lineId: working.line.id, source, minor: part.minor - taken, by: part.by, on: part.on });
    }
    if (!isClearing) freed.push({ source: part.source, left: taken });
  }
  return freed;
}

/** Books money on the lines that miss some, the oldest first. */
function spend(purse: Purse, lines: readonly Working[], books: Books): void {
  for (const working of lines) {
    const minor = Math.min(purse.left, working.missing - working.explained);
    if (minor <= 0) continue;
    books.made.push({ lineId: working.line.id, source: purse.source, minor, by: 'accounts', on: null });
    working.missing -= minor;
    purse.left -= minor;
  }
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
  return [...entries.values()];
}

/** Lets an entry explain what was settled of its own lines; true when it explains anything. It ends once all it settles is settled. */
function explain(entry: Entry, books: Books): boolean {
  const covered = entry.parts.every(({ on, minor }) => on.missing - on.explained >= minor);
  const ends = covered && entry.free === 0 && entry.parts.length > 0;
  if (ends) books.ended.push(entry.source);
  let total = 0;
  for (const { on, minor } of entry.parts) {
    const part = Math.min(minor, on.missing - on.explained);
    if (part <= 0) continue;
    total += part;
    // What stays entered counts by itself; what ended is the accounts' to say.
    if (ends) on.explained += part;
    else on.missing -= part;
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
    books.ended.push(entry.source);
  }
}

/** Money that waited is used as far as the accounts may have used it; where they do not say, if it is exactly what a line misses. */
function useFree(free: readonly FreeMoney[], lines: readonly Working[], books: Books): void {
  for (const { source, minor, released } of free.filter(({ entered }) => !entered)) {
    const exact = lines.filter(({ missing, explained }) => missing - explained === minor).slice(0, 1);
    if (released === null) spend({ source, left: minor }, exact, books);
    else spend({ source, left: Math.min(minor, released) }, lines, books);
  }
}

/** The rest is settled on the accounts' word. Money dated after that day stays on the line as far as there is room. */
function clear(lines: readonly Working[], books: Books): void {
  for (const working of lines) {
    const { line, missing } = working;
    if (missing > 0) books.made.push({ lineId: line.id, source: null, minor: missing, by: 'accounts', on: null });
    const room = line.open - totalOf(working.parts, 'later');
    if (room < 0) takeBack(working, 'later', -room, books);
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
      return { line, parts: [...line.parts], missing, explained: 0 };
    });
  const freed: Purse[] = [];
  for (const of of working.filter(({ missing }) => missing < 0)) {
    freed.push(...takeBack(of, 'booked', -of.missing, books));
    of.missing = 0;
  }
  absorb(entriesOf(working, free), working, books);
  for (const purse of freed) spend(purse, working, books);
  useFree(free, working, books);
  clear(working, books);
  return books;
}
