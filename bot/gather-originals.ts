import { type TurnDeps } from './ports.ts';

/** Looks up whether the original of an invoice is kept, for a request that asks for a copy of it. */
export function withOriginals(
  gather: TurnDeps['gather'],
  isKept: (creditorId: string, invoiceId: string) => Promise<boolean>,
): TurnDeps['gather'] {
  return async (request, loaded, context) => {
    const evidence = await gather(request, loaded, context);
    if (request.kind !== 'document' || request.of !== 'invoice' || request.id === null) return evidence;
    const kept = await isKept(loaded.lease.creditorId, request.id);
    return { ...evidence, originals: kept ? [request.id] : [] };
  };
}
