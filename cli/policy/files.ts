import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Pack, readPack, shippedFiles } from '../../bot/policy/read-pack.ts';
import { readRates } from '../../bot/policy/read-rates.ts';
import { type PolicyGround } from '../../domain/escalation/check-policy.ts';
import { type RateRow } from '../../domain/rates.ts';

const folder = new URL('../../policies/', import.meta.url);
const escalation = new URL('escalation/', folder);

/** The rates that are shipped. */
export function shippedRates(): Promise<readonly RateRow[]> {
  return readRates(new URL('rates/', folder));
}

/** The file of a name: a path, or the id of a shipped policy. */
export function fileOf(name: string): URL {
  const isPath = name.endsWith('.yaml') || name.includes('/');
  return isPath ? pathToFileURL(resolve(name)) : new URL(`${name}.yaml`, escalation);
}

/** The files asked for, all shipped ones when none is. */
export async function filesOf(names: readonly string[]): Promise<readonly URL[]> {
  return names.length === 0 ? await shippedFiles(escalation) : names.map(fileOf);
}

/** A policy with the texts that lie beside its folder, judged as a creditor's that is known, or as a plain first party's. */
export async function packOf(file: URL, ground?: PolicyGround): Promise<Pack> {
  const plain = { rates: await shippedRates(), essential: false, thirdParty: false };
  return await readPack(file, new URL('../texts/', file), ground ?? plain);
}
