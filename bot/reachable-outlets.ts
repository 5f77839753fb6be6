import { type Outlet, outlets } from '../domain/escalation/policy.ts';
import { type Config } from './config.ts';

type Settings = Pick<Config, 'production' | 'SMTP_URL' | 'TWILIO_SMS_FROM' | 'TWILIO_WHATSAPP_FROM'>;

/** What demands can be brought by. Letters and calls are people's; on a developer's machine nothing leaves, and everything can be tried. */
export function reachableOutlets(config: Settings): readonly Outlet[] {
  if (!config.production) return outlets;
  const isSet: Readonly<Partial<Record<Outlet, boolean>>> = {
    email: config.SMTP_URL !== undefined,
    sms: config.TWILIO_SMS_FROM !== undefined,
    whatsapp: config.TWILIO_WHATSAPP_FROM !== undefined,
  };
  return outlets.filter((outlet) => isSet[outlet] ?? true);
}
