import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type PolicyGround } from '../../../domain/escalation/check-policy.ts';
import { type LevelText } from '../../../domain/escalation/level-text.ts';
import { type EscalationPolicy } from '../../../domain/escalation/policy.ts';
import { readRates } from '../../../bot/policy/read-rates.ts';
import { readTexts } from '../../../bot/policy/read-texts.ts';

const folder = new URL('../../../policies/', import.meta.url);

export const shippedFolder = new URL('escalation/', folder);

/** The shipped policy of that name, as it is written. */
export function shippedText(id: string): Promise<string> {
  return readFile(new URL(`${id}.yaml`, shippedFolder), 'utf8');
}

/** A first party that provides nothing essential, and the rates that are shipped. */
export async function plainGround(): Promise<PolicyGround> {
  return { rates: await readRates(new URL('rates/', folder)), essential: false, thirdParty: false };
}

/** The shipped texts of a policy, without those of levels it does not have. */
export function textsFor({ pack, levels }: Pick<EscalationPolicy, 'pack' | 'levels'>): readonly LevelText[] {
  const file = new URL(`texts/${pack}.yaml`, folder);
  const { texts } = readTexts(file.pathname, readFileSync(file, 'utf8'));
  return texts.filter(({ levelId }) => levels.some(({ id }) => id === levelId));
}
