import { formatMoney } from '../../domain/format.ts';
import { type EscalationReport, type Reminder } from './report.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function list(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  print(`\n${title}`);
  for (const line of lines) print(`  ${line}`);
}

function lineOf({ debtor, channel, level, lines, amounts, reason }: Reminder): string {
  const asked = amounts.map((amount) => formatMoney(amount, 'en')).join(' + ');
  return `${debtor}  ${channel}  ${level}  ${asked}  ${lines.map(({ invoice }) => invoice).join(', ')}  (${reason})`;
}

function counts(of: Readonly<Record<string, number>>): string {
  return Object.entries(of)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', ');
}

/** Prints a report for people. */
export function printReport(report: EscalationReport): void {
  const { reminders, approvals, tasks, salesOwners, refused, cost, before, done, dryRun } = report;
  print(`${report.creditors.join(', ')}, ${report.asOf ?? ''}${dryRun ? ': nothing is written, nothing leaves' : ''}`);
  list(dryRun ? 'Would leave' : 'Decided', reminders.map(lineOf));
  list('Waits for a named person', approvals.map(lineOf));
  list(
    'For people',
    tasks.map(({ debtor, what, level, reason }) => `${debtor}  ${what}  ${level}  (${reason})`),
  );
  list(
    'Sales owners told',
    salesOwners.map(({ debtor, owner, level, notBefore }) => `${debtor}  ${owner}  ${level}, not before ${notBefore}`),
  );
  list(
    'Left alone',
    refused.map(({ debtor, gate, reason, invoices }) => `${debtor}  ${gate}  ${reason}  ${invoices.join(', ')}`),
  );
  print('');
  print(`Pieces: ${counts(cost) || 'none'}`);
  if (Object.keys(before).length > 0) print(`Decided the time before: ${counts(before)}`);
  if (Object.keys(done).length > 0) print(`Written: ${counts(done)}`);
}
