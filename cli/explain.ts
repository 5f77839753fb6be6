import { parseArgs } from 'node:util';
import { makeCalendars } from '../bot/calendars.ts';
import { readRates } from '../bot/policy/read-rates.ts';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { escalate } from '../domain/escalation/escalate.ts';
import { explainCase, type Explanation } from '../domain/escalation/explain-case.ts';
import { gateWords } from '../domain/escalation/gate-words.ts';
import { outlets } from '../domain/escalation/policy.ts';
import { formatMoney } from '../domain/format.ts';
import { type Language } from '../domain/language.ts';
import { openBusinessClock, tenOf } from '../prisma/business-clock.ts';
import { type Database } from '../prisma/database.ts';
import { loadRules } from '../prisma/escalation/load-rules.ts';
import { readAllCases } from '../prisma/escalation/read-all-cases.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run explain -- --debtor LUM-1005 [--creditor lumio] [--as-of 2026-12-01] [--language fr] [--json]

Says why a customer was written to and why not: levels decided so far with rule and version, what would happen today, and every line
that is left alone, with the gate and until when. Nothing is written.`;

type Asked = {
  readonly debtor: string;
  readonly creditor: string;
  readonly asOf: CivilDate | null;
  readonly language: Language;
  readonly json: boolean;
};

function readAsked(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        ...{ debtor: { type: 'string' }, creditor: { type: 'string', default: 'lumio' }, 'as-of': { type: 'string' } },
        ...{ language: { type: 'string', default: 'en' }, json: { type: 'boolean', default: false } },
        help: { type: 'boolean', default: false },
      },
    });
    const { debtor, creditor, language, json } = values;
    const asOf = readDate(values['as-of'] ?? '');
    const isDay = values['as-of'] === undefined || asOf !== null;
    if (!values.help && debtor !== undefined && isDay && (language === 'fr' || language === 'en'))
      return { debtor, creditor, asOf, language, json };
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
  }
  say(usage);
  return null;
}

function inWords(of: Explanation, language: Language): string {
  switch (of.kind) {
    case 'was':
      return `${of.on}  ${of.outlet}, ${of.status}: level ${of.level} of ${of.rule}, for ${of.invoices.join(', ')}`;
    case 'will': {
      const amounts = of.amounts.map((amount) => formatMoney(amount, language)).join(' + ');
      return `today       ${of.outlet}: level ${of.level} of ${of.rule}, for ${of.invoices.join(', ')}${amounts === '' ? '' : ` (${amounts})`}: ${of.reason}`;
    }
    case 'not': {
      const until = of.until === null ? '' : `, until ${of.until}`;
      return `not         ${of.invoice ?? 'the whole account'}: ${gateWords[language][of.gate]}${until} [${of.gate}${of.detail === '' ? '' : `; ${of.detail}`}]`;
    }
  }
}

async function runAsked(database: Database, asked: Asked, production: boolean): Promise<number> {
  const { pool } = database;
  const now = (await openBusinessClock(pool, production, Date.now))();
  const creditor = (await listCreditors(pool, now)).find(({ slug }) => slug === asked.creditor);
  if (creditor === undefined) {
    say(`There is no creditor ${asked.creditor}.`);
    return 64;
  }
  const at = asked.asOf === null ? now : await tenOf(pool, asked.asOf, creditor.zone);
  const order = { creditorId: creditor.id, at, asOf: asked.asOf !== null, calendar: makeCalendars() };
  const found = (await readAllCases(pool, order)).find(
    ({ account }) => account.debtor.reference === asked.debtor.toUpperCase(),
  );
  if (found === undefined) {
    say(`${asked.creditor} has no customer ${asked.debtor}. A customer number is meant, such as LUM-1005.`);
    return 64;
  }
  const { account, file, calendar } = found;
  const shippedRates = await readRates(new URL('../policies/rates/', import.meta.url));
  const wanted = { creditorId: creditor.id, on: calendar.today, production, shippedRates };
  const { policies, rates } = await loadRules(pool, wanted);
  const reachable = outlets;
  const answer = explainCase(account, file, escalate({ account, file, policies, calendar, rates, reachable }));
  if (asked.json)
    process.stdout.write(`${JSON.stringify({ debtor: account.debtor.reference, today: calendar.today, answer })}\n`);
  else for (const line of answer) process.stdout.write(`${inWords(line, asked.language)}\n`);
  if (!asked.json && answer.length === 0)
    process.stdout.write('Nothing is open, and nothing was ever asked of them.\n');
  return 0;
}

process.exitCode = await runTool(readAsked(), runAsked);
