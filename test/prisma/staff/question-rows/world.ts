import { readShipped } from '../../../../bot/policy/read-pack.ts';
import { addDays, type CivilDate } from '../../../../domain/civil-date.ts';
import { invariant } from '../../../../domain/errors.ts';
import { dispute, hold, plan, promise } from '../../../../prisma/demo/agreements.ts';
import { addDebtor, fictionalSiren } from '../../../../prisma/demo/debtors.ts';
import { demoPortfolio } from '../../../../prisma/demo/demo-portfolio.ts';
import {
  addInvoice,
  type Draft,
  type DraftDebtor,
  type DraftInvoice,
  type DraftLine,
} from '../../../../prisma/demo/draft.ts';
import { insertDemo } from '../../../../prisma/demo/insert-demo.ts';
import { type DemoPortfolio, type DemoRow, type DemoTable, demoTables } from '../../../../prisma/demo/portfolio.ts';
import { makeRandom } from '../../../../prisma/demo/random.ts';
import { credit, pay } from '../../../../prisma/demo/settlements.ts';
import { signDemoPolicies } from '../../../../prisma/demo/sign-demo-policies.ts';
import { inTenant } from '../../../../prisma/in-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { seedCreditor, seedDebtor, seedInvoice } from '../../../support/ledger-rows.ts';
import { lived } from './lived.ts';

export const today = '2026-12-01' as CivilDate;

/** The demonstration's portfolio with what a fresh one has none of, and another creditor beside it. */
export type World = { readonly database: TestDatabase; readonly creditorId: string };

const ago = (days: number): CivilDate => addDays(today, -days);
const places = {
  lyon: { street: '1 rue du Bord', postcode: '69003', city: 'Lyon' },
  paris: { street: '2 rue du Bord', postcode: '75010', city: 'Paris' },
  lille: { street: '3 rue du Bord', postcode: '59000', city: 'Lille' },
  toulouse: { street: '4 rue du Bord', postcode: '31000', city: 'Toulouse' },
  leeds: { street: '5 Edge Street', postcode: 'LS1 4AP', city: 'Leeds' },
} as const;

/** Adds accounts to a portfolio that is written already. */
function onwards({ creditorId, tables }: DemoPortfolio): Draft {
  const kept = Object.fromEntries(demoTables.map((table) => [table, [...tables[table]]])) as unknown as Record<
    DemoTable,
    DemoRow[]
  >;
  const none = (): never => {
    invariant(false, 'numbers are given here');
  };
  const numbers = { exactly: none, near: none, rest: () => [] };
  return { today, creditorId, random: makeRandom(7), numbers, tables: kept };
}

type Edge = {
  readonly number: number;
  readonly at: keyof typeof places;
  readonly owner?: string;
  readonly kind?: 'company' | 'consumer';
  /** What is owed: days since it fell due, and minor units. */
  readonly owes: readonly (readonly [dueAgo: number, minor: number])[];
};

/** Accounts that lie on the edges of what is asked: exactly so much, exactly so many days. */
const edges: readonly Edge[] = [
  {
    ...{ number: 1301, at: 'lyon', owner: 'sacha' },
    owes: [
      [75, 720_000],
      [61, 130_000],
      [30, 88_000],
    ],
  },
  { number: 1302, at: 'lyon', owes: [[60, 900_000]] },
  { number: 1303, at: 'lyon', owner: 'lou', owes: [[80, 500_000]] },
  { number: 1304, at: 'lille', owner: 'lou', owes: [[31, 1_000_000]] },
  { number: 1305, at: 'paris', owner: 'sacha', owes: [[91, 1_000_001]] },
  { number: 1306, at: 'paris', owes: [[90, 300_000]] },
  { number: 1307, at: 'leeds', owes: [[40, 200_000]] },
  { number: 1308, at: 'leeds', owner: 'lou', owes: [[41, 200_001]] },
  { number: 1309, at: 'toulouse', owes: [[-19, 200_000_000]] },
  { number: 1310, at: 'toulouse', owes: [[12, 100_000]] },
  { number: 1311, at: 'toulouse', owes: [[12, 100_001]] },
  {
    ...{ number: 1312, at: 'lille', kind: 'consumer' },
    owes: [
      [0, 4_100],
      [1, 4_200],
      [31, 4_300],
      [-6, 4_400],
      [-12, 4_500],
      [-13, 4_600],
      [-31, 4_700],
      [-61, 4_800],
      [-62, 4_900],
    ],
  },
  { number: 1313, at: 'paris', owner: 'sacha', owes: [[70, 600_000]] },
  {
    ...{ number: 1314, at: 'lyon', owner: 'sacha' },
    owes: [
      [50, 310_000],
      [20, 250_000],
      [10, 90_000],
    ],
  },
  {
    ...{ number: 1315, at: 'leeds', owner: 'lou' },
    owes: [
      [45, 260_000],
      [25, 180_000],
    ],
  },
  {
    ...{ number: 1316, at: 'toulouse', owner: 'lou' },
    owes: [
      [55, 150_000],
      [35, 140_000],
      [15, 130_000],
      [5, 120_000],
    ],
  },
];

