import { type IncomingMessage } from 'node:http';
import { type Context } from './context.ts';
import { type ChatClaims } from './token.ts';

/**
 * In which site's page the calling chat stands, as our own page in the frame says; null when it says none. A script of another site
 * cannot say it: no preflight allows the header.
 */
export function embedderOf(req: Pick<IncomingMessage, 'headers'>): string | null {
  const said = req.headers['x-solde-embedder'];
  return typeof said === 'string' && said !== '' ? said : null;
}

/** Whether every site the token is bound to, but our own pages, is still on the creditor's list. */
export async function mayStillUse(
  context: Pick<Context, 'origins' | 'sites'>,
  { creditorSlug, origin, embedder = null }: Pick<ChatClaims, 'creditorSlug' | 'origin' | 'embedder'>,
): Promise<boolean> {
  const foreign = origin === null || context.origins().includes(origin) ? [] : [origin];
  const sites = embedder === null ? foreign : [...foreign, embedder];
  for (const site of sites) if (!(await context.sites.mayUse(creditorSlug, site))) return false;
  return true;
}
