import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';
import { groundOf } from '../../prisma/escalation/ground-of.ts';
import { signPolicy } from '../../prisma/escalation/sign-policy.ts';
import { type PolicyStored, storePolicy } from '../../prisma/escalation/store-policy.ts';
import { say } from '../tool/say.ts';
import { type Answer, problemLine, refused, wordsOf } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { fileOf, packOf, shippedRates } from './files.ts';
import { type Tenant } from './tenant.ts';

function told(
  stored: PolicyStored,
  { id, version, effectiveFrom }: EscalationPolicy,
  line: (problem: PolicyProblem) => string,
): Answer {
  switch (stored.kind) {
    case 'refused':
      return { code: 1, lines: [...stored.policy, ...stored.texts].map(line), json: stored };
    case 'not-manager':
      return refused('only a manager or an administrator stores a policy');
    case 'version-taken':
      return refused(`${id} ${version} is stored already with other words or from another day: write another version`);
    default: {
      const said = stored.kind === 'known' ? 'was stored already' : `is stored, from ${effectiveFrom}`;
      const sign = `npm run policy -- sign ${id} ${version} --as ADMINISTRATOR`;
      const lines = [`${id} ${version} ${said}. It is off until an administrator signs it: ${sign}`];
      return { code: 0, lines, json: stored };
    }
  }
}

/** Stores a policy to hold from a day on; it is off until `sign`. Nothing is stored when anything is wrong. */
export async function activate({ names: [name], from, as }: AskedOf<'activate'>, tenant: Tenant): Promise<Answer> {
  const { pool, creditorId, at, today } = tenant;
  if (from < today) return refused(`--from ${from} is past: what was decided since was decided by another version`);
  const rates = await shippedRates();
  const { policy, texts, problems, locate } = await packOf(fileOf(name), await groundOf(pool, creditorId, rates));
  const wrong = problems.filter(({ warning }) => warning !== true);
  if (policy === null || wrong.length > 0) return { code: 1, lines: wrong.map(problemLine), json: { problems: wrong } };
  for (const warning of problems) say(problemLine(warning));
  const dated = { ...policy, effectiveFrom: from };
  const stored = await storePolicy(pool, { creditorId, by: as, at, policy: dated, texts, shippedRates: rates });
  return told(stored, dated, (problem) => problemLine(locate(problem)));
}

const refusals = {
  'not-administrator': 'only an administrator signs a policy',
  unknown: 'no such version is stored: npm run policy -- list',
  'signed-already': 'it is signed already',
  'later-signed': 'a version that holds from a later day is signed already',
} as const;

/** Signs a stored version: from its day on it is in force. */
export async function sign({ names: [id, version], as }: AskedOf<'sign'>, tenant: Tenant): Promise<Answer> {
  const { pool, ...rest } = tenant;
  const signed = await signPolicy(pool, { ...rest, by: as, id, version });
  if (signed.kind === 'signed')
    return { code: 0, lines: [`${id} ${version} is signed by ${as} and in force from ${signed.from}.`], json: signed };
  return refused(signed.why === 'mapping' ? wordsOf(signed.problems) : refusals[signed.why], signed);
}
