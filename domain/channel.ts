/** How a person reaches us. `console` is a text channel on the developer's machine, shaped like SMS. */
export const channels = ['web', 'sms', 'whatsapp', 'console', 'email', 'teams'] as const;
export type Channel = (typeof channels)[number];

/** Channels where the counterpart is an address of a phone number's holder, so the address itself is one proof. */
export function isPhoneChannel(channel: Channel): boolean {
  return channel === 'sms' || channel === 'whatsapp' || channel === 'console';
}
