import { writeFile } from 'node:fs/promises';
import { policyPage } from '../../documents/policy-page.ts';
import { creditorNames } from '../../prisma/escalation/creditor-names.ts';
import { activePolicies } from '../../prisma/escalation/policy-store.ts';
import { type Answer, refused } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { type Tenant } from './tenant.ts';

/** Writes the version in force as a page for customers. */
export async function publish(
  { names: [id], out }: AskedOf<'publish'>,
  { pool, creditorId, today }: Tenant,
  production: boolean,
): Promise<Answer> {
  const active = await activePolicies(pool, creditorId, today, production);
  const found = active.find(({ policy }) => policy.id === id);
  const owner = await creditorNames(pool, creditorId);
  if (found === undefined || owner === null) return refused(`${id} is not in force: npm run policy -- list`);
  try {
    await writeFile(out, policyPage(found.policy, owner));
  } catch {
    return refused(`${out} cannot be written`);
  }
  const { version } = found.policy;
  return { code: 0, lines: [`${id} ${version} is written to ${out}.`], json: { id, version, out } };
}
