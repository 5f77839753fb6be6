import { z } from 'zod';

/** What every command of the creditor's people takes beside its own options. */
export const common = { creditor: z.string().min(1).optional(), json: z.boolean() };

/** Who acts: the handle of `npm run staff -- list`. */
export const acting = { ...common, as: z.string().min(1) };

/** The options of both, by name. */
export const commonOptions = { creditor: 'text', as: 'text', json: 'flag' } as const;

/** The end of every usage text. */
export const commonUsage = `  --as HANDLE      who does it (npm run staff -- list); written down as "by shell, as HANDLE"
  --creditor SLUG  needed where there are several
  --json           the result as JSON on stdout

Ends with 1 when nothing was done, which says why; with 64 when the arguments say nothing that can be done.`;
