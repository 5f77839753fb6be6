import { type AddressMix } from './address-mix.ts';
import { type MaskChannel, maskHint } from './mask.ts';

type Decoy = { readonly channel: MaskChannel; readonly hint: string };

const digitsEach = 8;
const most = 16 ** digitsEach;

/** Two digests that fall on the same part of the mix draw alike, and a mix that moves a little moves few draws. */
function draw<Of>(from: readonly { readonly of: Of; readonly weight: number }[], fraction: number): Of | undefined {
  const total = from.reduce((sum, { weight }) => sum + weight, 0);
  let left = fraction * total;
  for (const { of, weight } of from) {
    left -= weight;
    if (left < 0) return of;
  }
  return from.at(-1)?.of;
}

/**
 * Masks of addresses that do not exist, always the same for the same digest (an HMAC in hexadecimal, of 24 digits at least) and
 * mix; over many digests their channels and what they show come as often as real ones do.
 */
export function decoyMasks(digest: string, mix: AddressMix): readonly Decoy[] {
  const [shape, phone, email] = [0, 1, 2].map(
    (at) => Number.parseInt(digest.slice(at * digitsEach, (at + 1) * digitsEach), 16) / most,
  );
  const digits = String(Math.floor((phone ?? 0) * 100)).padStart(2, '0');
  return (draw(mix.shapes, shape ?? 0) ?? []).map((channel) =>
    channel === 'email'
      ? { channel, hint: draw(mix.emails, email ?? 0) ?? maskHint('email', 'c') }
      : { channel, hint: maskHint(channel, digits) },
  );
}
