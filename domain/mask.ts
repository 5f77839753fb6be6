/** What a mask may show of an address: the last two digits of a phone, the first letter of an e-mail, never its domain or length. */
export function maskHint(channel: 'sms' | 'whatsapp' | 'email', address: string): string {
  return channel === 'email' ? `${address.slice(0, 1).toLowerCase()}•••` : `•• ${address.replace(/\D/g, '').slice(-2)}`;
}

/** Letters in the proportion first names begin with them, so that a decoy looks like any address. */
const initials = 'aaabbccccddeeffgghijjjklllmmmmnnoppprrsssttv';

/** The one order addresses are offered in, so that their order tells nothing. */
export const maskOrder = ['sms', 'whatsapp', 'email'] as const;

type MaskChannel = (typeof maskOrder)[number];
type Decoy = { readonly channel: MaskChannel; readonly hint: string };

/**
 * Masks of addresses that do not exist, always the same for the same digest: an HMAC in hexadecimal, of eight digits at least.
 * They come in every shape a real customer's do on these channels: a telephone and an e-mail, or one of them.
 */
export function decoyMasks(digest: string, reachable: readonly MaskChannel[]): readonly Decoy[] {
  const [phone, letter, shape] = [0, 2, 4].map((at) => Number.parseInt(digest.slice(at, at + 2), 16));
  const digits = String((phone ?? 0) % 100).padStart(2, '0');
  const byPhone = maskOrder.find((channel) => channel !== 'email' && reachable.includes(channel));
  const phones: Decoy[] = byPhone === undefined ? [] : [{ channel: byPhone, hint: maskHint(byPhone, digits) }];
  const initial = initials.charAt((letter ?? 0) % initials.length);
  const emails: Decoy[] = reachable.includes('email') ? [{ channel: 'email', hint: maskHint('email', initial) }] : [];
  if (phones.length === 0 || emails.length === 0 || (shape ?? 0) < 160) return [...phones, ...emails];
  return (shape ?? 0) < 224 ? phones : emails;
}
