/** What waits for a yes, a code or a choice: after a person has spoken it may no longer be so. */
const stale = ['recap', 'go', 'code', 'mask', 'undo'];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The assistant's state as it goes on after a person: a question that was asked can still be answered, but nothing that was about to be
 * confirmed is confirmed by the next yes, and no old button means anything any more.
 */
export function afterPerson(state: unknown): unknown {
  if (!isRecord(state)) return state;
  const kept = Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'handedAt'));
  const { pending } = state;
  const kind = isRecord(pending) ? pending['kind'] : null;
  if (typeof kind !== 'string' || !stale.includes(kind)) return { ...kept, prompt: null };
  return { ...kept, pending: null, prompt: null, frames: [], queue: [], proof: null };
}
