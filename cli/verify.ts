import { parseArgs } from 'node:util';
import { type AuditReport, verifyAudits } from '../prisma/audit.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run verify -- [--creditor SLUG] [--json]

Recomputes the sealed trail of every creditor, or of one. Ends with 1 when something was changed, added or taken away.`;

function inWords({ broken, ...report }: AuditReport): string {
  if (broken !== null) {
    const where =
      'seal' in broken ? `seal ${broken.seal}, events ${broken.from} to ${broken.to}` : `event ${broken.event}`;
    return `BROKEN at ${where}: ${broken.reason}`;
  }
  const erased = Object.entries(report.erased).map(([rule, count]) => `, ${count} texts erased under rule ${rule}`);
  return `${report.events} events verify, ${report.seals} seals, ${report.unsealed} not sealed yet${erased.join('')}; head ${report.head}`;
}

type Asked = { readonly creditor?: string | undefined; readonly json: boolean };

function readAsked(): Asked | null {
  const { values } = parseArgs({
    options: { creditor: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  if (values.help !== true) return values;
  say(usage);
  return null;
}

process.exitCode = await runTool(readAsked(), async ({ ownerUrl }, { creditor, json }) => {
  const verified = await verifyAudits(ownerUrl, creditor);
  if (json) process.stdout.write(`${JSON.stringify(verified)}\n`);
  else for (const { creditor: slug, report } of verified) process.stdout.write(`${slug}: ${inWords(report)}\n`);
  if (verified.length > 0 || creditor === undefined) return verified.every(({ report }) => report.ok) ? 0 : 1;
  say(`There is no creditor ${creditor}.`);
  return 64;
});
