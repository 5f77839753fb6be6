import { diffPolicy } from '../../domain/escalation/diff-policy.ts';
import { type Answer, refused } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { type Tenant } from './tenant.ts';
import { versionOf } from './version-of.ts';

/** What differs between two versions, in words; files are read without a database. */
export async function diff({ names: [a, b] }: AskedOf<'diff'>, tenant: Tenant | null): Promise<Answer> {
  const before = await versionOf(a, tenant);
  const next = await versionOf(b, tenant);
  if (typeof before === 'string') return refused(before);
  if (typeof next === 'string') return refused(next);
  const lines = diffPolicy(before, next);
  return { code: 0, lines: lines.length === 0 ? ['No difference.'] : lines, json: { differences: lines } };
}
