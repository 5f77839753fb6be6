import { parseArgs } from 'node:util';
import { readConfig } from '../bot/config.ts';
import { type AuditReport, verifyAudits } from '../prisma/audit.ts';
import { openDatabase } from '../prisma/database.ts';

const usage = `Usage: npm run verify -- [--creditor SLUG] [--json]

Recomputes the sealed trail of every creditor, or of one. Ends with 1 when something was changed, added or taken away.`;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function verify(): Promise<number> {
  const { values } = parseArgs({
    options: { creditor: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  const config = readConfig();
  if ('problems' in config || values.help === true) {
    say('problems' in config ? config.problems.join('\n') : usage);
    return 64;
  }
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, log: say });
  try {
    const verified = await verifyAudits(database.ownerUrl, values.creditor);
    if (values.json) process.stdout.write(`${JSON.stringify(verified)}\n`);
    else for (const { creditor, report } of verified) process.stdout.write(`${creditor}: ${inWords(report)}\n`);
    if (verified.length > 0 || values.creditor === undefined) return verified.every(({ report }) => report.ok) ? 0 : 1;
    say(`There is no creditor ${values.creditor}.`);
    return 64;
  } finally {
    await database.close();
  }
}

function inWords({ broken, ...report }: AuditReport): string {
  if (broken !== null) {
    const where =
      'seal' in broken ? `seal ${broken.seal}, events ${broken.from} to ${broken.to}` : `event ${broken.event}`;
    return `BROKEN at ${where}: ${broken.reason}`;
  }
  const erased = Object.entries(report.erased).map(([rule, count]) => `, ${count} texts erased under rule ${rule}`);
  return `${report.events} events verify, ${report.seals} seals, ${report.unsealed} not sealed yet${erased.join('')}; head ${report.head}`;
}

process.exitCode = await verify();
