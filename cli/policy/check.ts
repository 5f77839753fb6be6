import { type Answer, problemLine } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { filesOf, packOf } from './files.ts';

/** Checks policies and their texts without a database. */
export async function check({ names }: AskedOf<'check'>): Promise<Answer> {
  const packs = await Promise.all((await filesOf(names)).map((file) => packOf(file)));
  const problems = packs.flatMap((pack) => pack.problems);
  const isWrong = problems.some(({ warning }) => warning !== true);
  const policies = packs.flatMap(({ policy }) => (policy === null ? [] : [policy.id]));
  const lines = problems.map(problemLine);
  const fine = `In order: ${policies.join(', ')}.`;
  return { code: isWrong ? 1 : 0, lines: isWrong ? lines : [...lines, fine], json: { policies, problems } };
}
