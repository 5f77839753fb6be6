import { answerCsv } from '../../documents/staff/answer-csv.ts';
import { answerXlsx } from '../../documents/staff/answer-xlsx.ts';
import { type Language } from '../../domain/language.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { lookOf } from './look.ts';

export type ExportFormat = 'csv' | 'xlsx';
/** How an export is worded, in values that go from one thread to another. */
export type ExportLook = { readonly language: Language; readonly zone: string; readonly line: string };

/** An answer as a file. A workbook of ten thousand rows takes seconds of a processor. */
export async function exportFile(answer: StaffAnswer, format: ExportFormat, look: ExportLook): Promise<Uint8Array> {
  const { language, zone, line } = look;
  const whole = { ...lookOf({ language, creditor: { zone } }), line };
  return format === 'csv' ? Buffer.from(answerCsv(answer, whole)) : await answerXlsx(answer, whole);
}
