import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type CivilDate, readDate } from '../../domain/civil-date.ts';
import { AppError } from '../../domain/errors.ts';
import { judgeRate } from '../../domain/escalation/judge-rate.ts';
import { rateKinds, type RateRow } from '../../domain/rates.ts';
import { explainIssue } from './explain-issue.ts';
import { type Located, readYaml } from './yaml-source.ts';

const day = z
  .string()
  .refine((text) => readDate(text) !== null, 'is a date such as 2026-07-01')
  .transform((text) => text as CivilDate);

const ratesSchema = z.strictObject({
  rows: z.array(
    z
      .strictObject({ kind: z.enum(rateKinds), from: day, until: day, percent: z.number(), source: z.string().min(1) })
      .transform(({ percent, ...row }): RateRow => {
        const yearlyPpm = Math.round(percent * 10_000);
        return { id: `${row.kind} ${row.from}`, ...row, yearlyPpm };
      }),
  ),
});

/** Reads one rate table; a row that meets another or is no rate of the law is told with its line. Holes are no mistake. */
export function readRateFile(
  file: string,
  text: string,
): { readonly rows: readonly RateRow[]; readonly problems: readonly Located[] } {
  const source = readYaml(file, text);
  if (source.broken.length > 0) return { rows: [], problems: source.broken };
  const read = ratesSchema.safeParse(source.value, { reportInput: true });
  if (!read.success) return { rows: [], problems: read.error.issues.map(explainIssue).map(source.locate) };
  const { rows } = read.data;
  const problems = rows.flatMap((row, index): Located[] => {
    const judged = judgeRate(rows.slice(0, index), row);
    if (!('why' in judged) ? judged.replaced === null : judged.why === 'gap') return [];
    const problem = `${row.kind} of ${row.from} is ${'why' in judged ? judged.why : 'there twice'}`;
    return [
      source.locate({ path: ['rows', index], problem, mend: 'one row for each half-year, above 0 % and below 100 %' }),
    ];
  });
  return { rows, problems };
}

/** The rates that are shipped, each with its source; raises POLICY_INVALID naming the file and the first problem. */
export async function readRates(folder: URL): Promise<readonly RateRow[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const rows = [];
  for (const name of names) {
    const read = readRateFile(name, await readFile(new URL(name, folder), 'utf8'));
    const [problem] = read.problems;
    if (problem !== undefined)
      throw new AppError('POLICY_INVALID', { file: name, line: problem.line, why: problem.problem });
    rows.push(...read.rows);
  }
  return rows;
}
