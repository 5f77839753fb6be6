import { makeCalendars } from '../../bot/calendars.ts';
import { readRates } from '../../bot/policy/read-rates.ts';
import { outlets } from '../../domain/escalation/policy.ts';
import { type Contact, rehearse as play } from '../../domain/simulation/rehearse.ts';
import { loadRules } from '../../prisma/escalation/load-rules.ts';
import { readAllCases } from '../../prisma/escalation/read-all-cases.ts';
import { type Answer, refused } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { type Tenant } from './tenant.ts';
import { versionOf } from './version-of.ts';

const longest = 92;

function byDebtor(contacts: readonly Contact[]): ReadonlyMap<string, string> {
  const told = Map.groupBy(contacts, ({ debtor }) => debtor);
  return new Map(
    [...told].map(([debtor, of]) => [
      debtor,
      of.map(({ on, level, outlet }) => `${on} ${level} (${outlet})`).join(', '),
    ]),
  );
}

/** Plays a version over past days on the accounts as they were: who would have been contacted, beside who was. Nothing is written. */
export async function rehearse(asked: AskedOf<'rehearse'>, tenant: Tenant, production: boolean): Promise<Answer> {
  const { from, until } = asked;
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  if (days < 0 || days > longest || until > tenant.today)
    return refused(
      `--from and --until name past days, ${String(longest)} at most, such as --from 2026-11-01 --until 2026-11-30`,
    );
  const version = await versionOf(asked.names[0], tenant);
  if (typeof version === 'string') return refused(version);
  const { creditorId, pool } = tenant;
  const calendar = makeCalendars();
  const shippedRates = await readRates(new URL('../../policies/rates/', import.meta.url));
  const rules = await loadRules(pool, { creditorId, on: tenant.today, production, shippedRates });
  const rehearsed = { ...version.policy, effectiveFrom: from };
  const { would, did, blocked } = play({
    accounts: await readAllCases(pool, { creditorId, at: tenant.at, asOf: true, calendar }),
    policies: [
      ...rules.policies.filter(({ id }) => id !== rehearsed.id).map((of) => ({ ...of, effectiveFrom: from })),
      rehearsed,
    ],
    ...{ rates: rules.rates, reachable: outlets, from, until },
    calendarOf: ({ debtor }, day) => calendar(debtor, Date.parse(`${day}T12:00:00Z`)),
  });
  const [planned, real] = [byDebtor(would), byDebtor(did)];
  const names = [...new Set([...planned.keys(), ...real.keys()])].toSorted();
  const lines = names.map(
    (name) => `${name}: would ${planned.get(name) ?? 'nothing'}; did ${real.get(name) ?? 'nothing'}`,
  );
  const gates = Object.entries(blocked).toSorted(([, a], [, b]) => b - a);
  return {
    code: 0,
    lines: [
      `${from} to ${until}: ${would.length} contacts by these rules, ${did.length} as it happened`,
      ...lines,
      ...gates.map(([gate, count]) => `left alone, debtors and days: ${gate} ${String(count)}`),
    ],
    json: { from, until, would, did, blocked },
  };
}
