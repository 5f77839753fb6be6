import { z } from 'zod';
import { type AuditReport, verifyAudits } from '../prisma/audit.ts';
import { verifyFile } from './proof/verify-file.ts';
import { noWords, readArguments } from './tool/read-arguments.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const usage = `Usage: npm run verify -- [--creditor SLUG] [--json]
       npm run verify -- --file DIR/dossier.json [--json]

Recomputes the sealed trail of every creditor, or of one; or checks a dossier by itself, without a database. Ends with 1 when something was
changed, added or taken away.`;

function inWords({ broken, ...report }: AuditReport): string {
  if (broken !== null) {
    const where =
      'seal' in broken ? `seal ${broken.seal}, events ${broken.from} to ${broken.to}` : `event ${broken.event}`;
    return `BROKEN at ${where}: ${broken.reason}`;
  }
  const erased = Object.entries(report.erased).map(([rule, count]) => `, ${count} texts erased under rule ${rule}`);
  return `${report.events} events verify, ${report.seals} seals, ${report.unsealed} not sealed yet${erased.join('')}; head ${report.head}`;
}

const schema = z.object({
  ...{ words: noWords, creditor: z.string().min(1).optional(), file: z.string().min(1).optional(), json: z.boolean() },
});

async function verifyTrails(asked: z.infer<typeof schema> | null): Promise<number> {
  return await runTool(asked, async ({ ownerUrl }, { creditor, json }) => {
    const verified = await verifyAudits(ownerUrl, creditor);
    if (json) process.stdout.write(`${JSON.stringify(verified)}\n`);
    else for (const { creditor: slug, report } of verified) process.stdout.write(`${slug}: ${inWords(report)}\n`);
    if (verified.length > 0 || creditor === undefined) return verified.every(({ report }) => report.ok) ? 0 : 1;
    say(`There is no creditor ${creditor}.`);
    return 64;
  });
}

const asked = readArguments(usage, schema, { creditor: 'text', file: 'text', json: 'flag' });
process.exitCode = asked?.file === undefined ? await verifyTrails(asked) : await verifyFile(asked.file, asked.json);