type Account = {
  readonly debtor: DraftDebtor;
  readonly lines: readonly DraftLine[];
  readonly invoices: readonly DraftInvoice[];
};
type Accounts = (number: number) => Account;

function addEdge(draft: Draft, { number, at, owner, kind = 'company', owes }: Edge): Account {
  const language = at === 'leeds' ? 'en' : 'fr';
  const series = language === 'en' ? 'INV' : 'FA';
  const known = { siren: fictionalSiren(number), email: `compta@lum${number}.example`, hasWhatsapp: number % 2 === 0 };
  const debtor = addDebtor(draft, {
    ...{ number, kind, language, name: `Bordure ${number} SAS`, ...places[at], ...known },
    ...(owner === undefined ? {} : { salesOwner: owner }),
  });
  const invoices = owes.map(([dueAgo, minor], index) => {
    const [due, issued] = [ago(dueAgo), ago(Math.max(1, dueAgo + 30))];
    const slot = { series, number: `${series}-2026-${number}${index}`, issued } as const;
    const half = Math.floor(minor / 2);
    const items = [
      ['Bordure', minor - half],
      ['Pose', half],
    ] as const;
    return addInvoice(draft, debtor, { slot, items, dues: [due] });
  });
  return { debtor, lines: invoices.flatMap(({ lines }) => lines), invoices };
}

function line({ lines }: Account, at: number): DraftLine {
  const found = lines[at];
  invariant(found !== undefined, 'the account has that line');
  return found;
}

/** Money on the first and last days of periods, part payments, money that went back, and what is on its way. */
function addMoney(draft: Draft, of: Accounts): void {
  const of1313 = of(1313);
  const lines = [line(of1313, 0)];
  pay(draft, of1313.debtor, { minor: 110_000, on: '2026-10-01' as CivilDate, lines, means: 'card' });
  pay(draft, of1313.debtor, { minor: 70_000, on: '2026-10-31' as CivilDate, lines });
  pay(draft, of1313.debtor, {
    minor: 90_000,
    on: '2026-10-20' as CivilDate,
    lines,
    returnedOn: '2026-11-20' as CivilDate,
  });
  pay(draft, of1313.debtor, { minor: 55_000, on: today, lines, status: 'in-transit' });
  credit(draft, of1313.debtor, {
    minor: 25_000,
    on: '2026-11-10' as CivilDate,
    invoiceId: of1313.invoices[0]?.id ?? null,
    lines,
  });
  for (const [minor, on] of [
    [1_100, '2026-11-01'],
    [1_200, '2026-11-15'],
    [1_300, '2026-11-16'],
    [1_400, '2026-11-30'],
    [1_500, '2026-12-01'],
  ] as const)
    pay(draft, of(1301).debtor, { minor, on: on as CivilDate, lines: [line(of(1301), 2)] });
  pay(draft, of(1315).debtor, { minor: 40_000, on: ago(1), lines: [line(of(1315), 0)], means: 'cheque' });
  // An account that pays ahead, and money whose day is tomorrow.
  pay(draft, of(1316).debtor, { minor: 7_700, on: ago(1), lines: [] });
  pay(draft, of(1316).debtor, { minor: 8_800, on: ago(-1), lines: [] });
}

/** Promises of this week, of the next and of the one before, kept apart by a day; an account with two of different weeks. */
function addPromises(draft: Draft, of: Accounts): void {
  const made = (account: Account, at: number, minor: number, due: CivilDate): void => {
    promise(draft, { line: line(account, at), minor, madeOn: ago(5), due, status: 'open', endedOn: null });
  };
  made(of(1314), 0, 100_000, ago(-2));
  made(of(1314), 1, 60_000, ago(-9));
  made(of(1316), 0, 50_000, ago(-5));
  made(of(1316), 1, 40_000, ago(-6));
  made(of(1315), 1, 30_000, ago(-12));
  made(of(1308), 0, 20_000, ago(-13));
  const ended = { madeOn: ago(20), endedOn: today } as const;
  promise(draft, { ...ended, line: line(of(1305), 0), minor: 90_000, due: today, status: 'broken' });
  promise(draft, { ...ended, line: line(of(1304), 0), minor: 80_000, due: today, status: 'broken' });
  promise(draft, { ...ended, line: line(of(1303), 0), minor: 70_000, due: ago(1), status: 'broken', endedOn: ago(0) });
  promise(draft, { ...ended, line: line(of(1302), 0), minor: 65_000, due: ago(1), status: 'kept', endedOn: ago(1) });
  promise(draft, {
    ...ended,
    line: line(of(1306), 0),
    minor: 60_000,
    due: ago(-1),
    status: 'withdrawn',
    endedOn: ago(3),
  });
}

