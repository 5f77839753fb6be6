import { SavedState } from './saved-state.ts';

/** Letters, digits and the signs of customer and invoice numbers, with a digit among them: `?ref=` means other things elsewhere. */
const shape = /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./-]{1,38}[A-Za-z0-9]$/;

/**
 * The reference a link to this page carries, in its fragment or its query, once for each tab and reference. It is only ever written
 * into the box, for the person to send or not: it proves nothing.
 */
export function takeReference(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1)).get('ref');
  const reference = (fragment ?? new URLSearchParams(location.search).get('ref') ?? '').trim();
  const taken = new SavedState<string>('reference');
  if (!shape.test(reference) || taken.get() === reference) return null;
  taken.set(reference);
  return reference;
}
