import { documentProblems, type DocumentsReport } from '../../prisma/import/import-documents.ts';
import { type FileReport, type ImportReport, type SnapshotEffects } from '../../prisma/import/report.ts';
import { reasons } from '../../prisma/import/refusal.ts';

function describeEffects({ settled, lowered, raised, reopened }: SnapshotEffects, would: string): string {
  return `due lines ${would}settled in the accounts ${settled}, lowered ${lowered}, raised ${raised}, open again ${reopened}`;
}

function describe(report: FileReport, dryRun: boolean): string[] {
  const { counts, examples, refused } = report;
  const { problem } = report;
  if (problem !== null) {
    const way = report.ask ? ' Nothing of it is imported; if it is whole, say --accept-smaller.' : '';
    return [`${report.kind}: ${report.file} is not ${report.ask ? 'booked' : 'read'}: ${problem}.${way}`];
  }
  const would = dryRun ? 'would be ' : '';
  const sums = `${would}created ${counts.created}, ${would}updated ${counts.updated}, unchanged ${counts.unchanged}, refused ${counts.refused}`;
  const state = report.imported ? '' : ' (nothing of this file is imported)';
  return [
    `${report.kind}: ${report.file}: ${report.rows} rows; ${sums}${counts.repeated > 0 ? `, repeated ${counts.repeated}` : ''}${state}`,
    ...(report.unmatched === 0
      ? []
      : [`  not placed, kept until somebody says whose they are (npm run unmatched): ${report.unmatched}`]),
    ...(report.effects === null ? [] : [`  ${describeEffects(report.effects, would)}`]),
    ...(report.unknownColumns.length > 0 ? [`  columns not used: ${report.unknownColumns.join(', ')}`] : []),
    ...examples.map(
      ({ action, line, key, changes }) =>
        `  ${action} ${key} (line ${line})${changes === null ? '' : ` ${JSON.stringify(changes)}`}`,
    ),
    ...refused.map(
      ({ line, column, reason }) => `  line ${line}${column === null ? '' : `, ${column}`}: ${reasons[reason]}`,
    ),
    ...(report.refusedFile === null ? [] : [`  all ${counts.refused} refused rows: ${report.refusedFile}`]),
  ];
}

function describeDocuments({ files, counts, problems, dryRun }: DocumentsReport): string[] {
  const would = dryRun ? 'would be ' : '';
  const shown = problems.slice(0, 20).map(({ file, problem }) => `  ${file}: ${documentProblems[problem]}`);
  return [
    `documents: ${files} files; ${would}stored ${counts.stored}, ${would}superseded ${counts.superseded}, unchanged ${counts.unchanged}, refused ${problems.length}`,
    ...shown,
    ...(problems.length > shown.length ? [`  and ${problems.length - shown.length} more: --json lists them all`] : []),
  ];
}

type Reports = { readonly tables: ImportReport | null; readonly documents: DocumentsReport | null };

/** Prints what became of the files: as JSON, or in sentences. */
export function printReport({ tables, documents }: Reports, json: boolean): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...tables, ...(documents === null ? {} : { documents }) })}\n`);
    return;
  }
  const ofTables = tables === null ? [] : describeTables(tables);
  const ofDocuments = documents === null ? [] : describeDocuments(documents);
  process.stdout.write(`${[...ofTables, ...ofDocuments].join('\n')}\n`);
}

function describeTables(report: ImportReport): string[] {
  const lines = report.files.flatMap((file) => describe(file, report.dryRun));
  const skipped = report.notAttempted.map((name) => `not looked at: ${name}`);
  const fresh = `The accounts are taken to be known up to ${report.freshTo}.`;
  const known = report.files.some(({ imported }) => imported) ? [fresh] : [];
  return [...lines, ...skipped, ...(report.dryRun ? ['Nothing was changed.'] : known)];
}
