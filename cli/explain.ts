import { z } from 'zod';
import { makeCalendars } from '../bot/calendars.ts';
import { readRates } from '../bot/policy/read-rates.ts';
import { escalate } from '../domain/escalation/escalate.ts';
import { explainCase } from '../domain/escalation/explain-case.ts';
import { outlets } from '../domain/escalation/policy.ts';
import { tenOf } from '../prisma/business-clock.ts';
import { loadRules } from '../prisma/escalation/load-rules.ts';
import { type Case, readCase } from '../prisma/escalation/read-cases.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { findSeen, type Reader } from '../prisma/staff/reader.ts';
import { explanationWords } from './escalation/explanation-words.ts';
import { readerOf, readerUsage } from './staff/reader-of.ts';
import { day } from './tool/day.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runForCreditor, type Tenant } from './tool/run-for-creditor.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run explain -- --debtor LUM-1005 [--as HANDLE] [--creditor SLUG] [--as-of 2026-12-01] [--language fr] [--json]
${readerUsage}

Says why a customer was written to and why not: levels decided so far with rule and version, what would happen today, and every line
that is left alone, with the gate and until when. Nothing is written.`;

const schema = z.object({
  ...{ words: noWords, debtor: z.string().min(1), creditor: z.string().min(1).optional(), 'as-of': day.optional() },
  ...{ as: z.string().min(1).optional(), language: z.enum(['fr', 'en']).default('en'), json: z.boolean() },
});
type Asked = z.infer<typeof schema>;

/** The case of the debtor with that reference; null when the creditor has none that the reader may see. */
async function caseOf(
  { database: { pool }, creditor, at: now }: Tenant,
  asked: Asked,
  reader: Reader,
): Promise<Case | null> {
  const asOf = asked['as-of'];
  const at = asOf === undefined ? now : await tenOf(pool, asOf, creditor.zone);
  const order = { creditorId: creditor.id, at, asOf: asOf !== undefined, calendar: makeCalendars() };
  return await inTenant(pool, creditor.id, async (client) => {
    const id = await findSeen(client, asked.debtor, reader);
    return id === null ? null : await readCase(client, order, id);
  });
}

async function explain(tenant: Tenant, asked: Asked): Promise<number> {
  const { database, creditor, at, production } = tenant;
  const reader = await readerOf({ pool: database.pool, creditorId: creditor.id, at, production }, asked.as);
  if (reader === null) return 1;
  const found = await caseOf(tenant, asked, reader);
  if (found === null) {
    say(
      `${creditor.slug} has no customer ${asked.debtor}${asked.as === undefined ? '' : ` that ${asked.as} may see`}. A customer number is meant, such as LUM-1005.`,
    );
    return 64;
  }
  const { account, file, calendar } = found;
  const shippedRates = await readRates(new URL('../policies/rates/', import.meta.url));
  const wanted = { creditorId: creditor.id, on: calendar.today, production, shippedRates };
  const { policies, rates } = await loadRules(database.pool, wanted);
  const reachable = outlets;
  const answer = explainCase(account, file, escalate({ account, file, policies, calendar, rates, reachable }));
  if (asked.json)
    process.stdout.write(`${JSON.stringify({ debtor: account.debtor.reference, today: calendar.today, answer })}\n`);
  else process.stdout.write(`${explanationWords(answer, asked.language)}\n`);
  return 0;
}

const options = {
  debtor: 'text',
  as: 'text',
  creditor: 'text',
  'as-of': 'text',
  language: 'text',
  json: 'flag',
} as const;
await runForCreditor(readArguments(usage, schema, options), explain);
