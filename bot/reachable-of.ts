import { type Config } from './config.ts';

/** Channels a code can go out on: where a carrier is configured, or anywhere on a developer's machine. */
export function reachableOf(config: Config): ('sms' | 'email')[] {
  if (!config.production) return ['sms', 'email'];
  return [
    ...(config.TWILIO_SMS_FROM === undefined ? [] : ['sms' as const]),
    ...(config.SMTP_URL === undefined ? [] : ['email' as const]),
  ];
}
