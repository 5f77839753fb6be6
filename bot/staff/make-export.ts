import { setImmediate as breath } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { largestFile } from '../../domain/largest-file.ts';
import { exportFile, type ExportFormat, type ExportLook } from './export-file.ts';
import { type ToThread } from './export-thread.ts';

/** Makes a file of an answer; null where it is larger than a file that is kept may be. */
export type MakeExport = (answer: StaffAnswer, format: ExportFormat, look: ExportLook) => Promise<Uint8Array | null>;

/** Fewer are made here: a thread of their own would take longer to begin. */
const fewRows = 300;
/** So many cross at once: handing over a whole answer would hold everybody else up. */
const rowsAtOnce = 500;
const memoryMb = 1_024;

/**
 * Makes exports in a thread of their own, one after the other, so that conversations go on meanwhile. A thread that runs out of memory ends
 * alone, and the export fails.
 */
export function makeExports(): MakeExport {
  let last: Promise<unknown> = Promise.resolve();
  return async (answer, format, look) => {
    const work = (): Promise<Uint8Array> =>
      answer.rows.length <= fewRows ? exportFile(answer, format, look) : inThread(answer, format, look);
    const made = last.then(work, work);
    last = made.catch(() => undefined);
    const bytes = await made;
    return bytes.length > largestFile ? null : bytes;
  };
}

async function inThread(answer: StaffAnswer, format: ExportFormat, look: ExportLook): Promise<Uint8Array> {
  const thread = new Worker(new URL('./export-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const made = new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`the thread of an export ended with ${code}`));
    });
  });
  made.catch(() => undefined); // it may end while rows are still handed over
  try {
    const tell = (told: ToThread): void => {
      thread.postMessage(told);
    };
    tell({ kind: 'begin', answer: { ...answer, rows: [] }, format, look });
    for (let from = 0; from < answer.rows.length; from += rowsAtOnce) {
      tell({ kind: 'rows', rows: answer.rows.slice(from, from + rowsAtOnce) });
      await breath();
    }
    tell({ kind: 'end' });
    return await made;
  } finally {
    await thread.terminate();
  }
}
