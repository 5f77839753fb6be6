import { type DirectLineOptions } from './options.ts';
import { type Sites } from './sites.ts';
import { type Tokens } from './token.ts';

/** What every route of the server shares. */
export type Context = DirectLineOptions & {
  readonly tokens: Tokens;
  readonly sites: Sites;
  readonly mayAskToken: (addressKey: string) => boolean;
  readonly mayAskAnyToken: (key: string) => boolean;
  readonly mayWrite: (conversationId: string) => boolean;
  readonly mayUpload: (conversationId: string) => boolean;
  /** Uploads are held in memory, so only a few are read at a time. */
  readonly uploads: { readonly enter: () => boolean; readonly leave: () => void };
};
