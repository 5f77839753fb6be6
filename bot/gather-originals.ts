import { type TurnDeps } from './ports.ts';

/** Looks up of which invoices the original is kept, for a request that asks for copies of them. */
export function withOriginals(
  gather: TurnDeps['gather'],
  isKept: (creditorId: string, invoiceId: string) => Promise<boolean>,
): TurnDeps['gather'] {
  return async (request, loaded, context) => {
    const evidence = await gather(request, loaded, context);
    if (request.kind !== 'document' || request.of !== 'invoice' || request.id === null) return evidence;
    const asked = [request.id, ...(request.also ?? [])];
    const kept = await Promise.all(asked.map((id) => isKept(loaded.lease.creditorId, id)));
    return { ...evidence, originals: asked.filter((_, index) => kept[index] === true) };
  };
}
