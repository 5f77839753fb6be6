/** The same look-up, its answers taken as they were read for that long; a failure is not remembered. */
export function rememberFor<Of, Found>(
  ms: number,
  keyOf: (of: Of) => string,
  find: (of: Of) => Promise<Found>,
): (of: Of) => Promise<Found> {
  const known = new Map<string, { readonly until: number; readonly found: Promise<Found> }>();
  return (of) => {
    const now = performance.now();
    for (const [key, { until }] of known) if (until <= now) known.delete(key);
    const key = keyOf(of);
    const before = known.get(key);
    if (before !== undefined) return before.found;
    const found = find(of);
    known.set(key, { until: now + ms, found });
    found.catch(() => known.delete(key));
    return found;
  };
}
