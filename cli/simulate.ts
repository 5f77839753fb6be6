import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { readPolicies } from '../bot/policy-files.ts';
import { readRates } from '../bot/policy/read-rates.ts';
import { simulationPage } from '../documents/simulation-page.ts';
import { type Account } from '../domain/account.ts';
import { type Calendar } from '../domain/calendar.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { outlets } from '../domain/escalation/policy.ts';
import { formatMoney } from '../domain/format.ts';
import { money } from '../domain/money.ts';
import { figuresOf, type SimulationFigures } from '../domain/simulation/figures.ts';
import { simulate, type SimulatedDay } from '../domain/simulation/simulate.ts';
import { makeRandom } from '../prisma/demo/random.ts';
import { loadRules } from '../prisma/escalation/load-rules.ts';
import { readAllCases } from '../prisma/escalation/read-all-cases.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runForCreditor, type Tenant } from './tool/run-for-creditor.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run simulate -- [--days 365] [--seed 1] [--creditor SLUG] [--out FOLDER] [--json]

Plays so many days of the accounts from today on, by the policies in force, with debtors that behave by a model. Nothing is sent and
nothing is written to the database. The page with the picture goes to FOLDER/simulation.html (. when not said).`;

const schema = z.object({
  ...{ words: noWords, days: z.coerce.number().int().min(1).max(1100).default(365), json: z.boolean() },
  ...{ seed: z.coerce.number().int().min(0).default(1), creditor: z.string().min(1).optional() },
  out: z.string().min(1).default('.'),
});
type Asked = z.infer<typeof schema>;

type Played = { readonly days: readonly SimulatedDay[]; readonly policies: readonly string[] };

async function play({ database: { pool }, creditor, at, production }: Tenant, asked: Asked): Promise<Played> {
  const { id: creditorId, today } = creditor;
  const calendar = makeCalendars();
  const shippedRates = await readRates(new URL('../policies/rates/', import.meta.url));
  const { policies, rates } = await loadRules(pool, { creditorId, on: today, production, shippedRates });
  if (policies.length === 0) return { days: [], policies: [] };
  const accounts = await readAllCases(pool, { creditorId, at, asOf: true, calendar });
  const calendarOf = ({ debtor }: Account, day: CivilDate): Calendar =>
    calendar(debtor, Date.parse(`${day}T12:00:00Z`));
  const days = [
    ...simulate({
      ...{ accounts, policies, calendarOf, from: today, days: asked.days, draw: makeRandom(asked.seed) },
      policyOf: await readPolicies(new URL('../policies/', import.meta.url)),
      ...{ rates, reachable: outlets },
    }),
  ];
  return { days, policies: policies.map(({ id, version }) => `${id} ${version}`) };
}

function print({ months, currency, levels }: SimulationFigures): void {
  const amount = (minor: number): string => formatMoney(money(minor, currency), 'en').padStart(14);
  process.stdout.write('month       received         open      overdue   DSO  messages\n');
  for (const { month, received, open, overdue, dso, sent } of months) {
    const all = Object.values(sent).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${month} ${amount(received)} ${amount(open)} ${amount(overdue)} ${(dso === null ? 'n/a' : String(dso)).padStart(5)} ${String(all).padStart(8)}\n`,
    );
  }
  for (const [level, count] of Object.entries(levels))
    process.stdout.write(`${level.padEnd(32)} ${String(count).padStart(6)}\n`);
}

async function runAsked(tenant: Tenant, asked: Asked): Promise<number> {
  const { creditor } = tenant;
  const { days, policies } = await play(tenant, asked);
  if (days.length === 0) {
    say('No policy is signed and in force: npm run policy -- list shows them, npm run policy -- sign signs one.');
    return 65;
  }
  const figures = figuresOf(days, 'EUR');
  await mkdir(asked.out, { recursive: true });
  const file = join(asked.out, 'simulation.html');
  const facts = {
    title: `A simulated year of ${creditor.slug}`,
    from: creditor.today,
    days: asked.days,
    seed: asked.seed,
    policies,
  };
  await writeFile(file, simulationPage(facts, figures));
  say(`Debtors behave by a model and accounts count as known every day. The picture is in ${file}.`);
  if (asked.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else print(figures);
  return 0;
}

const options = { days: 'text', seed: 'text', creditor: 'text', out: 'text', json: 'flag' } as const;
await runForCreditor(readArguments(usage, schema, options), runAsked);
