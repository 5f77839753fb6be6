import { type Located } from '../../bot/policy/yaml-source.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { say } from '../tool/say.ts';

/** What an act came to: the exit code, what a person reads, and what a program reads. */
export type Answer = { readonly code: 0 | 1 | 64; readonly lines: readonly string[]; readonly json: unknown };

/** Nothing was done, and why. */
export function refused(why: string, json: unknown = { refused: why }): Answer {
  return { code: 1, lines: [`Nothing was done: ${why}`], json };
}

/** A problem as editors understand it: file, line, what is wrong and how to mend it. */
export function problemLine({ file, line, problem, mend, warning }: Located): string {
  return `${file}:${line}: ${warning === true ? 'warning: ' : ''}${problem} (${mend})`;
}

/** Problems of something that is stored and has no lines. */
export function wordsOf(problems: readonly PolicyProblem[]): string {
  return problems.map(({ problem, mend }) => `${problem} (${mend})`).join('; ');
}

/** Prints an answer; with `json` stdout holds JSON alone. */
export function print({ code, lines, json }: Answer, asJson: boolean): number {
  if (asJson) process.stdout.write(`${JSON.stringify(json)}\n`);
  else if (code === 0) process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  else for (const line of lines) say(line);
  return code;
}