function addPlans(draft: Draft, of: Accounts): void {
  const signed = (number: number, status: 'completed' | 'late', on: CivilDate, endedOn: CivilDate | null): void => {
    const account = of(number);
    plan(draft, account.debtor, {
      ...{ lines: [line(account, account.lines.length - 1)], count: 3, first: addDays(on, 20), status },
      ...{ offeredOn: addDays(on, -2), signedOn: on, endedOn },
    });
  };
  signed(1310, 'completed', '2026-09-01' as CivilDate, '2026-11-20' as CivilDate);
  signed(1311, 'completed', '2026-08-31' as CivilDate, '2026-11-20' as CivilDate);
  signed(1316, 'late', '2026-10-15' as CivilDate, null);
}

function addDisputes(draft: Draft, of: Accounts): void {
  const said = { item: null, words: 'Ce n’est pas ce qui était convenu.' } as const;
  const open = { ...said, status: 'open', answeredOn: null } as const;
  dispute(draft, { ...open, line: line(of(1301), 0), minor: 50_000, reason: 'price', openedOn: ago(16) });
  dispute(draft, { ...open, line: line(of(1301), 1), minor: 20_000, reason: 'quality', openedOn: ago(15) });
  // Two items of one invoice for one reason, and together more than is left of it.
  for (const item of of(1301).invoices[2]?.items ?? [])
    dispute(draft, { ...open, line: line(of(1301), 2), item, minor: item.minor, reason: 'quality', openedOn: ago(7) });
  // More is contested than is left of the line.
  dispute(draft, { ...open, line: line(of(1313), 0), minor: 560_000, reason: 'quantity', openedOn: ago(30) });
  dispute(draft, { ...open, line: line(of(1308), 0), minor: 33_000, reason: 'price', openedOn: ago(20) });
  dispute(draft, { ...open, line: line(of(1304), 0), minor: 44_000, reason: 'already-paid', openedOn: ago(17) });
  const rejected = { ...said, status: 'rejected', reason: 'other' } as const;
  const closed = { answeredOn: ago(8), minor: 10_000 } as const;
  dispute(draft, { ...rejected, ...closed, line: line(of(1302), 0), openedOn: '2026-11-01' as CivilDate });
  dispute(draft, { ...rejected, ...closed, line: line(of(1303), 0), openedOn: '2026-10-31' as CivilDate });
  // Accepted: it is held until its credit note is there.
  hold(draft, line(of(1315), 0), {
    reason: 'dispute',
    source: 'dispute:accepted',
    minor: 15_000,
    from: ago(6),
    until: null,
  });
}

function addHolds(draft: Draft, of: Accounts): void {
  const kept = { reason: 'vulnerable', source: 'staff', minor: null } as const;
  hold(draft, of(1303).debtor, { ...kept, from: ago(10), until: ago(-1) });
  hold(draft, of(1302).debtor, { ...kept, from: ago(10), until: today });
  hold(draft, of(1306).debtor, { ...kept, from: ago(-1), until: null });
}

function addEdges(portfolio: DemoPortfolio): DemoPortfolio {
  const draft = onwards(portfolio);
  const accounts = new Map(edges.map((edge) => [edge.number, addEdge(draft, edge)]));
  const of: Accounts = (number) => {
    const found = accounts.get(number);
    invariant(found !== undefined, 'the account was added');
    return found;
  };
  addMoney(draft, of);
  addPromises(draft, of);
  addPlans(draft, of);
  addDisputes(draft, of);
  addHolds(draft, of);
  return { creditorId: draft.creditorId, tables: draft.tables };
}

export async function openWorld(): Promise<World> {
  const database = await createTestDatabase();
  const portfolio = addEdges(demoPortfolio(today));
  const { creditorId } = portfolio;
  invariant(await insertDemo(database, portfolio), 'the database was empty');
  const policies = await readShipped(new URL('../../../../policies/', import.meta.url));
  await inTenant(database.pool, creditorId, (client) => signDemoPolicies(client, creditorId, today, policies));
  for (const text of lived) await database.ownerPool.query(text.replaceAll('$1', `'${creditorId}'`));
  const other = await seedCreditor(database.ownerPool, 'other');
  const debtor = await seedDebtor(database.ownerPool, other);
  await seedInvoice(database.ownerPool, other, debtor, {
    number: 'FA-2026-0101',
    items: [77_777_700],
    lines: [77_777_700],
  });
  await database.ownerPool.query('ANALYZE');
  return { database, creditorId };
}
