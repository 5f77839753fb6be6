/** What a mask may show of an address: the last two digits of a phone, the first letter of an e-mail, never its domain or length. */
export function maskHint(channel: 'sms' | 'whatsapp' | 'email', address: string): string {
  return channel === 'email' ? `${address.slice(0, 1).toLowerCase()}•••` : `•• ${address.replace(/\D/g, '').slice(-2)}`;
}

/** Letters in the proportion first names begin with them, so that a decoy looks like any address. */
const initials = 'aaabbccccddeeffgghijjjklllmmmmnnoppprrsssttv';

type Decoy = { readonly channel: 'sms' | 'email'; readonly hint: string };

/** Masks of addresses that do not exist, always the same for the same digest: an HMAC in hexadecimal, of eight digits at least. */
export function decoyMasks(digest: string): readonly Decoy[] {
  const [phone, letter, both] = [0, 2, 4].map((at) => Number.parseInt(digest.slice(at, at + 2), 16));
  const digits = String((phone ?? 0) % 100).padStart(2, '0');
  const sms: Decoy = { channel: 'sms', hint: maskHint('sms', digits) };
  const email: Decoy = { channel: 'email', hint: maskHint('email', initials.charAt((letter ?? 0) % initials.length)) };
  return (both ?? 0) < 192 ? [sms, email] : [sms];
}
