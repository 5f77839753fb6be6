import { type SentNotice } from '../domain/sent-notice.ts';
import { type TurnDeps } from './ports.ts';

/** Looks up what was written to the identified account unasked, for a request that asks why. */
export function withNotices(
  gather: TurnDeps['gather'],
  noticesOf: (creditorId: string, debtorId: string) => Promise<readonly SentNotice[]>,
): TurnDeps['gather'] {
  return async (request, loaded, context) => {
    const evidence = await gather(request, loaded, context);
    if (request.kind !== 'explain' || context.account === null) return evidence;
    return { ...evidence, notices: await noticesOf(loaded.lease.creditorId, context.account.debtor.id) };
  };
}
