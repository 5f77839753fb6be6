import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { say } from '../tool/say.ts';
import { checkDossier, type DossierReport } from './check-dossier.ts';

function inWords(report: DossierReport, withPdf: boolean): string {
  if (report.broken !== null) return `BROKEN: ${report.broken}`;
  const erased = report.erased === 0 ? '' : `, ${report.erased} texts erased since`;
  const pdf = withPdf ? ', with its PDF' : '';
  return `${report.events} events verify among ${report.others} others, ${report.seals} seals from seal ${report.fromSeal}${erased}${pdf}; head ${report.head}`;
}

/** Checks a dossier's file, and the PDF beside it where there is one; gives the exit code: 1 when it is not as it was made, 66 when it cannot be read. */
export async function verifyFile(path: string, json: boolean): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) {
    say(`Cannot be read: ${path}`);
    return 66;
  }
  const pdf = await readFile(join(dirname(path), `${basename(path, '.json')}.pdf`)).catch(() => null);
  const report = checkDossier(text, pdf);
  process.stdout.write(`${json ? JSON.stringify(report) : inWords(report, pdf !== null)}\n`);
  return report.ok ? 0 : 1;
}
