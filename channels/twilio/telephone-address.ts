import { type Channel } from '../../domain/channel.ts';

/** Where a message came from or went to. `person`: somebody who can be answered there; a machine's sender name cannot. */
export type TelephoneAddress = {
  readonly channel: Extract<Channel, 'sms' | 'whatsapp'>;
  readonly address: string;
  readonly kind: 'number' | 'user-id' | 'machine';
};

const number = /^\+[1-9]\d{6,14}$/;
/** WhatsApp's business-scoped user id: a country and an opaque id, for people who show no number. */
const userId = /^[A-Z]{2}\.[A-Za-z0-9.]{1,137}$/;
const machine = /^(?:\d{3,8}|[A-Za-z0-9 ._&-]{1,11})$/;
const prefix = 'whatsapp:';

/** Reads what Twilio calls From or To: `+336…`, a short code, a sender name, `whatsapp:+336…` or `whatsapp:FR.…`; null for anything else. */
export function readAddress(text: string): TelephoneAddress | null {
  if (text.startsWith(prefix)) {
    const address = text.slice(prefix.length);
    if (number.test(address)) return { channel: 'whatsapp', address, kind: 'number' };
    return userId.test(address) ? { channel: 'whatsapp', address, kind: 'user-id' } : null;
  }
  if (number.test(text)) return { channel: 'sms', address: text, kind: 'number' };
  return machine.test(text) ? { channel: 'sms', address: text, kind: 'machine' } : null;
}

/** The address as Twilio writes it. */
export function writeAddress(channel: Channel, address: string): string {
  return channel === 'whatsapp' ? `${prefix}${address}` : address;
}
