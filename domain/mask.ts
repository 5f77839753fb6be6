/** What a mask may show of an address: the last two digits of a phone, the first letter of an e-mail, never its domain or length. */
export function maskHint(channel: 'sms' | 'whatsapp' | 'email', address: string): string {
  return channel === 'email' ? `${address.slice(0, 1).toLowerCase()}•••` : `•• ${address.replace(/\D/g, '').slice(-2)}`;
}

/** The one order addresses are offered in, so that their order tells nothing. */
export const maskOrder = ['sms', 'whatsapp', 'email'] as const;

export type MaskChannel = (typeof maskOrder)[number];
