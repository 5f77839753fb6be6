import { type Session } from '../../domain/session.ts';
import { type Loaded } from '../../domain/turn.ts';
import { type AccountCache } from './account-cache.ts';

/** What solde_begun gives. */
export type BegunJson = Pick<Loaded, 'language' | 'controller' | 'stopped' | 'state'> & {
  readonly creditorVersion: number;
  readonly fence: number;
  readonly session: Partial<Session>;
  readonly debtors: readonly { readonly id: string; readonly version: number }[] | null;
};
export type TakenMessage = Pick<
  Loaded,
  'channel' | 'counterpart' | 'inboxId' | 'inbound' | 'receivedAt' | 'understood' | 'attempts'
>;

/** What a turn starts from: what the database told, with the accounts it named as this process knows them or reads them now. */
export async function beginTurn(
  accounts: AccountCache,
  ref: { readonly creditorId: string; readonly conversationId: string; readonly owner: string },
  json: BegunJson,
  message: TakenMessage,
): Promise<Loaded> {
  const { creditorVersion, fence, session, debtors, ...rest } = json;
  const known = await accounts.read(ref.creditorId, creditorVersion, debtors ?? []);
  return {
    ...message,
    ...rest,
    ...known,
    lease: { creditorId: ref.creditorId, conversationId: ref.conversationId, owner: ref.owner, fence },
    session: { subjects: session.subjects ?? [], claim: session.claim ?? null },
  };
}
