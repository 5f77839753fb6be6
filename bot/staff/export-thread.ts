import { parentPort } from 'node:worker_threads';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { exportFile, type ExportFormat, type ExportLook } from './export-file.ts';

/** What this thread is told: what is asked, rows a few at a time, and that there are no more. */
export type ToThread =
  | { readonly kind: 'begin'; readonly answer: StaffAnswer; readonly format: ExportFormat; readonly look: ExportLook }
  | { readonly kind: 'rows'; readonly rows: StaffAnswer['rows'] }
  | { readonly kind: 'end' };

let begun: Extract<ToThread, { kind: 'begin' }> | null = null;
const rows: StaffAnswer['rows'][number][] = [];

parentPort?.on('message', (told: ToThread) => {
  if (told.kind === 'begin') begun = told;
  else if (told.kind === 'rows') rows.push(...told.rows);
  else if (begun !== null) {
    const { answer, format, look } = begun;
    // What it raises ends the thread, and is raised where the file is waited for.
    void exportFile({ ...answer, rows }, format, look).then((bytes) => parentPort?.postMessage(bytes));
  }
});
