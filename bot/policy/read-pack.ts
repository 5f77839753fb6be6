import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../domain/errors.ts';
import { checkPolicy, type PolicyGround } from '../../domain/escalation/check-policy.ts';
import { checkTexts } from '../../domain/escalation/check-texts.ts';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { readPolicy } from './read-policy.ts';
import { readTexts } from './read-texts.ts';
import { type Located } from './yaml-source.ts';

/** A policy with its texts, and everything that is wrong with them; `locate` places what is found later of the policy itself. */
export type Pack = {
  readonly policy: EscalationPolicy | null;
  readonly texts: readonly LevelText[];
  readonly problems: readonly Located[];
  readonly locate: (problem: PolicyProblem) => Located;
};

async function readIfThere(file: URL): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The name a person knows a file by: within the folder the tool runs in, when it is there. */
function nameOf(file: URL): string {
  const path = fileURLToPath(file);
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}

/** Reads and checks a policy with the texts of `<texts>/<policy id>.yaml`; a file that is not there is a problem, not a failure. */
export async function readPack(file: URL, texts: URL, ground: PolicyGround): Promise<Pack> {
  const content = await readIfThere(file);
  const { source, policy, problems } = readPolicy(nameOf(file), content ?? '');
  const { locate } = source;
  if (content === null)
    return {
      policy: null,
      texts: [],
      problems: [locate({ path: [], problem: 'there is no such file', mend: 'name a policy' })],
      locate,
    };
  if (policy === null) return { policy, texts: [], problems, locate };
  const textFile = new URL(`${policy.id}.yaml`, texts);
  const said = readTexts(nameOf(textFile), (await readIfThere(textFile)) ?? '');
  const found = [
    ...checkPolicy(policy, ground).map(locate),
    ...said.problems,
    ...(said.problems.length > 0 ? [] : checkTexts(policy, said.texts).map(said.source.locate)),
  ];
  return { policy, texts: said.texts, problems: found, locate };
}

/** The files of the policies that are shipped. */
export async function shippedFiles(folder: URL): Promise<readonly URL[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return names.map((name) => new URL(name, folder));
}

/** The policies that are shipped under `policies/`, with their texts; raises POLICY_INVALID where one cannot be read. */
export async function readShipped(
  folder: URL,
): Promise<readonly { readonly policy: EscalationPolicy; readonly texts: readonly LevelText[] }[]> {
  const ground = { rates: [], essential: false, thirdParty: false };
  const files = await shippedFiles(new URL('escalation/', folder));
  const packs = await Promise.all(files.map((file) => readPack(file, new URL('texts/', folder), ground)));
  return packs.map(({ policy, texts, problems: [first] }) => {
    if (policy === null)
      throw new AppError('POLICY_INVALID', {
        file: first?.file ?? '',
        line: first?.line ?? 0,
        why: first?.problem ?? '',
      });
    return { policy, texts };
  });
}
