import { type Database } from '../../prisma/database.ts';
import { findReader, type Reader } from '../../prisma/staff/reader.ts';
import { say } from '../tool/say.ts';
import { refusal } from './refusals.ts';

/** The line of a usage text that goes with it. */
export const readerUsage =
  '  --as HANDLE      for whom it is (npm run staff -- list): a sales person sees their own accounts; in production it must be said';

type Place = {
  readonly pool: Database['pool'];
  readonly creditorId: string;
  readonly at: number;
  readonly production: boolean;
};

/**
 * For whom a command shows accounts. In development a shell that names nobody sees all of them, as the data there is nobody's; in
 * production it is null then, and why was told.
 */
export async function readerOf(place: Place, as: string | undefined): Promise<Reader | null> {
  const { pool, creditorId, at, production } = place;
  if (as === undefined) {
    if (!production) return { kind: 'reader', owner: null, actor: 'by shell' };
    say('Say for whom it is: --as HANDLE (npm run staff -- list)');
    return null;
  }
  const found = await findReader(pool, { creditorId, by: as, at });
  if (found.kind === 'reader') return found;
  say(refusal(found.why));
  return null;
}
